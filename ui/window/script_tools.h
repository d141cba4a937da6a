// ScriptTools: the entries of the menu about download scripts and catalogues for other machines, with their dialogs. GUI thread.
#pragma once

#include "ui/workbench/workbench.h"

class QAction;
class QFileDialog;
class QMenu;

namespace weightyard::ui {

class Banner;

class ScriptTools : public QObject
{
    Q_OBJECT
public:
    ScriptTools(Workbench &workbench, Banner &banner, QWidget *window);

    void addTo(QMenu *menu, QAction *before);
    /// A folder that was chosen, or dropped on the window.
    void open(const QString &folder);

private:
    void chooseFolder(const QString &title, const std::function<void(const QString &)> &chosen);
    void tellOpened(const session::ScriptModels &models);
    void fillClosing(QMenu *menu);
    void exportScripts();
    void exportCatalogue();
    void tell(const base::Error &error);
    void tellGood(const QString &text);

    Workbench &m_workbench;
    Banner &m_banner;
    QWidget *m_window;
};

} // namespace weightyard::ui
