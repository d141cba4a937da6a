// git's credential helpers by `git credential fill|approve|reject` (git-credential(1), "INPUT/OUTPUT FORMAT"). The user's own
// configuration and environment apply; the secret goes through pipes only. Without `mayPrompt` nothing can ask: no terminal,
// no askpass program, no helper window; with it, one question is asked at a time. Without git in PATH there are no credentials, silently. Blocks; not for the GUI
// thread.
#pragma once

#include "base/config_entries.h"
#include "base/credentials.h"

#include <functional>
#include <mutex>

namespace weightyard::settings {

/// Told true before somebody may be asked on the terminal, false after.
using PromptFunction = std::function<void(bool asking)>;

class GitCredential final : public base::Credentials
{
public:
    GitCredential(base::Environment environment, bool mayPrompt, PromptFunction aroundPrompt = {});

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

    base::Result<struct HelperOutput> ask(const QString &git, const QByteArray &lines,
                                          const base::CancelToken &cancel) const;

    base::Environment m_environment;
    bool m_mayPrompt;
    PromptFunction m_aroundPrompt;
    mutable std::timed_mutex m_terminal; ///< there is one, and one question at a time on it
};

/// The lines of a description; Usage when a value has control characters.
base::Result<QByteArray> credentialLines(const base::CredentialQuery &query,
                                         const base::Credential &credential);

/// What `fill` printed. Nothing when it holds no user and password; Auth when it is not what git prints or is for another
/// host than asked.
base::Result<std::optional<base::Credential>> parseFilled(const QByteArray &output,
                                                          const base::Origin &origin);

} // namespace weightyard::settings
