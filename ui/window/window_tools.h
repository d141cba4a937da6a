// WindowTools: the part of the menu that is about models that are here and about other ways to get them: updates, folders of download
// scripts, models of other programs, the disk. Opens the dialogs. GUI thread.
#pragma once

#include "ui/window/mirror_tools.h"
#include "ui/window/model_actions.h"
#include "ui/window/script_tools.h"

class QAction;
class QMenu;

namespace weightyard::ui {

class WindowTools : public QObject
{
    Q_OBJECT
public:
    /// Adds its entries to the menu before `before`. `window`: over which dialogs are opened.
    WindowTools(Workbench &workbench, Banner &banner, QMenu *menu, QAction *before, QWidget *window);

    ModelActions &models() { return m_models; }
    ScriptTools &scripts() { return m_scripts; }
    void showDisk(); ///< what takes room

private:
    void addUpdates(QMenu *menu, QAction *before);
    void takeOver();

    Workbench &m_workbench;
    QWidget *m_window;
    ModelActions m_models;
    ScriptTools m_scripts;
    MirrorTools m_mirror;
};

} // namespace weightyard::ui
