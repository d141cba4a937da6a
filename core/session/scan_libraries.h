// What is on disk in all libraries, as one: of a model that several have, what there is most of. Blocks on the disks; worker threads
// only.
#pragma once

#include "library/library_scan.h"

namespace weightyard::session {

struct LibrariesOnDisk {
    /// modelBytes: of what lies on the volume of the first library.
    library::LibraryContents contents;
    QStringList away; ///< further libraries that are not connected
};

/// `libraries`: the first one is looked at always, and its error is this one's; the others where they are connected.
base::Result<LibrariesOnDisk> scanLibraries(const QStringList &libraries, const QString &configDir,
                                            const QStringList &modelPaths, const base::CancelToken &cancel);

/// Whole here goes before whole elsewhere, that before a part here, that before a part elsewhere.
bool isMoreThan(const library::ModelOnDisk &disk, const library::ModelOnDisk &other);
/// The library that it lies in; `otherwise` where nothing of it is anywhere.
QString libraryOf(const library::ModelOnDisk &disk, const QString &otherwise);

} // namespace weightyard::session
