// Files outside of the libraries that may be objects of a model: in folders of the user's that have a record (`get --into`, `adopt`), with
// the versions before an update of theirs and the LFS stores of their clones; in folders that open download scripts fill; in LM Studio and
// Jan, by their sizes. Nothing is believed: whoever takes one hashes it. Reads only. Any thread; blocks for no longer than it is told to:
// a disk that does not answer is left to a thread of its own.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "lfs/manifest.h"

#include <QHash>
#include <QStringList>
#include <chrono>
#include <functional>

namespace weightyard::library {

struct OutsideQuestion {
    lfs::Manifest manifest; ///< what is wanted
    QString modelPath;
    QString target;    ///< the folder that it goes into
    QString configDir; ///< has the records
    base::Environment environment = {};
    /// Folders that open scripts fill with a model, by its path. Called on another thread, which may outlive the caller: values only.
    std::function<QStringList(const QString &modelPath)> scriptFolders = {};
};

/// Absolute paths of files of the right size, the most likely first: those that a hash names before those that a path or a size does.
/// When the time is over, what was found by then.
QHash<base::Oid, QStringList> outsideSources(const OutsideQuestion &question,
                                             std::chrono::milliseconds atMost,
                                             const base::CancelToken &cancel);

} // namespace weightyard::library
