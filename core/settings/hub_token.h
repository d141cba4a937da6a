// The Hub's token as its own tools keep it (huggingface_hub, "Environment variables"): HF_TOKEN, then the file
// HF_TOKEN_PATH, then $HF_HOME/token, then huggingface/token in the cache folder. Reads files: any thread but the
// GUI's.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

namespace weightyard::settings {

/// https://huggingface.co, https://hf.co and the origin of HF_ENDPOINT: nobody else gets the token.
bool isHubOrigin(const base::Origin &origin, const base::Environment &environment);

std::optional<base::Credential> hubToken(const base::Environment &environment);

/// The token as a source of credentials, for Hub origins. It belongs to the environment: neither approval nor refusal changes it.
class HubToken final : public base::Credentials
{
public:
    explicit HubToken(base::Environment environment) : m_environment(std::move(environment)) {}

    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}

private:
    base::Environment m_environment;
};

} // namespace weightyard::settings
