// git's credential helpers by `git credential fill|approve|reject` (git-credential(1), "INPUT/OUTPUT FORMAT"). The user's own
// configuration and environment apply; the secret goes through pipes only. Where the helpers know nothing, git asks by itself: by the
// askpass program, if one is set, and with `mayPrompt` on the terminal; without it no helper may ask, neither there nor in a window.
// Without git in PATH there are no credentials, silently. Blocks, 30 s, or 5 minutes where somebody may be asked; not for the GUI thread.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

namespace weightyard::settings {

class GitCredential final : public base::Credentials
{
public:
    GitCredential(base::Environment environment, const base::ConfigEntries &config, bool mayPrompt);

    /// fill. Usage for a query that would break out of the line format, Auth for a helper that hangs or answers nonsense.
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &query,
                                                       const base::CancelToken &cancel) override;
    void approve(const base::CredentialQuery &query, const base::Credential &credential,
                 const base::CancelToken &cancel) override;
    void reject(const base::CredentialQuery &query, const base::Credential &credential,
                const base::CancelToken &cancel) override;

private:
    struct HelperCall call(const QString &program, const QString &verb, const QByteArray &input) const;
    void tell(const QString &verb, const base::CredentialQuery &query, const base::Credential &credential,
              const base::CancelToken &cancel) const;

    base::Environment m_environment;
    bool m_mayPrompt;
    bool m_hasAskpass;
};

/// The lines of a description; Usage when a value has control characters.
base::Result<QByteArray> credentialLines(const base::CredentialQuery &query,
                                         const base::Credential &credential);

/// What `fill` printed. Nothing when it holds no user and password; Auth when it is not what git prints or is for another
/// host than asked.
base::Result<std::optional<base::Credential>> parseFilled(const QByteArray &output,
                                                          const base::Origin &origin);

} // namespace weightyard::settings
