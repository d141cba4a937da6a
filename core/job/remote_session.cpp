#include "job/remote_session.h"

namespace weightyard::job {

RemoteSession::RemoteSession(const catalog::ModelLocation &location, const git::RemoteAddress &address,
                             const JobServices &services)
    : m_credentials(services.credentials),
      m_session(services.client, m_credentials, services.clock, address.url.path().mid(1))
{
    m_credentials.add(location.url, location.credential);
    m_credentials.add(address.url, address.credential);
    m_session.setTokens(services.hubTokens);
}

base::Result<git::RemoteAddress> remoteOf(const catalog::ModelLocation &location, const JobServices &services)
{
    return git::remoteAddress(location.url.toString(), {}, services.userConfig);
}

base::Result<git::RemoteTip> tipAtHost(const catalog::ModelLocation &location, const QString &revision,
                                       const JobServices &services, const base::CancelToken &cancel)
{
    const base::Result<git::RemoteAddress> remote = remoteOf(location, services);
    if (!remote)
        return base::fail(remote.error());
    RemoteSession conversation(location, *remote, services);
    return git::remoteTip(remote->url, revision, conversation.session(), cancel);
}

base::Result<QList<git::RemoteTip>> revisionsAtHost(const catalog::ModelLocation &location,
                                                    const JobServices &services,
                                                    const base::CancelToken &cancel)
{
    const base::Result<git::RemoteAddress> remote = remoteOf(location, services);
    if (!remote)
        return base::fail(remote.error());
    RemoteSession conversation(location, *remote, services);
    return git::branchesAndTags(remote->url, conversation.session(), cancel);
}

} // namespace weightyard::job
