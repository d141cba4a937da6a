#include "session/adopt_found.h"

#include "git/remote_address.h"
#include "git/remote_tip.h"
#include "net/auth_session.h"
#include "session/make_request.h"
#include "settings/url_credentials.h"

namespace weightyard::session {

using base::fail;
using base::Result;

namespace {

const QString kDefaultBranch = QStringLiteral("main"); // of every repository of the Hub
const QString kHeads = QStringLiteral("refs/heads/");

/// By its full name; empty: the cache names none, or only tags. Which of the two a name is, only the host knows.
Result<QString> branchAmong(const QStringList &names, const catalog::ModelLocation &location,
                            const job::JobServices &services, const base::CancelToken &cancel)
{
    if (names.contains(kDefaultBranch))
        return kHeads + kDefaultBranch;
    for (const QString &name : names) {
        const auto address = git::remoteAddress(location.url.toString(), {}, services.userConfig);
        if (!address)
            return fail(address.error());
        settings::UrlCredentials credentials(services.credentials);
        credentials.add(location.url, location.credential);
        credentials.add(address->url, address->credential);
        net::AuthSession session(services.client, credentials, services.clock, address->url.path().mid(1));
        const auto tip = git::remoteTip(address->url, name, session, cancel);
        if (tip && tip->refName.startsWith(kHeads))
            return tip->refName;
        if (!tip && tip.error().kind != base::ErrorKind::NotFound) // gone there: it names nothing any more
            return fail(tip.error());
    }
    return QString();
}

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
    const Result<QString> branch = branchAmong(found.model.refs, *location, services.jobs, cancel);
    if (!branch)
        return fail(branch.error());
    request.follows = *branch;
    return request;
}

} // namespace weightyard::session
