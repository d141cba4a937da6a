// LibraryMenu: fills the menu of libraries: which one downloads go into, which others are shown, and moving; says in the banner what
// a choice leaves in the old one, and how a move goes. GUI thread.
#pragma once

#include "ui/workbench/libraries.h"

#include <QMenu>
#include <functional>

namespace weightyard::ui {

class Banner;
class Workbench;

class LibraryMenu : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which folders are asked for.
    LibraryMenu(Workbench &workbench, Banner &banner, QMenu &menu, QWidget *window);

    void chooseTarget(); ///< where downloads go
    void addFolder();
    void move();

private:
    void fill();
    void addLibraries();
    void addTakeOff();
    void askFolder(const QString &title, const std::function<void(const QString &folder)> &chosen);
    void confirmMove(const QString &folder);
    void tellChoice(const Libraries::Choice &choice);
    void tellMove(qint64 done, qint64 total);
    void tellMoved(const session::LibraryMoved &moved);

    Workbench &m_workbench;
    Banner &m_banner;
    QMenu &m_menu;
    QWidget *m_window;
};

} // namespace weightyard::ui
