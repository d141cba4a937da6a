#include "ui/workbench/account.h"

namespace weightyard::ui {

using base::Result;

Account::Account(const session::LoginServices &services, base::Background &background, QObject *parent)
    : QObject(parent),
      m_services(services),
      m_background(background)
{}

session::LoginPlace Account::place() const
{
    return {.origin = base::Origin::of(m_services.hub), .user = {}, .isHub = true};
}

void Account::signIn(const QString &token, std::function<void(const Result<QString> &)> done)
{
    m_signingIn = {};
    m_background.run([services = m_services, place = place(), token,
                      stop = m_signingIn] { return session::login(services, place, token, stop); },
                     std::move(done));
}

void Account::signOut(std::function<void(const Result<void> &)> done)
{
    m_background.run([services = m_services, place = place(),
                      stop = m_signingOut] { return session::logout(services, place, stop); },
                     std::move(done));
}

void Account::cancelSignIn()
{
    m_signingIn.cancel();
}

void Account::stop()
{
    m_signingIn.cancel();
    m_signingOut.cancel();
}

} // namespace weightyard::ui
