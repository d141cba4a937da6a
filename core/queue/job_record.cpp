#include "queue/job_record.h"

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;

store::Record makeRecord(const DownloadRequest &request, const git::FetchedRevision &resolved,
                         const lfs::Manifest &manifest, const RecordFacts &facts)
{
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
            one.oid = file.pointer->oid;
        record.files.append(one);
    }
    return record;
}

} // namespace weightyard::queue
