#include "settings/credential_store.h"

#include "settings/hub_token.h"
#include "settings/netrc.h"

namespace weightyard::settings {

using base::Credential;
using base::CredentialQuery;
using base::Result;

namespace {

CredentialStore::Sources sourcesOf(const UsualSources &usual)
{
    CredentialStore::Sources sources = hubTokenSources(usual.prompt.environment, usual.keychain);
    sources.push_back(std::make_unique<Netrc>(usual.prompt.environment));
    sources.push_back(std::make_unique<PromptingCredentials>(usual.prompt));
    return sources;
}

} // namespace

CredentialStore::Sources hubTokenSources(const base::Environment &environment, Keychain *keychain)
{
    CredentialStore::Sources sources;
    sources.push_back(std::make_unique<HubTokenVariable>(environment));
    if (keychain != nullptr)
        sources.push_back(std::make_unique<StoredLogin>(*keychain));
    sources.push_back(std::make_unique<HubTokenFile>(environment));
    return sources;
}

CredentialStore::CredentialStore(Sources sources) : m_sources(std::move(sources)) {}

CredentialStore::CredentialStore(const UsualSources &usual) : CredentialStore(sourcesOf(usual)) {}

base::Credentials *CredentialStore::sourceOf(const Known &credential) const
{
    const std::lock_guard lock(m_mutex);
    const auto given = m_given.find(credential);
    return given == m_given.end() ? nullptr : given->second;
}

Result<std::optional<Credential>> CredentialStore::find(const CredentialQuery &query,
                                                        const base::CancelToken &cancel)
{
    for (const std::unique_ptr<base::Credentials> &source : m_sources) {
        Result<std::optional<Credential>> found = source->find(query, cancel);
        if (!found)
            return found;
        if (!*found)
            continue;
        const Known known{query.origin, (*found)->user, (*found)->secret};
        const std::lock_guard lock(m_mutex);
        // A helper that only reads gives what was refused again.
        if (m_refused.contains(known))
            continue;
        m_given.insert_or_assign(known, source.get());
        return found;
    }
    return std::optional<Credential>();
}

void CredentialStore::approve(const CredentialQuery &query, const Credential &credential,
                              const base::CancelToken &cancel)
{
    if (base::Credentials *source = sourceOf({query.origin, credential.user, credential.secret}))
        source->approve(query, credential, cancel);
}

void CredentialStore::reject(const CredentialQuery &query, const Credential &credential,
                             const base::CancelToken &cancel)
{
    const Known known{query.origin, credential.user, credential.secret};
    {
        const std::lock_guard lock(m_mutex);
        m_refused.insert(known);
    }
    if (base::Credentials *source = sourceOf(known))
        source->reject(query, credential, cancel);
}

} // namespace weightyard::settings
