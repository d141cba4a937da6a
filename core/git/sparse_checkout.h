// A clone that has some of its commit's files checked out, as git does it: entries that are left out are marked skip-worktree in the index,
// .git/info/sparse-checkout says which ones are wanted (git-sparse-checkout(1), patterns without cone mode), and
// core.sparseCheckout that it holds. `git status` is clean, and `git sparse-checkout disable` brings the other
// files. Blocks on the disk; one thread.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QSet>
#include <QString>
#include <QStringList>
#include <optional>

namespace weightyard::git {

/// Paths that are checked out; nothing: all of the commit's.
using CheckedOut = std::optional<QSet<QString>>;

/// Patterns that match `chosen` of `all`, and no other: those that are wanted, or all but those that are not, whichever are fewer. Pure.
QByteArray sparsePatterns(const QStringList &all, const QSet<QString> &chosen);

/// Writes the file, and the keys that git looks for it by. Where nothing is left out, takes both away.
base::Result<void> writeSparseFile(const QString &gitDir, const QStringList &all, const CheckedOut &chosen);

/// Another choice for a clone whose files are there, or gone, already: index, file and keys. What is left out and lies there all the same
/// stays known to git. Does nothing without an index. Conflict (GitAtWork) while git, or a program that was killed, has the index locked.
/// `leaving`: what is there of them is about to go.
base::Result<void> checkOutOnly(const QString &gitDir, const QString &worktree, const CheckedOut &chosen,
                                const QSet<QString> &leaving = {});

/// Paths that git has left out of the work tree on purpose. Nothing: the index cannot be read.
std::optional<QSet<QString>> leftOutPaths(const QString &gitDir);

} // namespace weightyard::git
