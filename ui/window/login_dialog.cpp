#include "ui/window/login_dialog.h"

#include "base/error_code.h"
#include "ui/desktop/open_page.h"
#include "ui/model/row_status.h"
#include "ui/widgets/parts.h"

#include <QDialogButtonBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

LoginDialog::LoginDialog(Account &account, QWidget *parent) : QDialog(parent), m_account(account)
{
    setWindowTitle(tr("Sign in"));
    setMinimumWidth(480);
    const QUrl hub = account.hub();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto *label = makeText(this, false);
    label->setText(tr("Token of %1, for private and gated models").arg(hub.host()));
    m_token = new QLineEdit(this);
    m_token->setEchoMode(QLineEdit::Password);
    label->setBuddy(m_token);
    m_says = makeText(this, true);
    m_says->setAlignment(Qt::AlignTop);
    m_says->setMinimumHeight(2 * fontMetrics().height() + 4);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_signIn = new QPushButton(tr("Sign in"));
    m_signIn->setProperty("primary", true); // before the box, whose style looks at it once
    buttons->addButton(m_signIn, QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    auto *page = new QPushButton(tr("Get a token…"), this);
    column->addWidget(label);
    column->addWidget(m_token);
    column->addWidget(page, 0, Qt::AlignLeft);
    column->addWidget(m_says);
    column->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(this, &QDialog::rejected, &m_account, &Account::cancelSignIn);
    connect(buttons, &QDialogButtonBox::accepted, this, &LoginDialog::signIn);
    connect(page, &QPushButton::clicked, this, [this, hub] {
        QUrl tokens = hub;
        tokens.setPath(hub.path() + u"/settings/tokens"_s);
        if (const base::Result<void> opened = openPage(tokens); !opened)
            say(RowText::trouble(opened.error()));
    });
    connect(m_token, &QLineEdit::textChanged, this, [this] { setBusy(false); });
    if (account.hasKeychain())
        say(tr("It is tried, then kept in the system's keychain and nowhere else."));
    else
        say(RowText::trouble({.kind = base::ErrorKind::Prerequisite, .cause = base::ErrorCode::NoKeychain}));
    setBusy(false);
}

void LoginDialog::setBusy(bool busy)
{
    m_token->setEnabled(!busy && m_account.hasKeychain());
    m_signIn->setEnabled(!busy && m_account.hasKeychain() && !m_token->text().trimmed().isEmpty());
}

// The dialog grows with what there is to say.
void LoginDialog::say(const QString &text)
{
    m_says->setText(breakable(text));
    layout()->activate();
    resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void LoginDialog::signIn()
{
    setBusy(true);
    say(tr("Asking %1…").arg(m_account.hub().host()));
    m_account.signIn(m_token->text(), [dialog = QPointer(this)](const base::Result<QString> &user) {
        if (!dialog)
            return;
        if (user) {
            Q_EMIT dialog->signedIn(*user);
            return dialog->accept();
        }
        dialog->setBusy(false);
        dialog->say(RowText::trouble(user.error()));
        dialog->m_token->setFocus();
    });
}

} // namespace weightyard::ui
