// WindowPages: the views of the window: own models and the Hub, each a list with details beside it, and the downloads; one of them is
// shown. Keeps their places between runs. GUI thread.
#pragma once

#include "ui/window/browse_page.h"
#include "ui/window/details_splitter.h"
#include "ui/window/downloads_page.h"
#include "ui/window/models_pane.h"
#include "ui/window/toolbar.h"

#include <QStackedWidget>

class QSettings;
class QVBoxLayout;

namespace weightyard::ui {

class DetailsPanel;

class WindowPages : public QStackedWidget // each page gives the focus to its list
{
    Q_OBJECT
public:
    WindowPages(Workbench &workbench, QWidget *parent);

    ModelsPane &models() { return *m_models; }
    DetailsPanel &details() { return *m_details; }
    BrowsePage &browse() { return *m_browse; }
    DownloadsPage &downloads() { return *m_downloads; }

    void showView(Toolbar::View view);
    void showModel(const QString &key); ///< in My models
    QWidget *home() const;              ///< where the keyboard goes in the view that is shown
    void showDetails(bool shown) { shownSplitter().showDetails(shown); }
    bool closeDrawer(); ///< false: there is none over the list
    /// Opens what a text names on the Hub. False: it names none of its models.
    bool openOnHub(const QString &text);

    void refreshDetails(Workbench &workbench); ///< of what is chosen among the own models
    void setWindowWidth(int width);
    void restore(const QSettings &kept, int windowWidth);
    void keep(QSettings &kept) const;

Q_SIGNALS:
    void folderWanted(); ///< another one for the models, at the first start
    void viewShown(weightyard::ui::Toolbar::View view);
    void detailsShownChanged(std::optional<bool> shown); ///< of the view that is shown; nothing: it has none

private:
    bool isShown(const QWidget *page) const { return currentWidget() == page; }
    DetailsSplitter &shownSplitter();
    void connectSplitter(DetailsSplitter &splitter);
    void addWelcome(Workbench &workbench, QVBoxLayout &column);
    void connectParts();

    ModelsPane *m_models = nullptr;
    DetailsPanel *m_details = nullptr;
    DetailsSplitter *m_splitter = nullptr; ///< of the own models
    BrowsePage *m_browse = nullptr;
    DownloadsPage *m_downloads = nullptr;
    struct {
        QByteArray sizes;
        std::optional<bool> shown;
    } m_kept; ///< of the splitters, when the last run ended
    int m_windowWidth = 0;
};

} // namespace weightyard::ui
