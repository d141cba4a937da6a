// Credentials: where secrets come from and who learns whether they worked. net and git ask through this interface and
// know no source; settings implements it (URL user info, HF_TOKEN, git's credential helpers).
// Any thread but the GUI's: an implementation may start a helper program and wait for it. Implementations never prompt
// unless a terminal or window was handed to them, and never write a secret to a log.
#pragma once

#include "base/cancel_token.h"
#include "base/origin.h"
#include "base/result.h"

#include <optional>

namespace weightyard::base {

struct Credential {
    QString user;
    QString secret;
    QString source; ///< "url", "HF_TOKEN", "git credential": for messages, never secret
    friend bool operator==(const Credential &, const Credential &) = default;
};

struct CredentialQuery {
    Origin origin;
    QString path;  ///< repository path without leading slash, for credential.useHttpPath
    QString realm; ///< as the server named it; may be empty
};

/// The user info of a URL; `source` is what messages call it. Nothing when it has none.
std::optional<Credential> credentialIn(const QUrl &url, const QString &source);

class Credentials
{
public:
    virtual ~Credentials() = default;
    /// The credential to try for this query, or nothing. Fails only for reasons the user should hear (Cancelled, a
    /// helper that breaks).
    virtual Result<std::optional<Credential>> find(const CredentialQuery &query,
                                                   const CancelToken &cancel) = 0;
    /// The server took it: helpers may store it. Returns within 1 s of a cancel, as reject() does.
    virtual void approve(const CredentialQuery &query, const Credential &credential,
                         const CancelToken &cancel) = 0;
    /// The server refused it: helpers forget it, and find() does not return it again.
    virtual void reject(const CredentialQuery &query, const Credential &credential,
                        const CancelToken &cancel) = 0;
};

} // namespace weightyard::base
