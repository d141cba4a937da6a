#include "session/update_check.h"

#include "base/clock.h"
#include "base/config_layout.h"
#include "platform/versioned_file.h"
#include "session/installed_choice.h"
#include "session/pending_changes.h"

#include <QDir>
#include <QJsonArray>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

const platform::FileFormat kUpdatesFormat{
    .version = 1, .limit = 4LL * 1024 * 1024, .kind = platform::FileFormat::Kind::Cache};

QJsonObject toJson(const KnownUpdate &update)
{
    QJsonObject json{{u"folder"_s, update.folder},
                     {u"commit"_s, update.commit},
                     {u"newest"_s, update.newest},
                     {u"bytes"_s, update.bytes}};
    if (update.files)
        json.insert(u"files"_s, *update.files);
    return json;
}

KnownUpdate updateFrom(const QJsonObject &json)
{
    KnownUpdate update{.folder = json[u"folder"_s].toString(),
                       .commit = json[u"commit"_s].toString(),
                       .newest = json[u"newest"_s].toString(),
                       .bytes = std::max<qint64>(json[u"bytes"_s].toInteger(), 0)};
    if (json.contains(u"files"_s))
        update.files = std::max<qint64>(json[u"files"_s].toInteger(), 0);
    return update;
}

KnownUpdate updateFrom(const UpdateFinding &finding)
{
    KnownUpdate update{
        .folder = finding.model.folder, .commit = finding.model.record.commit, .newest = finding.newest};
    if (finding.difference) {
        update.files = finding.difference->files();
        update.bytes = finding.difference->bytes;
    }
    return update;
}

void take(KnownUpdates &known, const UpdateFinding &finding)
{
    if (finding.state == UpdateState::Unknown) // what was known before may still be so
        return;
    known.updates.removeIf([&](const KnownUpdate &one) { return one.folder == finding.model.folder; });
    if (finding.state == UpdateState::Newer)
        known.updates.append(updateFrom(finding));
}

} // namespace

KnownUpdates readUpdates(const QString &configDir)
{
    const auto json = platform::readVersioned(base::ConfigLayout(configDir).updates(), kUpdatesFormat);
    KnownUpdates known;
    if (!json || !*json)
        return known;
    known.checkedMs = (**json)[u"checked_ms"_s].toInteger();
    const QJsonArray list = (**json)[u"updates"_s].toArray();
    for (const QJsonValue &value : list) {
        const KnownUpdate update = updateFrom(value.toObject());
        if (QDir::isAbsolutePath(update.folder) && !update.newest.isEmpty())
            known.updates.append(update);
    }
    return known;
}

Result<void> writeUpdates(const QString &configDir, const KnownUpdates &updates)
{
    QJsonArray list;
    for (const KnownUpdate &update : updates.updates)
        list.append(toJson(update));
    return platform::writeVersioned(base::ConfigLayout(configDir).updates(),
                                    {{u"checked_ms"_s, updates.checkedMs}, {u"updates"_s, list}},
                                    kUpdatesFormat);
}

Result<UpdateCheck> checkUpdates(const UpdateCheckQuestion &question, const job::JobServices &services,
                                 const base::CancelToken &cancel)
{
    InstalledModels installed = installedModels(question.libraries, services.configDir);
    UpdateCheck check{.known = readUpdates(services.configDir), .errors = installed.errors};
    const bool isOfAll = question.folders.isEmpty();
    if (!isOfAll)
        installed.models.removeIf(
            [&](const InstalledModel &model) { return !question.folders.contains(model.folder); });
    for (const InstalledModel &model : std::as_const(installed.models)) {
        question.progress(check.findings.size(), installed.models.size());
        const UpdateFinding finding = findUpdate(model, services, cancel);
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        check.findings.append(finding);
        take(check.known, finding);
    }
    // Where no host answered, it is asked again before a day has passed.
    const bool isAnswered =
        std::any_of(check.findings.cbegin(), check.findings.cend(),
                    [](const UpdateFinding &finding) { return finding.state != UpdateState::Unknown; });
    if (isOfAll && (isAnswered || check.findings.isEmpty()))
        check.known.checkedMs = services.clock.wallMs();
    if (const Result<void> written = writeUpdates(services.configDir, check.known); !written)
        check.errors.append(written.error());
    return check;
}

UpdateRequests updateRequests(const QStringList &folders, library::MineOrNew choice,
                              const QStringList &libraries, const job::JobServices &services)
{
    UpdateRequests all;
    for (const QString &folder : folders) {
        Result<InstalledModel> model = installedAt(folder, libraries, services.configDir);
        const Result<bool> ended =
            model ? endSwap(*model, libraries.first(), services.configDir, services.locks)
                  : Result<bool>(false);
        if (!ended) {
            all.errors.append(ended.error());
            continue;
        }
        if (*ended)
            model = installedAt(folder, libraries, services.configDir);
        const Result<job::DownloadRequest> request =
            model ? updateRequest(*model, choice, libraries.first(), services.hub) : fail(model.error());
        if (request)
            all.requests.append(*request);
        else
            all.errors.append(request.error());
    }
    return all;
}

} // namespace weightyard::session
