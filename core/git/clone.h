// A clone on disk as its files say: the commit that is checked out there and where it came from. HEAD, refs and the configuration are
// read as text: no git runs, and nothing in them is followed or obeyed, whoever made the clone. Blocks on the disk; any thread.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::git {

struct Clone {
    QString gitDir;    ///< of this work tree, absolute
    QString commonDir; ///< objects, refs and configuration; another one than gitDir for a linked work tree
    QString commit =
        {}; ///< 40 hex digits; empty: git has not come so far, or uses a format that is not read here
    QString ref = {};           ///< "refs/heads/main"; empty: HEAD is detached
    QString defaultBranch = {}; ///< the remote's, as it was cloned; empty: not known
    QString url = {};           ///< of the remote, as it is written there: may hold user info
    QString remote = {};        ///< its name there; empty: there is none
};

/// Nothing: the folder has no .git of its own.
std::optional<Clone> cloneIn(const QString &folder);

} // namespace weightyard::git
