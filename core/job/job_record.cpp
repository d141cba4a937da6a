#include "job/job_record.h"

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;

namespace {

// .gitattributes files grow by what git-lfs adds, and belong to the history: git itself looks after them.
bool hasBlobId(const lfs::ManifestFile &file)
{
    const bool isFile =
        file.entry.kind == git::TreeEntry::Kind::File || file.entry.kind == git::TreeEntry::Kind::Executable;
    return isFile && !file.pointer && file.entry.path.section(u'/', -1) != ".gitattributes"_L1;
}

} // namespace

base::Result<store::Record> makeRecord(const DownloadRequest &request, const git::Repository &repository,
                                       const lfs::Manifest &manifest, const RecordFacts &facts)
{
    const git::FetchedRevision &resolved = repository.revision();
    store::Record record{.url = request.location.url.toString(),
                         .modelPath = request.location.modelPath,
                         .revision = request.wantedRevision(),
                         .commit = resolved.commit,
                         .folder = request.into.isEmpty() ? request.location.modelPath : facts.folder,
                         .installedAt = QDateTime::fromMSecsSinceEpoch(facts.wallMs).toUTC(),
                         .withHistory = facts.withHistory,
                         .files = {},
                         .ref = resolved.refName,
                         .leftAsPointers = {}};
    for (const lfs::ManifestFile &file : manifest.files) {
        const QString name = file.entry.path.section(u'/', -1);
        if (file.entry.kind == git::TreeEntry::Kind::Submodule
            || (!facts.withHistory && name == ".gitattributes"_L1))
            continue;
        store::RecordFile one{.path = file.entry.path, .size = file.bytes(), .oid = {}};
        if (file.leftOut)
            record.leftAsPointers.append(file.entry.path);
        else if (file.pointer)
            one.oid = file.isObject() ? file.pointer->oid : base::Oid::ofEmpty();
        if (hasBlobId(file)) {
            const base::Result<git::FileId> id = repository.checkedOutId(file.entry);
            if (!id)
                return base::fail(id.error());
            one.blob = id->blob;
            one.size = id->size;
        }
        record.files.append(one);
    }
    return record;
}

} // namespace weightyard::job
