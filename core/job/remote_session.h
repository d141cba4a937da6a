// RemoteSession: what a conversation with one repository takes: its address as the user's settings have it, and
// the credentials that may be sent there. One thread; worker threads only. The services outlive it.
#pragma once

#include "catalog/model_location.h"
#include "git/remote_address.h"
#include "git/remote_tip.h"
#include "job/job_services.h"
#include "net/auth_session.h"
#include "settings/url_credentials.h"

namespace weightyard::job {

class RemoteSession
{
public:
    /// `address` is the location's, by git::remoteAddress().
    RemoteSession(const catalog::ModelLocation &location, const git::RemoteAddress &address,
                  const JobServices &services);
    Q_DISABLE_COPY_MOVE(RemoteSession)
    ~RemoteSession() = default;

    settings::UrlCredentials &credentials() { return m_credentials; }
    net::AuthSession &session() { return m_session; }

private:
    settings::UrlCredentials m_credentials;
    net::AuthSession m_session;
};

base::Result<git::RemoteAddress> remoteOf(const catalog::ModelLocation &location,
                                          const JobServices &services);

/// Where a revision stands at the model's host now: git::remoteTip().
base::Result<git::RemoteTip> tipAtHost(const catalog::ModelLocation &location, const QString &revision,
                                       const JobServices &services, const base::CancelToken &cancel);

/// The branches and tags that the model's host has: git::branchesAndTags().
base::Result<QList<git::RemoteTip>> revisionsAtHost(const catalog::ModelLocation &location,
                                                    const JobServices &services,
                                                    const base::CancelToken &cancel);

} // namespace weightyard::job
