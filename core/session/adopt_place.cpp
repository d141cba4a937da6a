#include "session/adopt_place.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "session/find_foreign.h"
#include "session/installed_choice.h"
#include "session/libraries.h"
#include "store/folder_content.h"
#include "store/library_layout.h"
#include "store/lock_keeper.h"
#include "store/state_folder.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isBelow(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder + u'/');
}

QString realPath(const QString &path)
{
    const QString existing = platform::nearestExisting(path);
    return QDir::cleanPath(QFileInfo(existing).canonicalFilePath() + path.mid(existing.size()));
}

bool isOnVolumeOf(const QString &folder, const QString &other)
{
    const auto one = platform::stateOf(folder);
    const auto two = platform::stateOf(QFileInfo(platform::nearestExisting(other)).canonicalFilePath());
    return one && two && one->volume == two->volume;
}

// The record first, as a download does it: without its folder it says nothing.
Result<void> moveIn(const QString &folder, const store::DownloadLayout &place, const store::Record &record)
{
    Result<void> done = platform::makeFolderDurably(QFileInfo(place.target).absolutePath());
    if (done)
        done = store::writeRecord(place.recordFile, record);
    if (!done)
        return done;
    store::removeClutter(place.target);
    const Result<QStringList> changed = platform::renameFolderInto(folder, place.target);
    if (!changed) {
        static_cast<void>(platform::removeFile(place.recordFile));
        return fail(changed.error());
    }
    done = platform::syncFolders(*changed);
    return done ? platform::syncFolder(QFileInfo(folder).absolutePath()) : done;
}

} // namespace

Result<QString> folderToAdopt(const AdoptQuestion &question, const AdoptServices &services)
{
    const QFileInfo info(question.folder);
    if (const QString link = store::deadLink(question.folder); !link.isEmpty())
        return fail(store::deadLinkError(link));
    if (!info.isDir())
        return fail(ErrorKind::Usage, Cause(ErrorCode::NotFolder, question.folder));
    const QString folder = info.canonicalFilePath();
    const base::ErrorContext context{.path = folder};
    const store::StateKind inside = store::stateKind(store::stateInside(folder));
    if (inside == store::StateKind::Library && isSameFolder(folder, services.library))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::LibraryTwice, folder));
    if (inside == store::StateKind::Library)
        return fail(ErrorKind::Conflict, ErrorCode::LibraryInFolder, context);
    if (inside == store::StateKind::Into)
        return fail(ErrorKind::Conflict, ErrorCode::DownloadStateHere, context);
    if (question.move && info.isSymLink())
        return fail(ErrorKind::Conflict, ErrorCode::FileOrLinkForFolder, {.path = question.folder});
    // It keeps an index of what it has; only folders of LM Studio are folders of models and nothing more.
    const auto tool = foreignToolOf(folder, services.jobs.environment);
    if (tool && (question.move || *tool != library::ForeignTool::LmStudio))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::StoreOfOtherTool, foreignToolTitle(*tool)),
                    context);
    return folder;
}

std::optional<library::InstalledModel> recordedModelAt(const QString &folder, const QStringList &libraries,
                                                       const QString &configDir)
{
    const QList<library::InstalledModel> models = installedModels(libraries, configDir).models;
    for (const library::InstalledModel &model : models) {
        if (QFileInfo(model.folder).canonicalFilePath() == folder)
            return model;
    }
    return {};
}

QString folderInLibrary(const QString &library, const QString &modelPath)
{
    return realPath(library + u'/' + modelPath);
}

Result<void> checkMoveIntoLibrary(const QString &folder, const QString &library, const QString &modelPath)
{
    const QString target = folderInLibrary(library, modelPath);
    const QString root = realPath(library);
    if (folder == target)
        return {};
    if (isBelow(root, folder))
        return fail(ErrorKind::Conflict, ErrorCode::LibraryInFolder, {.path = folder});
    if (!isOnVolumeOf(folder, target) || platform::isMountPoint(folder))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::MoveAcrossVolumes, root), {.path = folder});
    const std::optional<platform::FileState> git = platform::stateOf(folder + u"/.git"_s);
    const bool hasWorkTrees = !QDir(folder + u"/.git/worktrees"_s).isEmpty();
    if (git && (git->kind != platform::FileState::Kind::Folder || hasWorkTrees))
        return fail(ErrorKind::Conflict, ErrorCode::SharedGitFolder, {.path = folder});
    if (platform::stateOf(target) && (!QFileInfo(target).isDir() || !store::firstThingIn(target).isEmpty()))
        return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = target});
    return {};
}

namespace {

Result<QString> recordInLibrary(store::Record &record, const QString &folder, const AdoptServices &services)
{
    record.folder = record.modelPath;
    const Result<store::DownloadLayout> place =
        store::layoutInLibrary(services.library, record.modelPath, services.jobs.configDir);
    if (!place)
        return fail(place.error());
    const Result<store::LockKeeper::Hold> hold = services.jobs.locks.prepareAndHold(*place);
    if (!hold)
        return fail(hold.error());
    Result<void> done = folder == place->target ? store::writeRecord(place->recordFile, record)
                                                : moveIn(folder, *place, record);
    if (done) // it was adopted where it lay
        done = platform::removeFile(
            store::recordFile(base::ConfigLayout(services.jobs.configDir).records(), folder));
    platform::removeEmptyFolder(place->stagingDir);
    return done ? Result<QString>(place->target) : fail(done.error());
}

Result<QString> recordInPlace(store::Record &record, const QString &folder, const AdoptServices &services)
{
    record.folder = folder;
    const Result<store::DownloadLayout> place = store::layoutInFolder(folder, services.jobs.configDir);
    if (!place)
        return fail(place.error());
    if (store::stateKind(place->stateDir) == store::StateKind::Into)
        return fail(ErrorKind::Conflict, ErrorCode::DownloadStateHere, {.path = folder});
    const Result<void> written = store::writeRecord(place->recordFile, record);
    return written ? Result<QString>(folder) : fail(written.error());
}

} // namespace

Result<QString> recordAt(bool inLibrary, store::Record &record, const QString &folder,
                         const AdoptServices &services)
{
    const auto before = recordedModelAt(folder, QStringList{services.library} + services.jobs.libraries,
                                        services.jobs.configDir);
    const Result<QString> now =
        inLibrary ? recordInLibrary(record, folder, services) : recordInPlace(record, folder, services);
    if (!now || !before || before->record.modelPath == record.modelPath)
        return now;
    const Result<store::DownloadLayout> other = placeOf(*before, services.library, services.jobs.configDir);
    const auto own = placeOf({.record = record, .folder = *now}, services.library, services.jobs.configDir);
    if (!other || !own || other->recordFile == own->recordFile)
        return now;
    const Result<void> forgotten = platform::removeFile(other->recordFile);
    return forgotten ? now : fail(forgotten.error());
}

} // namespace weightyard::session
