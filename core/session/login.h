// Signing in and out: a token of the Hub is tried before it is kept; what is kept lies in the system's keychain and nowhere else.
// Blocks: worker threads only, or a terminal's main thread.
#pragma once

#include "base/clock.h"
#include "net/http_client.h"
#include "settings/keychain.h"

#include <QUrl>

namespace weightyard::session {

struct LoginServices {
    settings::Keychain *keychain = nullptr; ///< null: this system has none
    net::HttpClient &client;
    const base::Clock &clock;
    QUrl hub;
};

struct LoginPlace {
    base::Origin origin;
    QString user;       ///< as it was written in front of the host; empty: none was
    bool isHub = false; ///< a token is all that it wants
};

/// Where a text signs in: empty for the Hub; else HOST, HOST:PORT, USER@HOST or a web address (https where none is written). Usage for
/// anything else.
base::Result<LoginPlace> loginPlace(const QString &text, const QUrl &hub);

/// The account's name on the Hub, the user elsewhere. Usage for an empty secret; Auth when the Hub refuses the token; Prerequisite
/// without a keychain: nothing is kept then.
base::Result<QString> login(const LoginServices &services, const LoginPlace &place, const QString &secret,
                            const base::CancelToken &cancel);

/// NotFound: nothing was kept for it.
base::Result<void> logout(const LoginServices &services, const LoginPlace &place,
                          const base::CancelToken &cancel);

} // namespace weightyard::session
