// CredentialStore: the sources that hold for every job, asked in order; usually the Hub's token (Hub origins only) from the
// environment, then what the keychain has, then the Hub's token from its file, then .netrc, then git's
// credential helpers and whoever they, an askpass program or the terminal may ask. The user info of one model's
// URL comes before them and belongs to its job (url_credentials.h).
// Thread-safe, if its sources are; find() may wait for a helper (30 s at most, 5 minutes where somebody may be asked), approve()
// and reject() 5 s. What was refused is not offered again; who learns that a credential worked is the source that gave it.
// Nothing is stored here but that.
#pragma once

#include "settings/keychain.h"
#include "settings/prompting.h"

#include <map>
#include <mutex>
#include <set>
#include <tuple>
#include <vector>

namespace weightyard::settings {

struct UsualSources {
    PromptOptions prompt;         ///< its environment holds for all
    Keychain *keychain = nullptr; ///< null: none
};

class CredentialStore final : public base::Credentials
{
public:
    using Sources = std::vector<std::unique_ptr<base::Credentials>>;
    explicit CredentialStore(Sources sources);
    explicit CredentialStore(const UsualSources &usual);

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    using Known = std::tuple<base::Origin, QString, QString>; ///< origin, user, secret
    base::Credentials *sourceOf(const Known &credential) const;

    Sources m_sources;
    mutable std::mutex m_mutex;
    std::map<Known, base::Credentials *> m_given; ///< by which source
    std::set<Known> m_refused;
};

/// Those of the Hub's token alone, which ask nobody.
CredentialStore::Sources hubTokenSources(const base::Environment &environment, Keychain *keychain);

} // namespace weightyard::settings
