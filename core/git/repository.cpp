#include "git/repository.h"

#include "base/error_code.h"
#include "git/clone_repository.h"
#include "git/content_filters.h"
#include "git/fetch.h"
#include "git/history.h"
#include "git/index_writer.h"
#include "git/repository_private.h"

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

Repository::Repository(std::unique_ptr<Private> p) : d(std::move(p)) {}

Repository::~Repository() = default;

base::Result<std::unique_ptr<Repository>>
Repository::fetch(const FetchRequest &request, net::AuthSession &session, const ProgressFunction &progress,
                  const NoticeFunction &notice, const base::CancelToken &cancel, const RoomFunction &room)
{
    base::Result<std::unique_ptr<Private>> fetched =
        fetchRevision(request, session, progress, notice, cancel, room);
    if (!fetched)
        return base::fail(fetched.error());
    return std::unique_ptr<Repository>(new Repository(*std::move(fetched)));
}

base::Result<std::unique_ptr<Repository>> Repository::ofClone(const Clone &clone,
                                                              const base::CancelToken &cancel)
{
    base::Result<std::unique_ptr<Private>> opened = repositoryOfClone(clone, cancel);
    if (!opened)
        return base::fail(opened.error());
    return std::unique_ptr<Repository>(new Repository(*std::move(opened)));
}

const FetchedRevision &Repository::revision() const
{
    return d->revision;
}

base::Result<const WalkedTree *> Repository::Private::walk()
{
    if (walked)
        return &*walked;
    if (revision.empty)
        return &walked.emplace();
    base::Result<WalkedTree> result = walkTree(repository.get(), odb.get(), tree, cancel);
    if (!result)
        return base::fail(result.error());
    return &walked.emplace(*std::move(result));
}

base::Result<QList<TreeEntry>> Repository::entries() const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    return (*walked)->entries;
}

base::Result<QByteArray> Repository::blob(const QByteArray &id) const
{
    const base::Result<git_oid> oid = idFromHex(id);
    if (!oid)
        return base::fail(oid.error());
    return readBlob(d->odb.get(), *oid);
}

base::Result<QByteArray> Repository::checkedOut(const TreeEntry &entry) const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    base::Result<QByteArray> bytes = blob(entry.blob);
    if (!bytes || entry.kind == TreeEntry::Kind::Symlink)
        return bytes;
    return checkedOutBytes(*bytes, entry.blob, (*walked)->attributes.of(entry.path.toUtf8()));
}

base::Result<FileId> Repository::checkedOutId(const TreeEntry &entry) const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    if (entry.kind == TreeEntry::Kind::Symlink
        || !changesContent((*walked)->attributes.of(entry.path.toUtf8())))
        return FileId{.blob = entry.blob, .size = entry.size};
    const base::Result<QByteArray> bytes = checkedOut(entry);
    if (!bytes)
        return base::fail(bytes.error());
    git_oid id = {};
    if (git_odb_hash(&id, bytes->constData(), static_cast<size_t>(bytes->size()), GIT_OBJECT_BLOB) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::NotHashed, entry.path));
    return FileId{.blob = hexOf(id), .size = bytes->size()};
}

base::Result<void> Repository::refreshIndex(const QString &gitDir, const QString &worktree,
                                            const QSet<QString> &paths) const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    return updateIndex(gitDir, worktree, (*walked)->entries, paths);
}

base::Result<void> Repository::finishHistory(const QString &gitDir, const QString &worktree, const QUrl &url,
                                             const WorktreeTraits &volume, const CheckedOut &chosen) const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    return writeHistory({.gitDir = gitDir,
                         .worktree = worktree,
                         .url = url,
                         .revision = d->revision,
                         .refId = d->refId,
                         .entries = (*walked)->entries,
                         .volume = volume,
                         .chosen = chosen});
}

} // namespace weightyard::git
