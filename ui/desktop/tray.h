// Tray: the program's icon where the desktop has a tray: how far the downloads are, and a menu. The window may be hidden only while the
// icon can be seen, and comes back when it cannot. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QMenu>
#include <QSystemTrayIcon>
#include <QTimer>

class QWidget;

namespace weightyard::ui {

class Workbench;

class Tray : public QObject
{
    Q_OBJECT
public:
    /// All of it outlives this object.
    Tray(Workbench &workbench, const TrayWatch &watch, QWidget *window);
    ~Tray() override;

    bool canKeep() const; ///< there is an icon now
    void keep();          ///< hides the window; only while canKeep()

Q_SIGNALS:
    void frontWanted();
    void quitWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refreshIcon();
    void fillMenu();
    void refreshToolTip();
    void lookAfterWindow();

    Workbench &m_workbench;
    const TrayWatch &m_watch;
    QWidget *m_window;
    QMenu m_menu;
    std::unique_ptr<QSystemTrayIcon> m_icon;
    QTimer m_look; ///< while the window is hidden
};

} // namespace weightyard::ui
