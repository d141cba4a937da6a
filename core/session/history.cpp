#include "session/history.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/error_json.h"
#include "platform/versioned_file.h"

#include <QJsonArray>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using What = HistoryEntry::What;

namespace {

const platform::FileFormat kHistoryFormat{.version = 1, .limit = 4LL * 1024 * 1024};

constexpr std::pair<What, const char *> kNames[] = {{What::Downloaded, "downloaded"},
                                                    {What::Updated, "updated"},
                                                    {What::Removed, "removed"},
                                                    {What::Failed, "failed"}};

QString whatName(What what)
{
    const auto named = std::find_if(std::begin(kNames), std::end(kNames),
                                    [&](const auto &one) { return one.first == what; });
    return QLatin1StringView(named->second);
}

QJsonObject toJson(const HistoryEntry &entry)
{
    QJsonObject json{
        {u"what"_s, whatName(entry.what)}, {u"when_ms"_s, entry.whenMs}, {u"key"_s, entry.key},
        {u"name"_s, entry.name},           {u"folder"_s, entry.folder},  {u"bytes"_s, entry.bytes}};
    if (entry.error)
        json.insert(u"error"_s, base::toJson(*entry.error));
    return json;
}

std::optional<HistoryEntry> entryFrom(const QJsonObject &json)
{
    const auto named = std::find_if(std::begin(kNames), std::end(kNames), [&](const auto &one) {
        return json[u"what"_s].toString() == QLatin1StringView(one.second);
    });
    HistoryEntry entry{.whenMs = json[u"when_ms"_s].toInteger(),
                       .key = json[u"key"_s].toString(),
                       .name = json[u"name"_s].toString(),
                       .folder = json[u"folder"_s].toString(),
                       .bytes = std::max<qint64>(json[u"bytes"_s].toInteger(), 0)};
    if (named == std::end(kNames) || entry.whenMs <= 0 || entry.key.isEmpty())
        return {};
    entry.what = named->first;
    if (entry.name.isEmpty())
        entry.name = entry.key;
    if (entry.what == What::Failed)
        entry.error = base::errorFrom(json[u"error"_s].toObject());
    return entry;
}

} // namespace

DownloadHistory withEntry(DownloadHistory history, const HistoryEntry &entry)
{
    history.append(entry);
    if (history.size() > kMostHistory)
        history.remove(0, history.size() - kMostHistory);
    return history;
}

Result<DownloadHistory> readHistory(const QString &configDir)
{
    const QString path = base::ConfigLayout(configDir).history();
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(path, kHistoryFormat);
    if (!json)
        return fail(json.error());
    DownloadHistory history;
    const QJsonArray entries = *json ? (**json)[u"entries"_s].toArray() : QJsonArray();
    for (const QJsonValue &value : entries) {
        if (const std::optional<HistoryEntry> entry = entryFrom(value.toObject()))
            history = withEntry(std::move(history), *entry);
    }
    return history;
}

Result<void> writeHistory(const QString &configDir, const DownloadHistory &history)
{
    QJsonArray entries;
    for (const HistoryEntry &entry : history)
        entries.append(toJson(entry));
    return platform::writeVersioned(base::ConfigLayout(configDir).history(), {{u"entries"_s, entries}},
                                    kHistoryFormat);
}

} // namespace weightyard::session
