#include "ui/window/window_menu.h"

#include "ui/text/format.h"

#include <QActionGroup>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

WindowMenu::WindowMenu(QWidget *parent) : QMenu(parent)
{
    addAction(tr("Add model…"), QKeySequence(u"Ctrl+N"_s), this, &WindowMenu::addWanted);
    m_extra = addAction(tr("Show more models"));
    m_extra->setCheckable(true);
    connect(m_extra, &QAction::toggled, this, &WindowMenu::extraWanted);
    addAction(tr("Ask the hub for exact sizes"), this, &WindowMenu::sizesWanted);
    addSeparator();
    m_libraries = addMenu(tr("Library"));
    m_toolsPlace = m_libraries->menuAction();
    m_rates = addMenu(tr("Speed limit"));
    m_rates->setObjectName(u"rates"_s);
    m_rateGroup = new QActionGroup(m_rates);
    for (const qint64 rate :
         {0, 1'000'000, 2'000'000, 5'000'000, 10'000'000, 20'000'000, 50'000'000, 100'000'000})
        m_rates->addAction(makeRate(rate));
    addAction(tr("Look again"), QKeySequence::Refresh, this, &WindowMenu::lookWanted);
    m_details = addAction(tr("Show details"), QKeySequence(u"Ctrl+I"_s), this, &WindowMenu::detailsWanted);
    m_details->setObjectName(u"details"_s);
    m_details->setCheckable(true);
    m_details->setChecked(true);
    addSeparator();
    addAction(tr("Sign in…"), this, &WindowMenu::signInWanted);
    addAction(tr("Sign out"), this, &WindowMenu::signOutWanted);
    addSeparator();
    addAction(tr("Settings…"), QKeySequence(u"Ctrl+,"_s), this, &WindowMenu::settingsWanted);
    addAction(tr("Copy diagnostics"), this, &WindowMenu::diagnosticsWanted);
    addAction(tr("About Weightyard"), QKeySequence(Qt::Key_F1), this, &WindowMenu::aboutWanted);
    addAction(tr("Quit"), QKeySequence::Quit, this, &WindowMenu::quitWanted);
}

// A value of the user's own stands among the usual ones.
void WindowMenu::setRate(qint64 now)
{
    QAction *after = nullptr; // the first one that is faster
    const QList<QAction *> offered = m_rates->actions();
    for (QAction *action : offered) {
        const qint64 rate = action->data().toLongLong();
        if (rate == now)
            return action->setChecked(true);
        if (after == nullptr && rate > now)
            after = action;
    }
    QAction *own = makeRate(now);
    m_rates->insertAction(after, own);
    own->setChecked(true);
}

QAction *WindowMenu::makeRate(qint64 rate)
{
    auto *action = new QAction(rate == 0 ? tr("No limit") : text::formatLimit(rate), m_rates);
    action->setCheckable(true);
    action->setData(rate);
    m_rateGroup->addAction(action);
    connect(action, &QAction::triggered, this, [this, rate] { Q_EMIT rateWanted(rate); });
    return action;
}

void WindowMenu::setExtra(bool shown)
{
    m_extra->setChecked(shown);
}

void WindowMenu::setDetails(std::optional<bool> shown)
{
    m_details->setEnabled(shown.has_value());
    m_details->setChecked(shown.value_or(m_details->isChecked()));
}

} // namespace weightyard::ui
