// HTTP Digest (RFC 7616, and RFC 2617 as proxies still have it): MD5 and SHA-256, each also as "-sess"; qop "auth" or none. Pure, any
// thread.
#pragma once

#include "net/challenge.h"

#include <optional>

namespace weightyard::net {

struct DigestChallenge {
    QString realm;
    QString nonce;
    QString opaque;
    QString algorithm; ///< as it was named; empty: MD5
    bool hasQop = false;
    bool isStale = false; ///< the credential was good, the nonce too old
};

/// Nothing: the scheme is another one, or asks for an algorithm or a protection that there is not.
std::optional<DigestChallenge> digestChallenge(const AuthScheme &scheme);

struct DigestCall {
    QString user;
    QString password;
    QByteArray method;
    QByteArray target; ///< as in the request line
    QByteArray clientNonce;
    quint32 count = 1; ///< how often this nonce is used, with this request
};
/// The value of (Proxy-)Authorization.
QByteArray digestAuthorization(const DigestChallenge &challenge, const DigestCall &call);

} // namespace weightyard::net
