#include "library/commit_files.h"

#include "base/attributes_file.h"

namespace weightyard::library {

using base::fail;
using base::Result;

namespace {

// .gitattributes files grow by what git-lfs adds, and belong to the history: git itself looks after them, but for one that was emptied
// (wasEmptied()).
bool hasBlobId(const lfs::ManifestFile &file)
{
    const bool isFile =
        file.entry.kind == git::TreeEntry::Kind::File || file.entry.kind == git::TreeEntry::Kind::Executable;
    return isFile && !file.pointer && !base::isAttributesFile(file.entry.path);
}

} // namespace

Result<CommitFiles> filesOfCommit(const git::Repository &repository, const lfs::Manifest &manifest,
                                  bool withAttributes)
{
    CommitFiles commit;
    for (const lfs::ManifestFile &file : manifest.files) {
        if (file.entry.kind == git::TreeEntry::Kind::Submodule
            || (!withAttributes && base::isAttributesFile(file.entry.path)))
            continue;
        store::RecordFile one{.path = file.entry.path, .size = file.bytes(), .oid = {}};
        if (file.leftOut)
            commit.leftAsPointers.append(file.entry.path);
        else if (file.pointer)
            one.oid = file.isObject() ? file.pointer->oid : base::Oid::ofEmpty();
        if (hasBlobId(file)) {
            const Result<git::FileId> id = repository.checkedOutId(file.entry);
            if (!id)
                return fail(id.error());
            one.blob = id->blob;
            one.size = id->size;
            if (id->blob != file.entry.blob)
                commit.stored.insert(file.entry.path, {.blob = file.entry.blob, .size = file.entry.size});
        }
        commit.files.append(one);
    }
    return commit;
}

} // namespace weightyard::library
