#include "ui/window/window_menu.h"

#include "ui/text/format.h"

#include <QActionGroup>
#include <algorithm>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

WindowMenu::WindowMenu(qint64 rateLimit, QWidget *parent) : QMenu(parent)
{
    addAction(tr("Add model…"), QKeySequence(u"Ctrl+N"_s), this, &WindowMenu::addWanted);
    m_extra = addAction(tr("Show more models"));
    m_extra->setCheckable(true);
    connect(m_extra, &QAction::toggled, this, &WindowMenu::extraWanted);
    addAction(tr("Ask the hub for exact sizes"), this, &WindowMenu::sizesWanted);
    addSeparator();
    m_libraries = addMenu(tr("Library"));
    m_toolsPlace = m_libraries->menuAction();
    addRates(rateLimit);
    addAction(tr("Look again"), QKeySequence::Refresh, this, &WindowMenu::lookWanted);
    m_details = addAction(tr("Show details"), QKeySequence(u"Ctrl+I"_s), this, &WindowMenu::detailsWanted);
    m_details->setCheckable(true);
    m_details->setChecked(true);
    addSeparator();
    addAction(tr("Sign in…"), this, &WindowMenu::signInWanted);
    addAction(tr("Sign out"), this, &WindowMenu::signOutWanted);
    addSeparator();
    addAction(tr("Copy diagnostics"), this, &WindowMenu::diagnosticsWanted);
    addAction(tr("Quit"), QKeySequence::Quit, this, &WindowMenu::quitWanted);
}

// The setting may be of the terminal program: its value stands among the usual ones.
void WindowMenu::addRates(qint64 now)
{
    QMenu *rates = addMenu(tr("Speed limit"));
    rates->setObjectName(u"rates"_s);
    auto *group = new QActionGroup(rates);
    QList<qint64> offered{0,          1'000'000,  2'000'000,  5'000'000,
                          10'000'000, 20'000'000, 50'000'000, 100'000'000};
    if (!offered.contains(now))
        offered.append(now);
    std::sort(offered.begin(), offered.end());
    for (const qint64 rate : std::as_const(offered)) {
        QAction *action = rates->addAction(rate == 0 ? tr("No limit") : text::formatLimit(rate), this,
                                           [this, rate] { Q_EMIT rateWanted(rate); });
        action->setCheckable(true);
        action->setChecked(rate == now);
        group->addAction(action);
    }
}

void WindowMenu::setExtra(bool shown)
{
    m_extra->setChecked(shown);
}

void WindowMenu::setDetails(bool shown)
{
    m_details->setChecked(shown);
}

} // namespace weightyard::ui
