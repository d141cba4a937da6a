#include "ui/widgets/several_panel.h"

#include "ui/theme/paint.h"
#include "ui/widgets/action_menu.h"
#include "ui/widgets/parts.h"

#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

SeveralPanel::SeveralPanel(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    m_title = makeText(this, false);
    m_title->setFont(titleFont(font()));
    m_here = makeText(this, true);
    m_here->setFont(smallFont(font()));
    m_names = new QPlainTextEdit(this);
    m_names->setReadOnly(true);
    m_names->setTabChangesFocus(true);
    m_names->setFont(smallFont(font()));
    m_names->setAccessibleName(tr("Chosen models"));
    m_names->document()->setDocumentMargin(0);
    column->addWidget(m_title);
    column->addWidget(m_here);
    column->addSpacing(10);
    column->addWidget(makeLine(this));
    column->addSpacing(6);
    column->addWidget(m_names, 1);
    column->addSpacing(6);
    column->addWidget(makeButtons());
}

QWidget *SeveralPanel::makeButtons()
{
    const ActionBar bar = makeActionBar(tr("More actions"), this);
    m_first = bar.first;
    m_second = bar.second;
    m_more = bar.more;
    connect(m_first, &QPushButton::clicked, this, [this] { trigger(0); });
    connect(m_second, &QPushButton::clicked, this, [this] { trigger(1); });
    return bar.box;
}

void SeveralPanel::setRows(const QList<const ModelRow *> &rows)
{
    if (rows.isEmpty())
        return;
    m_title->setText(SeveralRows::title(rows));
    m_here->setText(SeveralRows::here(rows));
    if (const QString names = SeveralRows::names(rows);
        names != m_names->toPlainText()) // else it would scroll back
        m_names->setPlainText(names);
    setActions(SeveralRows::actions(rows), rows.size());
}

void SeveralPanel::setActions(const QList<SeveralAction> &actions, qsizetype all)
{
    if (actions == m_actions && all == m_all)
        return;
    m_actions = actions;
    m_all = all;
    const auto textOf = [&](const SeveralAction &one) {
        return SeveralRows::text(one.action, one.keys.size(), all);
    };
    const auto showOn = [&](QPushButton &button, const SeveralAction &one) {
        button.setText(
            SeveralRows::text(one.action, one.keys.size(), one.keys.size())); // "of 26" has no room
        button.setToolTip(textOf(one));
    };
    const bool hasFirst = !actions.isEmpty() && !isDestructive(actions[0].action);
    const bool hasSecond = hasFirst && actions.size() > 1 && !isDestructive(actions[1].action);
    m_first->setVisible(hasFirst);
    m_second->setVisible(hasSecond);
    if (hasFirst) {
        showOn(*m_first, actions[0]);
        m_first->setProperty("primary", isObvious(actions[0].action));
        m_first->setStyleSheet(m_first->styleSheet()); // looks at the property again
    }
    if (hasSecond)
        showOn(*m_second, actions[1]);
    QMenu *menu = m_more->menu();
    menu->clear();
    for (qsizetype i = hasSecond ? 2 : hasFirst ? 1 : 0; i < actions.size(); ++i)
        addTo(*menu, actions[i].action, textOf(actions[i]), [this, i] { trigger(i); });
    m_more->setEnabled(!menu->isEmpty());
}

void SeveralPanel::trigger(qsizetype place)
{
    if (place >= m_actions.size())
        return;
    const SeveralAction wanted = m_actions[place]; // rows may change while it is asked
    Q_EMIT triggered(wanted.keys, wanted.action);
}

} // namespace weightyard::ui
