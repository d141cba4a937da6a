#include "settings/mirror_credentials.h"

namespace weightyard::settings {

using base::Credential;
using base::CredentialQuery;
using base::Result;

MirrorCredentials::MirrorCredentials(base::Credentials &hubTokens, base::Origin hub,
                                     base::Credentials &others)
    : m_hubTokens(hubTokens),
      m_hub(std::move(hub)),
      m_others(others)
{}

Result<std::optional<Credential>> MirrorCredentials::find(const CredentialQuery &query,
                                                          const base::CancelToken &cancel)
{
    CredentialQuery atHub = query;
    atHub.origin = m_hub;
    Result<std::optional<Credential>> token = m_hubTokens.find(atHub, cancel);
    if (!token)
        return token;
    if (*token) {
        const std::lock_guard lock(m_mutex);
        const Known known{query.origin, (*token)->secret};
        if (!m_refused.contains(known)) {
            m_given.insert(known);
            return token;
        }
    }
    return m_others.find(query, cancel);
}

void MirrorCredentials::approve(const CredentialQuery &query, const Credential &credential,
                                const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_given.contains({query.origin, credential.secret}))
            return;
    }
    m_others.approve(query, credential, cancel);
}

void MirrorCredentials::reject(const CredentialQuery &query, const Credential &credential,
                               const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        const Known known{query.origin, credential.secret};
        if (m_given.contains(known)) {
            m_refused.insert(known);
            return;
        }
    }
    m_others.reject(query, credential, cancel);
}

} // namespace weightyard::settings
