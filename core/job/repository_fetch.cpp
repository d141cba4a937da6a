#include "job/repository_fetch.h"

#include <QDir>

namespace weightyard::job {

using base::fail;
using base::Result;

Result<std::unique_ptr<git::Repository>>
fetchRepository(const git::FetchRequest &request, const RepositoryFetch &how, const base::CancelToken &cancel)
{
    JobReporter &reporter = how.reporter;
    const auto attempt = [&]() -> Result<std::unique_ptr<git::Repository>> {
        reporter.move(JobState::Resolving);
        QDir(request.gitDir).removeRecursively(); // what a broken attempt left
        return git::Repository::fetch(
            request, how.session,
            [&](const git::FetchProgress &progress) { reporter.setGitBytes(progress.receivedBytes); },
            [&](const QString &ref) {
                reporter.addNotice({.kind = Notice::Kind::FullHistory, .detail = ref});
            },
            cancel,
            [&](qint64 bytes) -> Result<void> {
                const auto room = how.space.reserve(request.gitDir, bytes);
                return room ? Result<void>() : fail(room.error());
            });
    };
    return base::retrying(attempt, how.retries, cancel,
                          [&](const base::Error &why, qint64 delayMs) { reporter.wait(why, delayMs); });
}

} // namespace weightyard::job
