#include "ui/browse/gate_box.h"

#include "base/error_code.h"
#include "ui/browse/opened_model.h"
#include "ui/model/row_status.h"
#include "ui/text/format.h"
#include "ui/text/messages.h"
#include "ui/widgets/eliding_button.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/parts.h"

#include <QStyle>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using Gate = OpenedModel::Gate;

namespace {
constexpr qsizetype kLongestShown = 600; // the whole of it is on the page
} // namespace

GateBox::GateBox(QWidget *parent) : QFrame(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 10, 0, 0);
    column->setSpacing(8);
    m_text = makeText(this, false);
    column->addWidget(m_text);
    m_prompt = makeText(this, true);
    column->addWidget(m_prompt);
    auto *buttons = new QWidget(this);
    auto *flow = new FlowLayout(buttons);
    flow->setContentsMargins(0, 0, 0, 0);
    flow->setSpacing(8);
    const auto make = [&](const QString &text, void (GateBox::*wanted)()) {
        auto *button = new QPushButton(text, buttons);
        flow->addWidget(button);
        connect(button, &QPushButton::clicked, this, wanted);
        return button;
    };
    m_signIn = make(tr("Sign in…"), &GateBox::signInWanted);
    m_page = make(tr("Open page"), &GateBox::pageWanted);
    m_again = make(tr("Check again"), &GateBox::againWanted);
    column->addWidget(buttons);
    hide();
}

void GateBox::setModel(const OpenedModel &model)
{
    // What its author asks for, before anybody has to say yes to it.
    const QString prompt = model.look() ? model.look()->details.gatePrompt : QString();
    const bool isShut = model.gate() != Gate::None && model.gate() != Gate::Open;
    const bool isCut = prompt.size() > kLongestShown;
    m_prompt->setText(
        breakable(text::withoutControls(prompt.left(kLongestShown)) + (isCut ? u"…"_s : QString())));
    m_prompt->setVisible(isShut && !prompt.isEmpty());
    switch (model.gate()) {
    case Gate::None:
        hide();
        return;
    case Gate::Asking:
        return show(tr("Gated. Asking whether you have access…"), true, 0, Again);
    case Gate::Open:
        return show(tr("Gated; you have access."), true, 0, Again);
    case Gate::NotTold:
        return show(tr("Gated. This host does not tell whether you have access."), false, Page | Again, Page);
    case Gate::Closed:
        return showRefusal(model);
    }
}

void GateBox::showRefusal(const OpenedModel &model)
{
    const base::Error &error = *model.gateError();
    switch (error.cause.code) {
    case ErrorCode::GatedNoToken:
        return show(tr("Gated: sign in with an account that has accepted its terms."), false,
                    SignIn | Page | Again, SignIn);
    case ErrorCode::GatedTerms:
        return show(tr("Gated: your account has not accepted its terms yet. They are on its page."), false,
                    Page | Again, Page);
    case ErrorCode::GatedWaiting:
        return show(tr("Gated: its author has not answered your request yet."), false, Page | Again, Again);
    case ErrorCode::GatedRejected:
        return show(
            tr("Gated: its author has refused your request. It cannot be downloaded with this account."),
            false, SignIn | Page, Page);
    case ErrorCode::GatedTokenScope:
        return show(tr("Gated: your token may not read such models. Sign in with one that may."), false,
                    SignIn | Again, SignIn);
    default:
        return show(RowText::trouble(error), false, SignIn | Page | Again, Again);
    }
}

void GateBox::show(const QString &text, bool isGood, int buttons, Button primary)
{
    m_text->setText(breakable(text));
    m_text->setProperty("tone", isGood ? QStringLiteral("plain") : QStringLiteral("caution"));
    m_text->setProperty("secondary", isGood);
    m_text->style()->unpolish(m_text); // looks at the properties again
    m_text->style()->polish(m_text);
    for (const auto &[button, which] : {std::pair(m_signIn, SignIn), {m_page, Page}, {m_again, Again}}) {
        button->setVisible((buttons & which) != 0);
        button->setProperty("primary", primary == which);
        button->setStyleSheet(button->styleSheet());
    }
    m_signIn->parentWidget()->setVisible(buttons != 0);
    setVisible(true);
}

} // namespace weightyard::ui
