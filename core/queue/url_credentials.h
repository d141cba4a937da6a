// UrlCredentials: the user info of one model's URL in front of everybody else's credentials. Lives as long as the job;
// the secret is never handed to approve() or reject(), so that no helper stores it.
#pragma once

#include "base/credentials.h"
#include "catalog/model_location.h"

#include <atomic>

namespace weightyard::queue {

class UrlCredentials final : public base::Credentials
{
public:
    UrlCredentials(const catalog::ModelLocation &location, base::Credentials &others);

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    base::Origin m_origin;
    std::optional<base::Credential> m_credential;
    base::Credentials &m_others;
    std::atomic<bool> m_rejected = false;
};

} // namespace weightyard::queue
