#include "ui/window/window_tools.h"

#include "ui/window/adopt_dialog.h"
#include "ui/window/disk_dialog.h"

#include <QMenu>
#include <functional>

namespace weightyard::ui {

namespace {

QAction *insertEntry(QMenu *menu, QAction *before, const QString &text, const std::function<void()> &chosen)
{
    auto *action = new QAction(text, menu);
    QObject::connect(action, &QAction::triggered, action, chosen);
    menu->insertAction(before, action);
    return action;
}

} // namespace

WindowTools::WindowTools(Workbench &workbench, Banner &banner, QMenu *menu, QAction *before, QWidget *window)
    : QObject(window),
      m_workbench(workbench),
      m_window(window),
      m_models(workbench, banner, window),
      m_scripts(workbench, banner, window),
      m_mirror(workbench, banner, window)
{
    addUpdates(menu, before);
    menu->insertSeparator(before);
    m_scripts.addTo(menu, before);
    insertEntry(menu, before, tr("Fill a mirror…"), [this] { m_mirror.ask(); });
    menu->insertSeparator(before);
    insertEntry(menu, before, tr("Take over models…"), [this] { takeOver(); });
    insertEntry(menu, before, tr("Disk usage…"), [this] { showDisk(); });
    menu->insertSeparator(before);
}

void WindowTools::addUpdates(QMenu *menu, QAction *before)
{
    Updates &updates = m_workbench.tools().updates();
    QAction *check =
        insertEntry(menu, before, tr("Check for updates"), [this] { m_models.checkForUpdates(); });
    QAction *all = insertEntry(menu, before, tr("Update all"), [this] { m_models.updateAll(); });
    connect(&updates, &Updates::checkingChanged, check, [check](bool on) { check->setEnabled(!on); });
    connect(menu, &QMenu::aboutToShow, all, [this, all] {
        const int models = m_workbench.tree().sums().updates;
        all->setText(models > 0 ? tr("Update all · %1").arg(models) : tr("Update all"));
        all->setEnabled(models > 0);
    });
}

void WindowTools::takeOver()
{
    auto *dialog = new AdoptDialog(m_workbench.tools().adopter(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WindowTools::showDisk()
{
    auto *dialog = new DiskDialog(m_workbench.tools().diskUsage(), m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

} // namespace weightyard::ui
