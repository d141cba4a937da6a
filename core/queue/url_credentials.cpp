#include "queue/url_credentials.h"

namespace weightyard::queue {

using base::Credential;
using base::CredentialQuery;
using base::Result;

UrlCredentials::UrlCredentials(const catalog::ModelLocation &location, base::Credentials &others)
    : m_origin(base::Origin::of(location.url)),
      m_credential(location.credential),
      m_others(others)
{}

Result<std::optional<Credential>> UrlCredentials::find(const CredentialQuery &query,
                                                       const base::CancelToken &cancel)
{
    if (m_credential && !m_rejected && query.origin == m_origin)
        return m_credential;
    return m_others.find(query, cancel);
}

void UrlCredentials::approve(const CredentialQuery &query, const Credential &credential,
                             const base::CancelToken &cancel)
{
    if (credential != m_credential)
        m_others.approve(query, credential, cancel);
}

void UrlCredentials::reject(const CredentialQuery &query, const Credential &credential,
                            const base::CancelToken &cancel)
{
    if (credential == m_credential)
        m_rejected = true;
    else
        m_others.reject(query, credential, cancel);
}

} // namespace weightyard::queue
