#include "session/find_updates.h"

#include "base/attributes_file.h"
#include "base/error_code.h"
#include "catalog/model_location.h"
#include "hub/model_files.h"
#include "job/remote_session.h"
#include "library/clone_state.h"
#include "library/picked_files.h"
#include "library/record_gaps.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "session/recorded_location.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;
using library::InstalledModel;

namespace {

constexpr int kNotAllowed = 405;
constexpr int kNotImplemented = 501;

// Mirrors may have the repositories and not the API.
bool isNotOffered(const base::Error &error)
{
    return error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Usage
           || error.context.httpStatus == kNotAllowed || error.context.httpStatus == kNotImplemented;
}

// As a record of that commit would have them; without the history there are no .gitattributes files. `isGone`: nobody can say what a
// choice would be there; what the model has of the commit is.
QList<store::RecordFile> recordFiles(const hub::ModelFiles &files, const store::Record &before, bool isGone)
{
    QList<store::RecordFile> all;
    QSet<QString> chosen = library::chosenPaths(before.picks, files.files);
    for (const store::RecordFile &file : before.files) {
        if (isGone)
            chosen.insert(file.path);
    }
    for (const hub::HubFile &file : files.files) {
        if (!chosen.contains(file.path) && !base::isAttributesFile(file.path))
            continue;
        const auto was = std::find_if(before.files.cbegin(), before.files.cend(),
                                      [&](const store::RecordFile &one) { return one.path == file.path; });
        const bool isKnown = was != before.files.cend();
        const bool isAttributes = base::isAttributesFile(file.path);
        if (isAttributes && !isKnown)
            continue;
        store::RecordFile one{.path = file.path, .size = file.size, .oid = file.oid};
        if (!file.oid && !isAttributes)
            one.blob = file.blob;
        if (isKnown && !was->isChecked()) { // a link, or left as a pointer: the two cannot be compared
            one.oid.reset();
            one.blob.clear();
        }
        all.append(one);
    }
    return all;
}

/// Of files that the newer version has differently: one that its user has changed, or has put there.
std::optional<base::Error> ownFileInTheWay(const UpdateFinding &finding,
                                           const QList<store::RecordFile> &after)
{
    const InstalledModel &model = finding.model;
    const auto find = [](const QList<store::RecordFile> &files, const QString &path) {
        const auto file = std::find_if(files.cbegin(), files.cend(),
                                       [&](const store::RecordFile &one) { return one.path == path; });
        return file == files.cend() ? store::RecordFile() : *file;
    };
    const auto isIn = [](const QStringList &list, const QString &path) { return list.contains(path); };
    const library::VersionDifference &difference = *finding.difference;
    QStringList mine = library::changedFiles(model.record, model.folder, library::ChangedBy::Bytes);
    for (const store::RecordFile &file : model.record.files) {
        const QFileInfo there(model.folder + u'/' + file.path);
        if (file.oid && there.isFile() && there.lastModified() > model.record.installedAt
            && !library::hasBytesOf(file, there.filePath()))
            mine.append(file.path);
    }
    for (const QString &path : mine) {
        const bool isOther = isIn(difference.changed, path) || isIn(difference.removed, path);
        if (isOther && !library::hasBytesOf(find(after, path), model.folder + u'/' + path))
            return base::Error{.kind = ErrorKind::Conflict,
                               .cause = base::Cause(base::ErrorCode::ChangedInBoth, path),
                               .context = {.path = model.folder}};
    }
    for (const QString &path : difference.added) {
        const QString place = model.folder + u'/' + path;
        if (platform::stateOf(place) && !library::hasBytesOf(find(after, path), place))
            return base::Error{.kind = ErrorKind::Conflict,
                               .cause = base::Cause(base::ErrorCode::NewWhereYours, path),
                               .context = {.path = model.folder}};
    }
    return {};
}

void askHub(UpdateFinding &finding, const catalog::ModelLocation &location, const job::JobServices &services,
            const base::CancelToken &cancel)
{
    const store::Record &record = finding.model.record;
    const hub::FactServices asked{.client = services.client,
                                  .credentials = services.credentials,
                                  .clock = services.clock,
                                  .hub = services.hub,
                                  .cacheFile = {}};
    const Result<hub::ModelFiles> files = hub::modelFiles(location, record.revision, asked, cancel);
    if (!files) {
        finding.error = files.error();
        return;
    }
    finding.newest = files->commit;
    if (files->commit == record.commit)
        return;
    if (const Result<void> still = library::checkWishes(record.picks, files->files); !still)
        finding.stops = still.error();
    const QList<store::RecordFile> after = recordFiles(*files, record, finding.stops.has_value());
    finding.difference = library::differenceOf(record.files, after);
    if (!finding.stops)
        finding.stops = ownFileInTheWay(finding, after);
}

void askGit(UpdateFinding &finding, const catalog::ModelLocation &location, const job::JobServices &services,
            const base::CancelToken &cancel)
{
    finding.error.reset();
    const Result<git::RemoteTip> tip = job::tipAtHost(location, location.revision, services, cancel);
    if (tip)
        finding.newest = tip->commit;
    else
        finding.error = tip.error();
}

// Made by its user; what was asked for by name and is gone from its host is an error.
bool isLocalBranch(const store::Record &record, const base::Error &error)
{
    return record.adopted && record.ref.startsWith("refs/heads/"_L1)
           && (error.cause.code == base::ErrorCode::NoSuchRevision
               || error.cause.code == base::ErrorCode::NoSuchRevisionOrId);
}

} // namespace

QString updateStateName(UpdateState state)
{
    switch (state) {
    case UpdateState::Current:
        return u"current"_s;
    case UpdateState::Newer:
        return u"newer"_s;
    case UpdateState::Pinned:
        return u"pinned"_s;
    case UpdateState::Local:
        return u"local"_s;
    case UpdateState::Unknown:
        return u"unknown"_s;
    }
    Q_UNREACHABLE();
}

bool isPinned(const store::Record &record)
{
    if (record.revision.isEmpty())
        return false;
    // Fetched by its commit, and following a branch all the same: DownloadRequest::follows.
    const bool isCommit =
        record.ref.isEmpty() && record.commit.startsWith(record.revision, Qt::CaseInsensitive);
    return isCommit || record.ref.startsWith("refs/tags/"_L1);
}

UpdateFinding findUpdate(const InstalledModel &model, const job::JobServices &services,
                         const base::CancelToken &cancel)
{
    UpdateFinding finding{.model = model};
    if (isPinned(model.record)) {
        finding.state = UpdateState::Pinned;
        return finding;
    }
    const Result<catalog::ModelLocation> location = recordedLocation(model.record, services.hub);
    if (!location) {
        finding.error = location.error();
        return finding;
    }
    if (location->onHub)
        askHub(finding, *location, services, cancel);
    if (!location->onHub || (finding.error && isNotOffered(*finding.error)))
        askGit(finding, *location, services, cancel);
    if (finding.error && isLocalBranch(model.record, *finding.error)) {
        finding.error.reset();
        finding.state = UpdateState::Local;
        return finding;
    }
    const Result<void> ours = finding.newest.isEmpty() || finding.newest == model.record.commit
                                  ? Result<void>()
                                  : library::checkClone(model.record, model.folder);
    if (!ours)
        finding.stops = ours.error();
    if (!finding.error)
        finding.state = finding.newest.isEmpty() || finding.newest == model.record.commit
                            ? UpdateState::Current
                            : UpdateState::Newer;
    return finding;
}

Result<job::DownloadRequest> updateRequest(const InstalledModel &model, library::MineOrNew choice,
                                           const QString &library, const QUrl &hub)
{
    const Result<catalog::ModelLocation> location = recordedLocation(model.record, hub);
    if (!location)
        return fail(location.error());
    job::DownloadRequest request;
    request.location = *location;
    request.update = choice;
    request.library = libraryOf(model, library);
    if (!QDir::isRelativePath(model.record.folder))
        request.into = model.folder;
    return request;
}

} // namespace weightyard::session
