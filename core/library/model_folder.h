// What a model's folder holds when no record of ours tells: a clone that git made, weights without .git, or something
// else. Reads names, sizes, pointer texts, `.git/config` and the index of shards; runs no git, changes nothing. Blocks
// on the disk.
#pragma once

#include "library/library_scan.h"
#include "store/record.h"

namespace weightyard::library {

/// Everything in a folder but .git and our own state: links to folders are not followed, links to files count as their targets. What lies
/// in a folder that has a .git folder of its own is another repository's.
struct FolderFiles {
    QHash<QString, qint64> sizes; ///< by path below the folder; -1: a link to nothing
    qint64 bytes = 0;
    qint64 historyBytes = 0; ///< of .git
};
FolderFiles filesIn(const QString &folder, const base::CancelToken &cancel);

/// Fills in what `model` is, for a folder that is there and not empty. Needs a git::Runtime.
void recognise(ModelOnDisk &model, const base::CancelToken &cancel);

/// The same for a model of ours, by its record.
void fillFromRecord(ModelOnDisk &model, const store::Record &record, const base::CancelToken &cancel);

/// Somebody has gone on with the folder since it was installed: git has another commit checked out there, or a weight has
/// grown. Then our record says nothing about its files, and none of them may be replaced unasked.
bool hasMovedOn(const store::Record &record, const QString &folder);
/// Of the clone in this folder, 40 hex digits; empty when there is none, or it has none.
QString headCommit(const QString &folder);

} // namespace weightyard::library
