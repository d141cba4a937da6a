// WindowInLanguage: the program's window. When another language is chosen, another window takes its place, in it: the downloads, which are
// the workbench's, go on, as does what the desktop waits for; what the banner told is told again. GUI thread.
#pragma once

#include "ui/window/main_window.h"

#include <memory>

namespace weightyard::gui {

class WindowInLanguage : public QObject
{
    Q_OBJECT
public:
    /// Shows it. The workbench outlives this object.
    WindowInLanguage(ui::Workbench &workbench, const QStringList &models);

    ui::MainWindow &window() { return *m_window; }
    void comeToFront(const QStringList &models) { m_window->comeToFront(models); }

private:
    void makeWindow(const QStringList &models);
    void changeLanguage();

    ui::Workbench &m_workbench;
    std::unique_ptr<ui::MainWindow> m_window;
};

} // namespace weightyard::gui
