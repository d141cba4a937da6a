// What a model's folder holds when no record of ours tells: a clone that git made, weights without .git, or something
// else. Reads names, sizes, pointer texts, `.git/config` and the index of shards; runs no git, changes nothing. Blocks
// on the disk.
#pragma once

#include "queue/library_scan.h"

namespace weightyard::queue {

/// Everything in a folder but .git and our own state: links to folders are not followed, links to files count as their targets.
struct FolderFiles {
    QHash<QString, qint64> sizes; ///< by path below the folder; -1: a link to nothing
    qint64 bytes = 0;
    qint64 historyBytes = 0; ///< of .git
};
FolderFiles filesIn(const QString &folder, const base::CancelToken &cancel);

/// Fills in what `model` is, for a folder that is there and not empty. Needs a git::Runtime.
void recognise(ModelOnDisk &model, const base::CancelToken &cancel);

} // namespace weightyard::queue
