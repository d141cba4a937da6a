#include "session/adopt_found.h"

#include "session/make_request.h"

namespace weightyard::session {

using base::fail;
using base::Result;

namespace {

const QString kDefaultBranch = QStringLiteral("main"); // of every repository of the Hub

} // namespace

Result<job::DownloadRequest> requestToCopy(const FoundModel &found, const AdoptServices &services,
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
    if (found.model.refs.contains(
            kDefaultBranch)) // another name may be a tag's, and only the host knows that
        request.follows = QStringLiteral("refs/heads/") + kDefaultBranch;
    return request;
}

} // namespace weightyard::session
