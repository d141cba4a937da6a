// DownloadLayout: the paths of one download. Two kinds:
//  - in a library:   target <library>/<owner>/<name>; partials, staging, records and lock in <library>/.weightyard/
//  - into a folder:  target is the folder; work happens in `.weightyard-<name>` beside it (absent or empty target; one rename
//    publishes) or in `.weightyard` inside it (not empty, a mount point, or parent not writable; files are moved one by
//    one). The record goes to <config>/records/. After success nothing of ours stays in or beside the folder, but for the version
//    that an update replaced.
// The layout is a function of the target alone, so that a killed run is found again. Values; any thread.
#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

namespace weightyard::store {

struct DownloadLayout {
    enum class Publish {
        Rename,   ///< target is absent or an empty folder on the same volume
        MoveInto, ///< target has other files, is a mount point, or its parent cannot be written
    };
    QString target;      ///< absolute, clean
    QString stateDir;    ///< partials/, staging/ and lock are in here
    QString partialsDir; ///< <stateDir>/partials
    QString stagingDir;  ///< this target's own folder below <stateDir>/staging
    QString lockFile;
    QString recordFile;
    QString wantedFile = {};         ///< in a library: see wanted_objects.h
    QString knownLibrariesFile = {}; ///< in a library: see known_libraries.h; empty: none are remembered
    Publish publish = Publish::Rename;
    bool removeStateDirAfterwards = false; ///< --into: nothing of ours may stay
};

/// `modelPath` is relative ("owner/name", already checked by catalog/model_location). `configDir` is where libraries
/// are remembered. Creates nothing. Disconnected when the library is a link that leads nowhere.
base::Result<DownloadLayout> layoutInLibrary(const QString &library, const QString &modelPath,
                                             const QString &configDir = {});

/// Looks at the folder and at an interrupted run beside or inside it; creates nothing. `configDir` holds the record.
base::Result<DownloadLayout> layoutInFolder(const QString &folder, const QString &configDir);

/// The same for a folder that is replaced by another version of it: work happens beside it.
base::Result<DownloadLayout> layoutForSwap(const QString &folder, const QString &configDir);

/// Disconnected when the library is one whose disk is not there (known_libraries.h). Creates nothing.
base::Result<void> checkConnected(const QString &library, const QString &configDir);

/// Creates state folders (0700), the library id file and CACHEDIR.TAG-like markers, and remembers the library.
/// Disconnected, with nothing created, for a library whose disk is not there (known_libraries.h has the rule).
base::Result<void> prepare(const DownloadLayout &layout);

/// After success or Cancel: removes staging and what it owns; with removeStateDirAfterwards the whole state folder, unless it
/// keeps a previous version. Removes nothing while a change of the model's folder is pending (pending_change.h).
base::Result<void> cleanUp(const DownloadLayout &layout);

} // namespace weightyard::store
