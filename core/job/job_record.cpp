#include "job/job_record.h"

#include "base/clock.h"
#include "base/config_layout.h"
#include "hub/model_details.h"
#include "library/commit_files.h"

#include <QHash>

namespace weightyard::job {

namespace {

void addXetHashes(store::Record &record, const QList<hub::HubFile> &listed)
{
    QHash<base::Oid, QString> hashes;
    for (const hub::HubFile &file : listed) {
        if (file.oid && !file.xetHash.isEmpty())
            hashes.insert(*file.oid, file.xetHash);
    }
    for (store::RecordFile &file : record.files) {
        if (file.oid)
            file.xetHash = hashes.value(*file.oid);
    }
}

} // namespace

base::Result<store::Record> makeRecord(const DownloadRequest &request, const git::Repository &repository,
                                       const library::PickedFiles &picked, const JobServices &services,
                                       const RecordFacts &facts)
{
    const git::FetchedRevision &resolved = repository.revision();
    const base::Result<library::CommitFiles> commit =
        library::filesOfCommit(repository, picked.manifest, facts.withHistory);
    if (!commit)
        return base::fail(commit.error());
    store::Record record{.url = request.location.url.toString(),
                         .modelPath = request.location.modelPath,
                         .revision = request.lastingRevision(),
                         .commit = resolved.commit,
                         .folder = request.into.isEmpty() ? request.location.modelPath : facts.folder,
                         .installedAt = QDateTime::fromMSecsSinceEpoch(services.clock.wallMs()).toUTC(),
                         .withHistory = facts.withHistory,
                         .files = commit->files,
                         .ref = resolved.refName,
                         .leftAsPointers = commit->leftAsPointers,
                         .picks = picked.wishes};
    if (request.location.onHub)
        addXetHashes(record, hub::keptFiles(base::ConfigLayout(services.configDir).hubAnswers(), services.hub,
                                            record.modelPath, record.commit));
    return record;
}

} // namespace weightyard::job
