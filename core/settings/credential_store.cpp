#include "settings/credential_store.h"

#include "settings/hub_token.h"

namespace weightyard::settings {

using namespace Qt::Literals::StringLiterals;
using base::Credential;
using base::CredentialQuery;
using base::Result;

CredentialStore::CredentialStore(base::Environment environment, bool mayPrompt, PromptFunction aroundPrompt)
    : m_environment(environment),
      m_git(std::move(environment), mayPrompt, std::move(aroundPrompt))
{}

bool CredentialStore::isRefused(const CredentialQuery &query, const Credential &credential) const
{
    const std::lock_guard lock(m_mutex);
    return m_refused.contains({query.origin, credential.user, credential.secret});
}

Result<std::optional<Credential>> CredentialStore::find(const CredentialQuery &query,
                                                        const base::CancelToken &cancel)
{
    if (isHubOrigin(query.origin, m_environment)) {
        const std::optional<Credential> token = hubToken(m_environment);
        if (token && !isRefused(query, *token))
            return token;
    }
    Result<std::optional<Credential>> filled = m_git.fill(query, cancel);
    // A helper that only reads gives what was refused again.
    if (filled && *filled && isRefused(query, **filled))
        return std::optional<Credential>();
    return filled;
}

void CredentialStore::approve(const CredentialQuery &query, const Credential &credential,
                              const base::CancelToken &cancel)
{
    if (credential.source == "git credential"_L1)
        m_git.approve(query, credential, cancel);
}

void CredentialStore::reject(const CredentialQuery &query, const Credential &credential,
                             const base::CancelToken &cancel)
{
    {
        const std::lock_guard lock(m_mutex);
        m_refused.emplace(query.origin, credential.user, credential.secret);
    }
    if (credential.source == "git credential"_L1)
        m_git.reject(query, credential, cancel);
}

} // namespace weightyard::settings
