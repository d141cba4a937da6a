#include "store/download_layout.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "store/folder_content.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"
#include "store/pending_change.h"
#include "store/state_folder.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

DownloadLayout workplaceIn(const QString &stateDir, const QString &target, const QString &stagingName)
{
    const StateLayout state(stateDir);
    return {.target = target,
            .stateDir = stateDir,
            .partialsDir = state.partials(),
            .stagingDir = state.staging() + u'/' + stagingName,
            .lockFile = state.lock(),
            .recordFile = {},
            .wantedFile = {},
            .knownLibrariesFile = {},
            .publish = DownloadLayout::Publish::Rename,
            .removeStateDirAfterwards = false};
}

// Links on the way are followed: a folder has one layout, by whatever name it is reached.
Result<QString> resolved(const QString &folder)
{
    const QString clean = QDir::cleanPath(QFileInfo(folder).absoluteFilePath());
    if (const QString link = deadLink(clean); !link.isEmpty())
        return fail(deadLinkError(link));
    const std::optional<platform::FileState> state = platform::stateOf(clean);
    if (state && !QFileInfo(clean).isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = clean});
    const QString existing = platform::nearestExisting(clean);
    const QString real = QFileInfo(existing).canonicalFilePath();
    return QDir::cleanPath(real + clean.mid(existing.size()));
}

bool isEmptyFolder(const QString &folder)
{
    return QDir(folder).isEmpty(platform::kEveryEntry);
}

bool canRenameOver(const QString &target)
{
    const QString parent = platform::nearestExisting(QFileInfo(target).absolutePath());
    if (!QFileInfo(parent).isWritable())
        return false;
    const std::optional<platform::FileState> here = platform::stateOf(target);
    const std::optional<platform::FileState> above = platform::stateOf(parent);
    return !here
           || (above && here->volume == above->volume && !platform::isMountPoint(target)
               && isEmptyFolder(target));
}

} // namespace

Result<DownloadLayout> layoutInLibrary(const QString &library, const QString &modelPath,
                                       const QString &configDir)
{
    const Result<QString> root = resolved(library);
    if (!root)
        return fail(root.error());
    const StateLayout state = stateOfLibrary(*root);
    // The model's folder may be a link to a folder elsewhere: it is that folder which is filled.
    const QString target = *root + u'/' + modelPath;
    DownloadLayout place =
        workplaceIn(state.folder(), resolved(target).value_or(target), fileStem(modelPath));
    place.recordFile = recordFile(state.records(), modelPath);
    place.wantedFile = wantedFile(place.partialsDir, modelPath);
    if (!configDir.isEmpty())
        place.knownLibrariesFile = base::ConfigLayout(configDir).libraries();
    return place;
}

Result<DownloadLayout> layoutInFolder(const QString &folder, const QString &configDir)
{
    const Result<QString> target = resolved(folder);
    if (!target)
        return fail(target.error());
    const QString inside = stateInside(*target);
    const QString beside = stateBeside(*target);
    if (stateKind(inside) == StateKind::Library)
        return fail(ErrorKind::Conflict, ErrorCode::IsLibrary, {.path = *target});

    // An earlier run's choice stands, because its partials are there. Only a rename onto what is not empty any more cannot be.
    const bool ranInside = stateKind(inside) == StateKind::Into;
    const bool ranBeside = !ranInside && stateKind(beside) == StateKind::Into;
    const bool rename = !ranInside && canRenameOver(*target);
    DownloadLayout place = workplaceIn(rename || ranBeside ? beside : inside, *target, u"model"_s);
    place.publish = rename ? DownloadLayout::Publish::Rename : DownloadLayout::Publish::MoveInto;
    place.recordFile = recordFile(base::ConfigLayout(configDir).records(), *target);
    place.removeStateDirAfterwards = true;
    return place;
}

Result<DownloadLayout> layoutForSwap(const QString &folder, const QString &configDir)
{
    const Result<QString> target = resolved(folder);
    if (!target)
        return fail(target.error());
    DownloadLayout place = workplaceIn(stateBeside(*target), *target, u"model"_s);
    place.recordFile = recordFile(base::ConfigLayout(configDir).records(), *target);
    place.removeStateDirAfterwards = true;
    return place;
}

Result<void> checkConnected(const QString &library, const QString &configDir)
{
    const Result<DownloadLayout> place = layoutInLibrary(library, u"any"_s, configDir);
    return place ? KnownLibraries(place->knownLibrariesFile).checkConnected(place->stateDir)
                 : fail(place.error());
}

Result<void> prepare(const DownloadLayout &place)
{
    const KnownLibraries known(place.knownLibrariesFile);
    if (const Result<void> connected = known.checkConnected(place.stateDir); !connected)
        return connected;
    const std::optional<platform::FileState> target =
        platform::stateOf(QFileInfo(platform::nearestExisting(place.target)).canonicalFilePath());
    const std::optional<platform::FileState> state =
        platform::stateOf(QFileInfo(platform::nearestExisting(place.stateDir)).canonicalFilePath());
    if (target && state && target->volume != state->volume)
        return fail(ErrorKind::Conflict, ErrorCode::ModelOnOtherVolume, {.path = place.target});
    if (const Result<void> made = makeStateFolder(place); !made)
        return made;
    known.remember(place.stateDir);
    for (const QString &folder : {place.partialsDir, QFileInfo(place.stagingDir).absolutePath()}) {
        Result<void> made = platform::makeFolderDurably(folder, true);
        if (made)
            made = markAsCache(folder);
        if (!made)
            return made;
    }
    return platform::makeFolderDurably(place.stagingDir, true);
}

Result<void> cleanUp(const DownloadLayout &place)
{
    if (isChangePending(place))
        return {};
    if (!place.removeStateDirAfterwards)
        return platform::removeTree(place.stagingDir);
    if (QFileInfo(StateLayout(place.stateDir).previous()).isDir()) {
        for (const QString &folder : {place.stagingDir, place.partialsDir}) {
            if (const Result<void> removed = platform::removeTree(folder); !removed)
                return removed;
        }
        return {};
    }
    // Only what is marked as ours goes as a whole. A kill between the mark's end and the folder's leaves an empty folder.
    const Result<void> removed =
        stateKind(place.stateDir) == StateKind::Into ? removeStateFolder(place.stateDir) : Result<void>();
    platform::removeEmptyFolder(stateBeside(place.target));
    platform::removeEmptyFolder(stateInside(place.target));
    return removed;
}

} // namespace weightyard::store
