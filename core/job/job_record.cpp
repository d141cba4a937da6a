#include "job/job_record.h"

#include "library/commit_files.h"

namespace weightyard::job {

base::Result<store::Record> makeRecord(const DownloadRequest &request, const git::Repository &repository,
                                       const library::PickedFiles &picked, const RecordFacts &facts)
{
    const git::FetchedRevision &resolved = repository.revision();
    const base::Result<library::CommitFiles> commit =
        library::filesOfCommit(repository, picked.manifest, facts.withHistory);
    if (!commit)
        return base::fail(commit.error());
    return store::Record{.url = request.location.url.toString(),
                         .modelPath = request.location.modelPath,
                         .revision = request.wantedRevision(),
                         .commit = resolved.commit,
                         .folder = request.into.isEmpty() ? request.location.modelPath : facts.folder,
                         .installedAt = QDateTime::fromMSecsSinceEpoch(facts.wallMs).toUTC(),
                         .withHistory = facts.withHistory,
                         .files = commit->files,
                         .ref = resolved.refName,
                         .leftAsPointers = commit->leftAsPointers,
                         .picks = picked.wishes};
}

} // namespace weightyard::job
