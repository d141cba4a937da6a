#include "git/repository.h"

#include "git/content_filters.h"
#include "git/history.h"
#include "git/repository_private.h"

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

Repository::Repository(std::unique_ptr<Private> p) : d(std::move(p)) {}

Repository::~Repository() = default;

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

base::Result<void> Repository::finishHistory(const QString &gitDir, const QString &worktree,
                                             const QUrl &url) const
{
    const base::Result<const WalkedTree *> walked = d->walk();
    if (!walked)
        return base::fail(walked.error());
    return writeHistory({.gitDir = gitDir,
                         .worktree = worktree,
                         .url = url,
                         .revision = d->revision,
                         .refId = d->refId,
                         .entries = (*walked)->entries});
}

} // namespace weightyard::git
