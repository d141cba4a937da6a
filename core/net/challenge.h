// What a 401 asks for: WWW-Authenticate (RFC 9110 11.6.1) and git-lfs's LFS-Authenticate (lfsapi/auth.go). Pure, any thread.
#pragma once

#include "net/http_types.h"

#include <QHash>
#include <QString>

namespace weightyard::net {

/// One challenge of a header's list, as RFC 9110 11.6.1 writes it. Scheme and names in lower case.
struct AuthScheme {
    QString scheme;
    QHash<QString, QString> parameters = {};
};
QList<AuthScheme> authSchemes(const QString &value);

struct Challenge {
    bool basic = false;
    bool bearer = false;
    QString realm; ///< of Basic, else of Bearer; may be empty
};

/// A 401 that names no scheme at all gives neither.
Challenge challengeOf(const Headers &headers);

} // namespace weightyard::net
