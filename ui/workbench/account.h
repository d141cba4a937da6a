// Account: signing in to the Hub and out, on a thread of its own: the system's keychain may ask its owner. GUI thread.
#pragma once

#include "base/background.h"
#include "session/login.h"

#include <functional>

namespace weightyard::ui {

class Account : public QObject
{
    Q_OBJECT
public:
    Account(const session::LoginServices &services, base::Background &background, QObject *parent = nullptr);

    QUrl hub() const { return m_services.hub; }
    bool hasKeychain() const { return m_services.keychain != nullptr; }
    /// The account's name.
    void signIn(const QString &token, std::function<void(const base::Result<QString> &)> done);
    void cancelSignIn(); ///< nothing is kept, unless it was a moment ago
    void signOut(std::function<void(const base::Result<void> &)> done);
    void stop(); ///< what is under way ends early

private:
    session::LoginPlace place() const;

    const session::LoginServices m_services;
    base::Background &m_background;
    base::CancelToken m_signingIn;
    base::CancelToken m_signingOut;
};

} // namespace weightyard::ui
