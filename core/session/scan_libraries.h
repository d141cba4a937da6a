// What is on disk in all libraries, as one: of a model that several have, what there is most of. Blocks on the disks; worker threads
// only.
#pragma once

#include "library/library_scan.h"
#include "store/space.h"

namespace weightyard::session {

struct LibrariesOnDisk {
    library::LibraryContents contents;
    QStringList away; ///< further libraries that are not connected
    /// Models that a library which is not connected had when it was looked at last, and that no other one has: by their paths, where.
    QHash<QString, QString> awayModels;
    /// Of connected libraries on other volumes than the first one's: the room there.
    QHash<QString, store::VolumeSpace> elsewhere;
};

/// `libraries`: the first one is looked at always, and its error is this one's; the others where they are connected.
base::Result<LibrariesOnDisk> scanLibraries(const QStringList &libraries, const QString &configDir,
                                            const QStringList &modelPaths, const base::CancelToken &cancel);

/// As awayModels, of all that they had. Blocks on the disks.
QHash<QString, QString> modelsAway(const QStringList &libraries, const QString &configDir);

/// Whole here goes before whole elsewhere, that before a part here, that before a part elsewhere.
bool isMoreThan(const library::ModelOnDisk &disk, const library::ModelOnDisk &other);
/// The library that it lies in; `otherwise` where nothing of it is anywhere.
QString libraryOf(const library::ModelOnDisk &disk, const QString &otherwise);

} // namespace weightyard::session
