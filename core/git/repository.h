// Repository: one shallow fetch and what came of it: tree, attributes, checked-out bytes, and the history folder of the
// published model. Owns its libgit2 handles; one thread for its whole life (libgit2 docs/threading.md), which may block.
// No git_* type leaves this folder. libgit2's error text is read on the failing thread and becomes Error::detail.
#pragma once

#include "git/sparse_checkout.h"
#include "net/auth_session.h"

#include <QList>
#include <QSet>
#include <functional>
#include <memory>

namespace weightyard::git {

struct Clone;

constexpr qint64 kRoomStep = 4LL * 1024 * 1024;

/// A clone of the same repository on this disk.
struct KnownHistory {
    QString gitDir; ///< empty: there is none
    QString commit; ///< that it has, with what came before that
};

struct FetchRequest {
    QUrl url; ///< http(s), without user info, insteadOf applied
    QString
        revision; ///< empty = the remote's HEAD; branch, tag, "refs/...", or a commit id (full or >= 7 digits when advertised)
    QString gitDir;          ///< absent or empty folder in staging; becomes the (later .git) folder
    KnownHistory known = {}; ///< goes on: then no depth, and nothing comes that it has
};

struct FetchProgress {
    qint64 receivedObjects = 0;
    qint64 totalObjects = 0;
    qint64 receivedBytes = 0;
};

struct FetchedRevision {
    QString
        commit; ///< 40 hex digits (64 in a SHA-256 repository is Protocol: not supported by libgit2's default build)
    QString
        refName; ///< full name of what was asked for ("refs/heads/main", "refs/tags/v1", "refs/pr/3"); empty for a bare commit
    QString defaultBranch;    ///< the remote's HEAD ("main"), if it said
    bool fullHistory = false; ///< an unadvertised commit: its ref's history was fetched without depth
    bool empty = false;       ///< repository without commits
};

struct TreeEntry {
    enum class Kind { File, Executable, Symlink, Submodule };
    QString path;
    Kind kind = Kind::File;
    QByteArray blob; ///< id, 40 hex digits
    qint64 size = 0; ///< of the blob; 0 for submodules
    bool lfsFilter =
        false; ///< attribute filter=lfs applies (macros, nested files, -filter and !filter obeyed)
};

struct FileId {
    QByteArray blob;
    qint64 size = 0;
};

/// What the file system of a work tree can hold: git keeps it in .git/config.
struct WorktreeTraits {
    bool executableBit = true;
    bool symlinks = true;
    bool caseSensitive = true;
};

class Repository
{
public:
    struct Private; ///< this folder's
    using ProgressFunction = std::function<void(const FetchProgress &)>;
    /// `notice` hears the name of a ref before its history is fetched without depth ("refs/*": of all of them).
    using NoticeFunction = std::function<void(const QString &)>;
    /// Asked before each further kRoomStep bytes; its error ends the fetch. How many come nobody knows beforehand.
    using RoomFunction = std::function<base::Result<void>(qint64 bytes)>;

    /// Depth 1 (or down to the known commit, whose objects are read in place), one ref, no tags. Cancellable
    /// within 1 s at any moment. Errors: those of net, NotFound (revision or repository), Protocol, DiskFull,
    /// Unsafe (path that is not UTF-8).
    static base::Result<std::unique_ptr<Repository>>
    fetch(const FetchRequest &request, net::AuthSession &session, const ProgressFunction &progress,
          const NoticeFunction &notice, const base::CancelToken &cancel, const RoomFunction &room = {});
    /// The commit that a clone on this disk has checked out. Reads its objects and nothing else: neither its configuration nor its
    /// hooks have a say, so that anybody's clone can be read. Conflict without a commit, Corrupt when objects are missing.
    static base::Result<std::unique_ptr<Repository>> ofClone(const Clone &clone,
                                                             const base::CancelToken &cancel);
    ~Repository();

    const FetchedRevision &revision() const;
    /// Every entry of the commit's tree, recursively, in git's order. Attributes come from the fetched tree only.
    base::Result<QList<TreeEntry>> entries() const;
    /// The blob as stored. Corrupt when its id does not match.
    base::Result<QByteArray> blob(const QByteArray &id) const;
    /// The blob as a checkout writes it: ident, eol, working-tree-encoding by the tree's attributes; never the lfs filter;
    /// core.autocrlf off.
    base::Result<QByteArray> checkedOut(const TreeEntry &entry) const;
    /// Size and blob id (40 hex digits) of what checkedOut() gives; those of `entry` where a checkout changes nothing.
    base::Result<FileId> checkedOutId(const TreeEntry &entry) const;

    /// Tells the index of a clone which of these paths have new files, so that git sees nothing to do: they are what this commit has.
    /// One that has no index gets one of all files.
    base::Result<void> refreshIndex(const QString &gitDir, const QString &worktree,
                                    const QSet<QString> &paths) const;

    /// Makes `gitDir` (a moved copy of the fetch's folder) the .git of `worktree`: config (remote, branch, filter.lfs.*
    /// with required=true, core.autocrlf=false), refs, HEAD (branch, or detached), origin/HEAD, shallow, and an index
    /// whose stat data matches the files as they are now: nothing may touch them afterwards. Files that were left as
    /// pointers count as they are. Without what is not among `chosen`.
    base::Result<void> finishHistory(const QString &gitDir, const QString &worktree, const QUrl &url,
                                     const WorktreeTraits &volume, const CheckedOut &chosen = {}) const;

private:
    explicit Repository(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace weightyard::git
