// Moving a clone's history to another commit, when the work tree already holds that commit's files: what `git pull` does to .git. The
// clone's own branches, configuration, hooks and objects stay. Works on a copy of the .git folder, which becomes the model's when all
// is ready. Blocks on the disk; one thread. Needs a git::Runtime.
#pragma once

#include "base/cancel_token.h"
#include "git/sparse_checkout.h"

#include <QHash>

namespace weightyard::git {

struct IndexState {
    QByteArray blob;        ///< id in the index
    bool unchanged = false; ///< the file's stat data are those of the index: git would not read it
};
/// By path. Empty when there is no index that can be read.
QHash<QString, IndexState> indexStates(const QString &gitDir, const QString &worktree);

/// "refs/heads/main", or 40 digits of a detached HEAD; empty when there is neither.
QString headOfClone(const QString &gitDir);

/// The clone ends at this commit: it was fetched without its parents, as with `git clone --depth 1`.
bool isCutAt(const QString &gitDir, const QString &commit);

/// Adds all objects of a fetch to the clone, and, where that was shallow, says that the fetched commit has no parents here.
base::Result<void> addFetchedObjects(const QString &gitDir, const QString &fetchedGitDir);

struct HistoryMove {
    QString gitDir;
    QString worktree;
    QString commit;         ///< its objects are there
    QString ref;            ///< "refs/heads/main", or empty: HEAD is detached
    bool isFetched = false; ///< the remote has it: origin/<branch> goes along
    CheckedOut chosen = {};
    QSet<QString> unclean; ///< paths whose files are not those of the commit: git is to look at them
};
/// Sets branch, HEAD and index. Conflict (UnpushedCommits, without a path): another branch than
/// the one that is checked out has commits of the user's. Nothing may touch the files between this and the end but settleIndex() knows of.
base::Result<void> moveHistory(const HistoryMove &move, const base::CancelToken &cancel);

/// A file whose name was moved, or which lost a second name, has another change time: git would read all of it to see that
/// nothing else changed. Takes the new time into the index where size, modification time and inode are the same.
base::Result<void> settleIndex(const QString &gitDir, const QString &worktree);

} // namespace weightyard::git
