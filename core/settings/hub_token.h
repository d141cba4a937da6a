// The Hub's token as its own tools keep it (huggingface_hub, "Environment variables"): in HF_TOKEN or HUGGING_FACE_HUB_TOKEN, or in a
// file: HF_TOKEN_PATH, else $HF_HOME/token, else huggingface/token in the cache folder. Two sources, so that others may come between
// them. For Hub origins only. Any thread but the GUI's: the second one reads a file.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

namespace weightyard::settings {

/// https://huggingface.co, https://hf.co and the origin of HF_ENDPOINT: nobody else gets the token.
bool isHubOrigin(const base::Origin &origin, const base::Environment &environment);

/// Where the token's file is, whether it is there or not; empty without a home. "~", $NAME and ${NAME} are expanded, as
/// huggingface_hub does (constants.py).
QString hubTokenPath(const base::Environment &environment);

/// A token belongs to where it was found: neither approval nor refusal changes it. Auth, with the name of the place, for one that no
/// header can carry.
class HubToken : public base::Credentials
{
public:
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}

protected:
    struct Found {
        QString token;  ///< empty: none
        QString source; ///< a variable's name, or a path
    };
    explicit HubToken(base::Environment environment) : m_environment(std::move(environment)) {}
    const base::Environment &environment() const { return m_environment; }
    virtual Found token() const = 0;

private:
    base::Environment m_environment;
};

class HubTokenVariable final : public HubToken
{
public:
    explicit HubTokenVariable(base::Environment environment) : HubToken(std::move(environment)) {}

private:
    Found token() const override;
};

class HubTokenFile final : public HubToken
{
public:
    explicit HubTokenFile(base::Environment environment) : HubToken(std::move(environment)) {}

private:
    Found token() const override;
};

} // namespace weightyard::settings
