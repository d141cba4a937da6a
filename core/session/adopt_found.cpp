#include "session/adopt_found.h"

#include "job/remote_session.h"
#include "session/make_request.h"

namespace weightyard::session {

using base::fail;
using base::Result;

namespace {

constexpr QLatin1StringView kDefaultBranch("main"); // of every repository of the Hub
constexpr QLatin1StringView kHeads("refs/heads/");

/// By its full name; empty: the cache names none, or only tags. Which of the two a name is, only the host knows.
Result<QString> branchAmong(const QStringList &names, const catalog::ModelLocation &location,
                            const job::JobServices &services, const base::CancelToken &cancel)
{
    if (names.contains(kDefaultBranch))
        return QString(kHeads + kDefaultBranch);
    for (const QString &name : names) {
        const Result<git::RemoteTip> tip = job::tipAtHost(location, name, services, cancel);
        if (tip && tip->refName.startsWith(kHeads))
            return tip->refName;
        if (!tip && tip.error().kind != base::ErrorKind::NotFound) // gone there: it names nothing any more
            return fail(tip.error());
    }
    return QString();
}

} // namespace

Result<job::DownloadRequest> requestToCopy(const ForeignFind &found, const AdoptServices &services,
                                           const settings::Settings &settings,
                                           const base::CancelToken &cancel)
{
    const Result<QString> commit = commitToCopy(found, services, cancel);
    if (!commit)
        return fail(commit.error());
    const Result<catalog::ModelLocation> location =
        catalog::parseModelLocation(found.model.repo, services.jobs.hub);
    if (!location)
        return fail(location.error());
    job::DownloadRequest request = makeRequest(
        *location, {.library = services.library, .into = {}, .revision = found.model.commit}, settings);
    const Result<QString> branch = branchAmong(found.model.refs, *location, services.jobs, cancel);
    if (!branch)
        return fail(branch.error());
    request.follows = *branch;
    return request;
}

} // namespace weightyard::session
