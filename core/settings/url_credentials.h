// UrlCredentials: the user info of a job's URLs (what was typed, what a setting made of it) in front of everybody else's
// credentials; each for the origin of its URL only. Lives as long as the job; a secret is never handed to approve() or
// reject() of the others, so that no helper stores it.
#pragma once

#include "base/credentials.h"

#include <mutex>

namespace weightyard::settings {

class UrlCredentials final : public base::Credentials
{
public:
    explicit UrlCredentials(base::Credentials &others);
    /// Those of one origin are tried in the order in which they came.
    void add(const QUrl &url, const std::optional<base::Credential> &credential);

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    struct Own {
        base::Origin origin;
        base::Credential credential;
        bool rejected = false;
    };
    Own *ownOf(const base::CredentialQuery &query, const base::Credential &credential);

    base::Credentials &m_others;
    std::mutex m_mutex;
    QList<Own> m_own;
};

} // namespace weightyard::settings
