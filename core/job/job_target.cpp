#include "job/job_target.h"

namespace weightyard::job {

using base::fail;
using base::Result;
using library::Presence;

library::ScriptFolder scriptFolderOf(const DownloadRequest &request)
{
    return {.script = request.script,
            .folder = request.into,
            .cloneFolder = request.cloneFolder,
            .modelPath = request.location.modelPath};
}

Result<void> clearTarget(const DownloadRequest &request, qint64 wallMs)
{
    if (request.script.isEmpty())
        return {};
    const auto aside = library::setUnfinishedCloneAside(scriptFolderOf(request), wallMs);
    return aside ? Result<void>() : fail(aside.error());
}

Result<Presence> presenceOf(const DownloadRequest &request, const store::DownloadLayout &place,
                            const base::CancelToken &cancel)
{
    const library::PresenceQuestion question{
        .url = request.location.url.toString(),
        .revision = request.wantedRevision(),
        .modelPath = request.into.isEmpty() ? request.location.modelPath : QString(),
        .pick = request.pick,
        .keepsChoice = request.keepsChoice,
        .hubPath = request.location.onHub ? request.location.modelPath : QString()};
    const Result<Presence> here = library::presence(place, question, cancel);
    // Of a folder of the user's nothing more is asked; one that a script fills is its model's alone.
    const bool isOpen = here && *here == Presence::Absent && !request.script.isEmpty();
    return isOpen ? library::scriptPresence(scriptFolderOf(request), question.revision, cancel) : here;
}

bool keepsHistory(const DownloadRequest &request, const store::DownloadLayout &place, JobReporter &reporter)
{
    const QString around = request.keepHistory ? library::surroundingWorkTree(place.target) : QString();
    if (around.isEmpty())
        return request.keepHistory;
    const bool nested = request.nestedHistory.value_or(false);
    reporter.addNotice(
        {.kind = nested ? Notice::Kind::HistoryNested : Notice::Kind::HistoryLeftOut, .detail = around});
    return nested;
}

} // namespace weightyard::job
