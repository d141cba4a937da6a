// CredentialStore: the sources that hold for every job, in order: the Hub's token (Hub origins only), then git's credential
// helpers. The user info of one model's URL comes before both and belongs to its job (queue/url_credentials.h). Thread-safe;
// find() may wait for a helper (30 s at most, 5 minutes where somebody may be asked), approve() and reject() 5 s.
// Nothing is stored here but which credentials were refused.
#pragma once

#include "settings/git_credential.h"

#include <mutex>
#include <set>
#include <tuple>

namespace weightyard::settings {

class CredentialStore final : public base::Credentials
{
public:
    /// `mayPrompt`: a terminal is there, and the user may be asked on it by git's helpers.
    /// `aroundPrompt` is told true before they may, false after; by one thread at a time.
    CredentialStore(base::Environment environment, bool mayPrompt, PromptFunction aroundPrompt = {});

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    bool isRefused(const base::CredentialQuery &query, const base::Credential &credential) const;

    base::Environment m_environment;
    GitCredential m_git;
    mutable std::mutex m_mutex;
    std::set<std::tuple<base::Origin, QString, QString>> m_refused; ///< origin, user, secret
};

} // namespace weightyard::settings
