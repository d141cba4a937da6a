#include "hub/facts_cache.h"

#include "base/log.h"
#include "platform/versioned_file.h"

#include <QJsonObject>
#include <mutex>

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

namespace {

const platform::FileFormat kFactsFormat{
    .version = 1, .limit = 16LL * 1024 * 1024, .kind = platform::FileFormat::Kind::Cache};

/// Read, change and write are one step; there is no other state here than the files.
std::mutex &turns()
{
    static std::mutex mutex;
    return mutex;
}

QJsonObject toJson(const ModelFacts &facts)
{
    return {{u"model"_s, facts.modelPath},
            {u"commit"_s, facts.commit},
            {u"bytes"_s, facts.bytes},
            {u"licence"_s, facts.licence},
            {u"parameters"_s, facts.parameters},
            {u"gated"_s, facts.gated},
            {u"fetchedAtMs"_s, facts.fetchedAtMs},
            {u"plainBytes"_s, facts.plainBytes},
            {u"unsafeBytes"_s, facts.unsafeBytes}};
}

std::optional<ModelFacts> fromJson(const QJsonObject &object)
{
    const ModelFacts facts{.modelPath = object.value("model"_L1).toString(),
                           .commit = object.value("commit"_L1).toString(),
                           .bytes = object.value("bytes"_L1).toInteger(-1),
                           .licence = object.value("licence"_L1).toString(),
                           .parameters = object.value("parameters"_L1).toString(),
                           .gated = object.value("gated"_L1).toBool(),
                           .fetchedAtMs = object.value("fetchedAtMs"_L1).toInteger(-1),
                           .plainBytes = object.value("plainBytes"_L1).toInteger(-1),
                           .unsafeBytes = object.value("unsafeBytes"_L1).toInteger(-1)};
    if (facts.modelPath.isEmpty() || facts.commit.isEmpty() || facts.bytes < 0 || facts.fetchedAtMs < 0)
        return {};
    return facts;
}

QJsonObject readEntries(const QString &cacheFile)
{
    const auto cache = platform::readVersioned(cacheFile, kFactsFormat);
    return cache && *cache ? (**cache)["models"_L1].toObject() : QJsonObject();
}

} // namespace

QString factsKey(const QUrl &hub, const QString &modelPath, const QString &revision)
{
    const QString place = hub.toString(QUrl::RemoveUserInfo) + u'/' + modelPath;
    return revision.isEmpty() ? place : place + u'@' + revision;
}

std::optional<ModelFacts> readFacts(const QString &cacheFile, const QString &key)
{
    const std::lock_guard lock(turns());
    return fromJson(readEntries(cacheFile).value(key).toObject());
}

void keepFacts(const QString &cacheFile, const QString &key, const ModelFacts &facts)
{
    const std::lock_guard lock(turns());
    QJsonObject entries = readEntries(cacheFile);
    entries.insert(key, toJson(facts));
    const base::Result<void> kept =
        platform::writeVersioned(cacheFile, {{u"models"_s, entries}}, kFactsFormat);
    if (!kept)
        qCWarning(base::lcHub) << "what the Hub said of models could not be kept:"
                               << base::describe(kept.error());
}

QList<ModelFacts> cachedFacts(const QString &cacheFile, const QUrl &hub)
{
    const std::lock_guard lock(turns());
    QList<ModelFacts> all;
    const QJsonObject entries = readEntries(cacheFile);
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const std::optional<ModelFacts> facts = fromJson(entry->toObject());
        const bool isOfHub = facts && (hub.isEmpty() || entry.key() == factsKey(hub, facts->modelPath, {}));
        if (isOfHub && !entry.key().contains(u'@')) // what is offered is the default branch
            all.append(*facts);
    }
    return all;
}

} // namespace weightyard::hub
