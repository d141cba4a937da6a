#include "base/credentials.h"

namespace weightyard::base {

std::optional<Credential> credentialIn(const QUrl &url, const QString &source)
{
    if (url.userName().isEmpty() && url.password().isEmpty())
        return {};
    // "https://TOKEN@host" is how tokens are often pasted: the token is the secret then.
    const QString user = url.userName(QUrl::FullyDecoded);
    const QString password = url.password(QUrl::FullyDecoded);
    return Credential{.user = password.isEmpty() ? QString() : user,
                      .secret = password.isEmpty() ? user : password,
                      .source = source};
}

} // namespace weightyard::base
