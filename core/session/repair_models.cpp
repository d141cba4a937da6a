#include "session/repair_models.h"

#include "base/byte_sum.h"
#include "base/clock.h"
#include "base/error_code.h"
#include "git/clone_work.h"
#include "platform/file_names.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "session/make_request.h"
#include "session/recorded_location.h"
#include "store/lock_keeper.h"

#include <QDateTime>
#include <QDir>
#include <QSet>

namespace weightyard::session {

using base::fail;
using base::Result;
using library::InstalledModel;
using library::ModelVerdict;

namespace {

// Of a commit that its host has: what goes on from there is its user's.
Result<store::Record> recordOfClone(const ModelVerdict &verdict, library::DamageNote note,
                                    const job::JobServices &services)
{
    const auto location = catalog::parseModelLocation(verdict.record.url, services.hub);
    if (!location)
        return fail(location.error());
    const std::optional<git::Clone> clone = git::cloneIn(verdict.folder);
    const Result<QString> pushed = clone ? git::pushedCommit(*clone, {}) : QString();
    if (!pushed)
        return fail(pushed.error());
    if (*pushed != verdict.record.commit)
        return fail(base::ErrorKind::Conflict,
                    base::Cause(base::ErrorCode::UnpushedCommits, QStringLiteral("HEAD")),
                    {.path = verdict.folder});
    store::Record record = library::withDamage(verdict.record, verdict, note);
    record.adopted = true;
    record.url = location->url.toString();
    record.installedAt = QDateTime::fromMSecsSinceEpoch(services.clock.wallMs()).toUTC();
    return record;
}

Result<store::Record> noteRepair(const ModelVerdict &verdict, RepairScope scope, const QString &library,
                                 const job::JobServices &services)
{
    using library::DamageNote;
    const DamageNote note = scope == RepairScope::Ours ? DamageNote::OfOurs : DamageNote::ForRepair;
    const Result<store::Record> record =
        verdict.recorded ? verdict.record : recordOfClone(verdict, note, services);
    if (!record)
        return record;
    const Result<store::DownloadLayout> place =
        placeOf({*record, verdict.folder}, library, services.configDir);
    if (!place)
        return fail(place.error());
    if (verdict.recorded) {
        const Result<void> noted = library::noteDamage(verdict, *place, services.locks, note);
        return noted ? record : fail(noted.error());
    }
    std::optional<store::LockKeeper::Hold> hold;
    if (!place->removeStateDirAfterwards) {
        Result<store::LockKeeper::Hold> held = services.locks.prepareAndHold(*place);
        if (!held)
            return fail(held.error());
        hold.emplace(*std::move(held));
    }
    const Result<void> written = store::writeRecord(place->recordFile, *record);
    platform::removeEmptyFolder(place->stagingDir);
    return written ? record : fail(written.error());
}

} // namespace

QStringList filesToRepair(const ModelVerdict &verdict, RepairScope scope)
{
    QStringList paths = verdict.damaged + verdict.missing;
    if (scope == RepairScope::Everything)
        paths += verdict.changed;
    else
        paths.removeIf([&](const QString &path) { return verdict.record.different.contains(path); });
    return paths;
}

qint64 bytesToRepair(const ModelVerdict &verdict, RepairScope scope)
{
    const QStringList paths = filesToRepair(verdict, scope);
    const QSet<QString> broken(paths.cbegin(), paths.cend());
    qint64 bytes = 0;
    for (const store::RecordFile &file : verdict.record.files)
        bytes = base::addBytes(bytes, broken.contains(file.path) ? file.size : 0);
    return bytes;
}

Repairs beginRepairs(const QList<ModelVerdict> &verdicts, RepairScope scope,
                     const settings::Settings &settings, const QString &library,
                     const job::JobServices &services)
{
    Repairs repairs;
    for (const ModelVerdict &verdict : verdicts) {
        if (verdict.error || filesToRepair(verdict, scope).isEmpty())
            continue;
        const Result<store::Record> record = noteRepair(verdict, scope, library, services);
        const Result<job::DownloadRequest> request =
            record ? requestFor({*record, verdict.folder}, library, settings, services.hub)
                   : fail(record.error());
        if (!request) {
            repairs.errors.append(request.error());
            continue;
        }
        repairs.requests.append(*request);
        repairs.folders.append(verdict.folder);
    }
    return repairs;
}

Result<job::DownloadRequest> requestFor(const InstalledModel &model, const QString &library,
                                        const settings::Settings &settings, const QUrl &hub)
{
    Result<catalog::ModelLocation> location = recordedLocation(model.record, hub);
    if (!location)
        return fail(location.error());
    location->revision.clear(); // the record knows the commit
    const bool inLibrary = QDir::isRelativePath(model.record.folder);
    return makeRequest(*location,
                       {.library = libraryOf(model, library),
                        .into = inLibrary ? QString() : model.folder,
                        .revision = {},
                        .removeGit = !model.record.withHistory},
                       settings);
}

} // namespace weightyard::session
