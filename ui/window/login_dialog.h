// LoginDialog: a token of the Hub, tried and kept in the system's keychain. GUI thread.
#pragma once

#include "ui/workbench/account.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace weightyard::ui {

class LoginDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LoginDialog(Account &account, QWidget *parent = nullptr);

Q_SIGNALS:
    void signedIn(const QString &user);

private:
    void signIn();
    void say(const QString &text);
    void setBusy(bool busy);

    Account &m_account;
    QLineEdit *m_token = nullptr;
    QLabel *m_says = nullptr;
    QPushButton *m_signIn = nullptr;
};

} // namespace weightyard::ui
