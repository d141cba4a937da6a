#include "git/clone_repository.h"

#include "base/error_code.h"
#include "git/clone.h"

#include <QFile>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A commit object begins "tree <40 hex digits>" (`git cat-file -p`).
base::Result<git_oid> treeOf(git_odb *odb, const QString &commit)
{
    const base::Result<git_oid> id = idFromHex(commit.toLatin1());
    if (!id)
        return base::fail(id.error());
    git_odb_object *raw = nullptr;
    if (git_odb_read(&raw, odb, &*id) != 0)
        return base::fail(
            libgit2Error(base::ErrorKind::Corrupt, base::Cause(base::ErrorCode::ObjectUnreadable, commit)));
    const OdbObjectHandle object(raw);
    const QByteArrayView text(static_cast<const char *>(git_odb_object_data(raw)),
                              static_cast<qsizetype>(git_odb_object_size(raw)));
    constexpr qsizetype kDigits = 40;
    if (git_odb_object_type(raw) != GIT_OBJECT_COMMIT || !text.startsWith("tree ")
        || text.size() < 5 + kDigits)
        return base::fail(base::ErrorKind::Corrupt, base::ErrorCode::NoTree);
    return idFromHex(text.sliced(5, kDigits).toByteArray());
}

} // namespace

base::Result<std::unique_ptr<Repository::Private>> repositoryOfClone(const Clone &clone,
                                                                     const base::CancelToken &cancel)
{
    if (clone.commit.isEmpty())
        return base::fail(base::ErrorKind::Conflict, base::ErrorCode::CloneWithoutCommit,
                          {.path = clone.gitDir});
    auto p = std::make_unique<Repository::Private>();
    p->cancel = cancel;
    git_odb *odb = nullptr;
    const QString objects = clone.commonDir + u"/objects"_s;
    if (git_odb_open(&odb, QFile::encodeName(objects).constData()) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Corrupt, base::ErrorCode::GitNotOpened, objects));
    p->odb.reset(odb);
    git_repository *repository = nullptr;
    if (git_repository_wrap_odb(&repository, odb) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::GitNotOpened, objects));
    p->repository.reset(repository);
    const base::Result<git_oid> tree = treeOf(odb, clone.commit);
    if (!tree) {
        base::Error error = tree.error();
        error.context.path = clone.gitDir;
        return base::fail(error);
    }
    p->tree = *tree;
    p->refId = clone.commit.toLatin1();
    p->revision.commit = clone.commit;
    p->revision.refName = clone.ref;
    p->revision.defaultBranch = clone.defaultBranch;
    return p;
}

} // namespace weightyard::git
