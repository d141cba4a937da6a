#include "ui/window/sign_in.h"

#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/window/login_dialog.h"

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kToldMs = 8000;
} // namespace

SignIn::SignIn(Account &account, Banner &banner, QWidget *window)
    : QObject(window),
      m_account(account),
      m_banner(banner),
      m_window(window)
{}

void SignIn::signIn()
{
    auto *dialog = new LoginDialog(m_account, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &LoginDialog::signedIn, this, [this](const QString &user) {
        m_banner.post({.key = u"account"_s,
                       .tone = Tone::Good,
                       .text = tr("Signed in to %1 as %2.").arg(m_account.hub().host(), user),
                       .forMs = kToldMs});
    });
    dialog->open();
}

void SignIn::signOut()
{
    m_account.signOut([this](const base::Result<void> &gone) {
        m_banner.post({.key = u"account"_s,
                       .tone = gone ? Tone::Plain : Tone::Bad,
                       .text = gone ? tr("Signed out of %1.").arg(m_account.hub().host())
                                    : RowText::trouble(gone.error()),
                       .forMs = kToldMs});
    });
}

} // namespace weightyard::ui
