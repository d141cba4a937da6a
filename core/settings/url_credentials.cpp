#include "settings/url_credentials.h"

#include <algorithm>

namespace weightyard::settings {

using base::Credential;
using base::CredentialQuery;
using base::Result;

UrlCredentials::UrlCredentials(base::Credentials &others) : m_others(others) {}

void UrlCredentials::add(const QUrl &url, const std::optional<Credential> &credential)
{
    if (!credential)
        return;
    const std::lock_guard lock(m_mutex);
    m_own.append({.origin = base::Origin::of(url), .credential = *credential});
}

Result<std::optional<Credential>> UrlCredentials::find(const CredentialQuery &query,
                                                       const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        for (const Own &own : std::as_const(m_own)) {
            if (!own.rejected && own.origin == query.origin)
                return own.credential;
        }
    }
    return m_others.find(query, cancel);
}

void UrlCredentials::approve(const CredentialQuery &query, const Credential &credential,
                             const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        if (ownOf(query, credential) != nullptr)
            return;
    }
    m_others.approve(query, credential, cancel);
}

void UrlCredentials::reject(const CredentialQuery &query, const Credential &credential,
                            const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        if (Own *own = ownOf(query, credential)) {
            own->rejected = true;
            return;
        }
    }
    m_others.reject(query, credential, cancel);
}

UrlCredentials::Own *UrlCredentials::ownOf(const CredentialQuery &query, const Credential &credential)
{
    const auto own = std::find_if(m_own.begin(), m_own.end(), [&](const Own &one) {
        return one.origin == query.origin && one.credential == credential;
    });
    return own == m_own.end() ? nullptr : &*own;
}

} // namespace weightyard::settings
