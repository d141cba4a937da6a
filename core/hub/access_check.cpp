#include "hub/access_check.h"

#include "hub/api_session.h"
#include "hub/api_url.h"

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

Result<Access> checkAccess(const catalog::ModelLocation &location, const FactServices &services,
                           const base::CancelToken &cancel)
{
    if (!location.onHub)
        return Access::NotTold;
    ApiSession session(services, location);
    const Result<void> asked =
        session.ask(apiUrl(services.hub, location.modelPath, u"/auth-check"_s), cancel);
    if (asked)
        return Access::Yes;
    if (lacksEndpoint(asked.error()))
        return Access::NotTold;
    return fail(asked.error());
}

} // namespace weightyard::hub
