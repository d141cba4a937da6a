// MirrorCredentials: what a mirror that may have a token is sent: the Hub's token, and where it refuses that, what is known for its own
// host. A mirror's refusal says nothing of the token at the Hub, and is told to nobody there. Thread-safe, if the others are.
#pragma once

#include "base/credentials.h"

#include <mutex>
#include <set>
#include <tuple>

namespace weightyard::settings {

class MirrorCredentials final : public base::Credentials
{
public:
    /// `hubTokens`: sources of the Hub's token alone; asked for `hub`.
    MirrorCredentials(base::Credentials &hubTokens, base::Origin hub, base::Credentials &others);

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    using Known = std::tuple<base::Origin, QString>; ///< origin, secret

    base::Credentials &m_hubTokens;
    base::Origin m_hub;
    base::Credentials &m_others;
    std::mutex m_mutex;
    std::set<Known> m_given; ///< the Hub's, to mirrors
    std::set<Known> m_refused;
};

} // namespace weightyard::settings
