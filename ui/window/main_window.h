// MainWindow: lays out the bands and wires them to the workbench. No state of its own but how it looks. GUI thread.
#pragma once

#include "ui/model/model_filter.h"
#include "ui/widgets/details_panel.h"
#include "ui/workbench/workbench.h"

#include <QMainWindow>

class QLineEdit;
class QSplitter;

namespace weightyard::ui {

class Banner;
class CheckBox;
class CheckStrip;
class ChipBar;
class DiskGauge;
class ModelView;
class TotalBar;

class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `preselected`: models or URLs of the command line, ticked once the catalogue is there.
    MainWindow(Workbench &workbench, QStringList preselected, QWidget *parent = nullptr);
    ~MainWindow() override;

    /// Another start named these models: they are ticked, and the window is shown.
    void comeToFront(const QStringList &models);
    /// Something that the user should know, which stops nothing: in the banner, with its remedy.
    void tell(const QString &key, const base::Error &error);

Q_SIGNALS:
    /// Leaving was asked for, and a download does not stop (a disk that does not answer). All that can be kept is kept.
    void stuck();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget *makeToolbar();
    QWidget *makeMiddle();
    QWidget *makeDiskBand();
    QWidget *makeBand(QWidget *content, int height);
    QMenu *makeMenu();
    void addRateMenu(QMenu &menu);
    void makeShortcuts();
    void connectWorkbench();
    void connectTroubles();
    void connectView();
    void readGeometry();
    void keepGeometry();

    void refreshOffers();
    void refreshDetails();
    void refreshTotals(bool tick);
    void showTrouble(const QString &key, const QString &what, const base::Error &error);
    void refreshCounts();
    void refreshDisk();
    void refreshCleanUp();
    void expandAll();
    void applyColours();

    void downloadSelected();
    void downloadAll();
    void confirm(const DownloadPlan &plan, bool all);
    void confirmDiscard(const ModelRow &row, const std::function<void()> &discard);
    void begin(const QStringList &keys);
    void pauseOrResumeAll();
    void act(const QString &key, RowAction action);
    void showDetails(bool show);
    void placeDetails();
    int scaled(int pixels) const;
    void showRowMenu(const QPoint &place); ///< in the view's viewport
    void chooseLibrary();
    void addModel(const QString &text);
    void tickPreselected();
    void copyDiagnostics(const QString &key);
    void showCheckBanner(const prerequisites::CheckResult &result);
    QString chosenKey() const;

    Workbench &m_workbench;
    QStringList m_preselected;
    ModelFilter m_filter;
    QLineEdit *m_search = nullptr;
    QPushButton *m_downloadSelected = nullptr;
    QPushButton *m_downloadAll = nullptr;
    QPushButton *m_pauseAll = nullptr;
    QAction *m_extra = nullptr;
    QAction *m_showDetails = nullptr;
    Banner *m_banner = nullptr;
    ChipBar *m_chips = nullptr;
    ModelView *m_view = nullptr;
    QLabel *m_nothing = nullptr; ///< over an empty list: why it is empty
    QSplitter *m_splitter = nullptr;
    DetailsPanel *m_details = nullptr;
    DiskGauge *m_gauge = nullptr;
    CheckBox *m_removeGit = nullptr;
    QLabel *m_removeGitNote = nullptr;
    CheckStrip *m_checks = nullptr;
    TotalBar *m_total = nullptr;
    bool m_narrow = false;
    bool m_detailsWanted = true;
    bool m_leaving = false;
};

} // namespace weightyard::ui
