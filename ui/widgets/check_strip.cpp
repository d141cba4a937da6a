#include "ui/widgets/check_strip.h"

#include "ui/text/check_text.h"
#include "ui/text/sentence.h"
#include "ui/widgets/eliding_button.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFrame>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;
using prerequisites::CheckId;
using prerequisites::CheckResult;
using prerequisites::CheckState;

namespace {

QString symbolOf(CheckState state)
{
    switch (state) {
    case CheckState::Running:
        return u"…"_s;
    case CheckState::Good:
        return u"✓"_s;
    case CheckState::Advice:
        return u"i"_s;
    case CheckState::Failed:
    case CheckState::TimedOut:
        return u"!"_s;
    }
    Q_UNREACHABLE();
}

QString toneOf(CheckState state)
{
    switch (state) {
    case CheckState::Running:
        return u"plain"_s;
    case CheckState::Good:
        return u"good"_s;
    case CheckState::Advice:
    case CheckState::TimedOut:
        return u"caution"_s;
    case CheckState::Failed:
        return u"bad"_s;
    }
    Q_UNREACHABLE();
}

text::CheckText textOf(const CheckResult &result)
{
    static const text::Packages packages = text::currentPackages();
    return text::checkText(result, packages);
}

// Good news that is shown elsewhere, or that nobody asks for, takes no room.
bool isWorthAPlace(const CheckResult &result)
{
    switch (result.id) {
    case CheckId::Libgit2:
    case CheckId::Space:
    case CheckId::DataHosts:
        return result.state != CheckState::Good && result.state != CheckState::Running;
    case CheckId::Git:
    case CheckId::GitLfs:
    case CheckId::Library:
    case CheckId::Hub:
        return true;
    }
    Q_UNREACHABLE();
}

QLabel *addParagraph(QVBoxLayout &column, const QString &text, bool secondary)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    label->setProperty("secondary", secondary);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setVisible(!text.isEmpty());
    column.addWidget(label);
    return label;
}

} // namespace

CheckStrip::CheckStrip(QWidget *parent) : QWidget(parent)
{
    m_line = new QHBoxLayout(this);
    m_line->setContentsMargins(0, 0, 0, 0);
    m_line->setSpacing(12);
    for (const CheckId id : prerequisites::allChecks()) {
        auto *button = new ElidingButton(this);
        button->setProperty("check", true);
        button->hide();
        m_buttons.insert(id, button);
        m_line->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, id] { open(id); });
    }
    m_line->addStretch(1);
    auto *again = new ElidingButton(this);
    again->setText(tr("Check again"));
    again->setProperty("link", true);
    m_line->addWidget(again);
    connect(again, &QPushButton::clicked, this, &CheckStrip::againWanted);
}

void CheckStrip::setResults(const QList<CheckResult> &results)
{
    for (const CheckResult &result : results)
        setResult(result);
}

QString CheckStrip::foundOf(const CheckResult &result)
{
    return text::sentence(textOf(result).found);
}

QString CheckStrip::sentenceOf(const CheckResult &result)
{
    return text::sentences({foundOf(result), textOf(result).remedy});
}

void CheckStrip::setResult(const CheckResult &result)
{
    m_results.insert(result.id, result);
    QPushButton &button = *m_buttons.value(result.id);
    const bool hasVersion = result.state == CheckState::Good && !result.version.isEmpty();
    button.setText(symbolOf(result.state) + u' ' + textOf(result).title
                   + (hasVersion ? u' ' + result.version : QString()));
    button.setAccessibleName(hasVersion ? textOf(result).title + u' ' + result.version
                                        : textOf(result).title);
    button.setAccessibleDescription(sentenceOf(result));
    button.setToolTip(sentenceOf(result));
    button.setProperty("tone", toneOf(result.state));
    button.style()->unpolish(&button); // looks at the property again
    button.style()->polish(&button);
    button.setVisible(isWorthAPlace(result));
}

void CheckStrip::open(CheckId id)
{
    const CheckResult result = m_results.value(id);
    auto *popup = new QFrame(this, Qt::Popup);
    popup->setObjectName(u"popup"_s);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFixedWidth(std::max(380, fontMetrics().averageCharWidth() * 54));
    auto *column = new QVBoxLayout(popup);
    column->setContentsMargins(16, 12, 16, 12);
    column->setSpacing(8);
    const text::CheckText text = textOf(result);
    QLabel *title = addParagraph(*column, text.title, false);
    QFont bold = title->font();
    bold.setWeight(QFont::DemiBold);
    title->setFont(bold);
    addParagraph(*column, text.found, false);
    addParagraph(*column, text.why, true);
    addParagraph(*column, text.remedy, false);
    if (!text.command.isEmpty()) {
        auto *line = new QHBoxLayout;
        auto *command = new QLabel(text.command);
        command->setTextFormat(Qt::PlainText);
        command->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
        command->setWordWrap(true);
        command->setTextInteractionFlags(Qt::TextSelectableByMouse);
        auto *copy = new QPushButton(tr("Copy"));
        line->addWidget(command, 1);
        line->addWidget(copy);
        column->addLayout(line);
        connect(copy, &QPushButton::clicked, popup, [command = text.command, popup] {
            QGuiApplication::clipboard()->setText(command);
            popup->close();
        });
    }
    popup->adjustSize();
    const QPushButton *button = m_buttons.value(id);
    const int left = isRightToLeft() ? button->width() - popup->width() : 0;
    QPoint place = button->mapToGlobal(QPoint(left, -popup->height() - 4));
    const QRect all = screen()->availableGeometry();
    place.setX(std::max(std::min(place.x(), all.right() - popup->width()), all.left()));
    popup->move(place);
    popup->show();
}

} // namespace weightyard::ui
