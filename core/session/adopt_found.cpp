#include "session/adopt_found.h"

#include "session/make_request.h"

namespace weightyard::session {

using base::fail;
using base::Result;

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
    return makeRequest(*location, {.library = services.library, .into = {}, .revision = found.model.commit},
                       settings);
}

} // namespace weightyard::session
