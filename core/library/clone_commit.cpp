#include "library/clone_commit.h"

namespace weightyard::library {

using base::fail;
using base::Result;

Result<CommitFiles> filesOfClone(const git::Clone &clone, const lfs::Selection &selection,
                                 const base::CancelToken &cancel)
{
    const auto repository = git::Repository::ofClone(clone, cancel);
    if (!repository)
        return fail(repository.error());
    const Result<lfs::Manifest> manifest = lfs::buildManifest(**repository, selection);
    if (!manifest)
        return fail(manifest.error());
    return filesOfCommit(**repository, *manifest, true);
}

QHash<QString, qint64> sizesInClone(const QString &folder, const base::CancelToken &cancel)
{
    QHash<QString, qint64> sizes;
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    const Result<CommitFiles> commit = clone ? filesOfClone(*clone, {}, cancel) : CommitFiles();
    if (!commit)
        return sizes;
    for (const store::RecordFile &file : commit->files) {
        if (file.oid)
            sizes.insert(file.path, file.size);
    }
    return sizes;
}

} // namespace weightyard::library
