// SignIn: what the menu does with the account, told in the banner. GUI thread.
#pragma once

#include "ui/workbench/account.h"

namespace weightyard::ui {

class Banner;

class SignIn : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which the dialog is shown.
    SignIn(Account &account, Banner &banner, QWidget *window);

    void signIn();
    void signOut();

private:
    Account &m_account;
    Banner &m_banner;
    QWidget *m_window;
};

} // namespace weightyard::ui
