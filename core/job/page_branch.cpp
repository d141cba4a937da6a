#include "job/page_branch.h"

#include "git/remote_address.h"
#include "git/remote_tip.h"
#include "job/download_request.h"
#include "net/auth_session.h"
#include "settings/url_credentials.h"

namespace weightyard::job {

namespace {

// "a/b/c", "a/b", "a".
QStringList beginningsOf(const QString &path)
{
    QStringList names;
    for (QString name = path; !name.isEmpty(); name = name.section(u'/', 0, -2))
        names.append(name);
    return names;
}

} // namespace

catalog::ModelLocation onItsBranch(const catalog::ModelLocation &location, const JobServices &services,
                                   const base::CancelToken &cancel)
{
    const auto address = location.openPage.isEmpty()
                             ? base::Result<git::RemoteAddress>(git::RemoteAddress())
                             : git::remoteAddress(location.url.toString(), {}, services.userConfig);
    if (location.openPage.isEmpty() || !address)
        return location;
    settings::UrlCredentials credentials(services.credentials);
    credentials.add(location.url, location.credential);
    credentials.add(address->url, address->credential);
    net::AuthSession session(services.client, credentials, services.clock, address->url.path().mid(1));
    session.setTokens(services.hubTokens);
    const base::Result<QString> name =
        git::firstRevision(address->url, beginningsOf(location.openPage), session, cancel);
    if (!name || name->isEmpty())
        return location;
    catalog::ModelLocation settled = location;
    const QString path = location.openPage.mid(name->size() + 1);
    const bool isFile = settled.pick.paths.removeOne(location.openPage.mid(location.revision.size() + 1));
    if (isFile && !path.isEmpty())
        settled.pick.paths.append(path);
    settled.revision = *name;
    settled.openPage.clear();
    return settled;
}

void settleBranch(DownloadRequest &request, const JobServices &services, const base::CancelToken &cancel)
{
    const catalog::ModelLocation before = request.location;
    const bool isOfAddress = request.revision.isEmpty() || request.revision == before.revision;
    if (before.openPage.isEmpty() || !isOfAddress)
        return;
    request.location = onItsBranch(before, services, cancel);
    if (!request.revision.isEmpty())
        request.revision = request.location.revision;
    for (const QString &path : before.pick.paths)
        request.pick.paths.removeOne(path);
    request.pick.paths += request.location.pick.paths;
}

} // namespace weightyard::job
