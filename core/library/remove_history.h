// Taking a model's git history away, so that it is as `get --remove-git` would have put it there: no .git, no .gitattributes. Never
// where something of the user's would go with it. Blocks on the disk; worker threads only, for the removal the model held
// (store/lock_keeper.h). Needs a git::Runtime.
#pragma once

#include "base/cancel_token.h"
#include "library/verify_models.h"

namespace weightyard::library {

struct HistorySize {
    qint64 bytes = 0; ///< as allocated, objects of git-lfs among them
    qint64 frees = 0; ///< of these, what the disk gets back
};
/// Zeroes: there is none.
HistorySize historySize(const QString &folder, const base::CancelToken &cancel);

/// The record that the model has without its history. Conflict, with the reason, when the history holds what is nowhere else: commits,
/// changes, files that are still pointers. `recorded`: our record is trusted as far as git knows of no change; else all files are hashed.
base::Result<store::Record> recordWithoutHistory(const InstalledModel &model,
                                                 const std::function<void(qint64, qint64)> &progress,
                                                 const base::CancelToken &cancel);

/// Writes that record, then takes the history away. A kill leaves a whole history or none; what is left aside goes next time.
base::Result<void> removeHistory(const store::Record &without, const QString &folder,
                                 const QString &recordFile);

} // namespace weightyard::library
