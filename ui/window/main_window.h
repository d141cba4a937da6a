// MainWindow: puts the parts of the window together and wires them to the workbench; keeps size and place; takes what is dropped and
// pasted; asks before it closes. GUI thread.
#pragma once

#include "ui/settings/settings_window.h"
#include "ui/widgets/reading_order.h"
#include "ui/workbench/workbench.h"

#include <QMainWindow>

class QLabel;

namespace weightyard::ui {

class Banner;
class CheckStrip;
class Closing;
class DesktopLink;
class DetailsPanel;
class DiskBand;
class DownloadActions;
class ModelsPane;
class SignIn;
class Toolbar;
class TotalBar;
class Troubles;
class WindowMenu;
class WindowPages;
class WindowSettings;
class WindowTools;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `preselected`: models or URLs of the command line, ticked once the catalogue is there.
    MainWindow(Workbench &workbench, QStringList preselected, QWidget *parent = nullptr);

    /// Another start named these models: they are ticked, and the window is shown.
    void comeToFront(const QStringList &models);
    /// Something that the user should know, which stops nothing: in the banner, with its remedy.
    void tell(const QString &key, const base::Error &error);
    void keepPlace(); ///< size, place and columns, for the next window
    void showSettings(SettingsWindow::Page page);

Q_SIGNALS:
    /// Leaving was asked for, and a download does not stop (a disk that does not answer). All that can be kept is kept.
    void stuck();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool focusNextPrevChild(bool next) override { return focusInReadingOrder(*this, next); }
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void makePage();
    void connectMenu();
    void connectParts();
    void connectPages();
    void connectWorkbench();
    void connectDesktop();
    void readGeometry();
    void refreshFigures();
    void refreshTotals(bool tick);
    void refreshDetails();
    void addModel(const QString &text);
    void tickPreselected();
    void applyColours();

    Workbench &m_workbench;
    QStringList m_preselected;
    WindowMenu *m_menu = nullptr;
    Toolbar *m_toolbar = nullptr;
    Banner *m_banner = nullptr;
    WindowPages *m_pages = nullptr;
    ModelsPane *m_models = nullptr; ///< of the pages
    DetailsPanel *m_details = nullptr;
    DiskBand *m_disk = nullptr;
    CheckStrip *m_checks = nullptr;
    TotalBar *m_total = nullptr;
    WindowTools *m_tools = nullptr;
    DownloadActions *m_actions = nullptr;
    Troubles *m_troubles = nullptr;
    SignIn *m_signIn = nullptr;
    WindowSettings *m_settings = nullptr;
    DesktopLink *m_desktop = nullptr;
    Closing *m_closing = nullptr;
};

} // namespace weightyard::ui
