// BrowsePage: the view of the Hub: search, what was found, and the model that is opened, put together and wired to
// the workbench. Most of it is built when it is first needed: the window has its first frame sooner. GUI thread.
#pragma once

#include "ui/browse/hub_search.h"
#include "ui/browse/opened_model.h"
#include "ui/workbench/workbench.h"

#include <QWidget>

namespace weightyard::ui {

class BrowsePane;
class DetailsSplitter;
class FoundDetails;
class SearchBar;

class BrowsePage : public QWidget
{
    Q_OBJECT
public:
    BrowsePage(Workbench &workbench, QWidget *parent = nullptr);

    QWidget *searchBar() const;
    DetailsSplitter *splitter() { return m_splitter; } ///< null before filled()
    void begin();                                      ///< it is shown: asks what there is, the first time
    void focusSearch();
    void search(const QString &text);
    const hub::SearchWish &wish() const
    {
        return m_search.wish();
    } ///< for searchFor() of another window, in another language
    void searchFor(const hub::SearchWish &wish);
    /// Opens the model that an address, OWNER/NAME or a link weightyard://hub/OWNER/NAME means. False: it means none of the Hub's.
    bool openText(const QString &text);
    static bool isLink(const QString &text); ///< weightyard://hub/...
    void refreshModel(const QString &key);   ///< what is here of it has changed
    OpenedModel &opened() { return m_opened; }

Q_SIGNALS:
    void filled();                           ///< its parts are there; they are not shown yet
    void downloadWanted(const QString &key); ///< a row that is there now
    void added(const QString &key);
    void refused(const weightyard::base::Error &error); ///< what could not be added, or shown in a browser
    void ownModelWanted(const QString &key);            ///< empty: all of them
    void signInWanted();

private:
    void fill();
    void connectParts();
    void connectDetails();
    QList<library::ModelOnDisk> modelsHere() const;
    void openRow();
    bool isOpened(const QString &modelPath) const;
    void openLocation(const catalog::ModelLocation &location);
    void takeFound(const QList<hub::FoundModel> &models, bool first);
    void listExactSizes();
    void acceptText();
    base::PickWish wishUnseen() const;
    bool isStillMeant(const QList<hub::FoundModel> &models) const;
    std::optional<QString> addOpened();
    void refreshMachine();
    std::optional<catalog::ModelLocation> locationOf(const QString &text) const;

    Workbench &m_workbench;
    HubSearch m_search;
    OpenedModel m_opened;
    SearchBar *m_bar = nullptr;
    BrowsePane *m_pane = nullptr;
    FoundDetails *m_details = nullptr;
    DetailsSplitter *m_splitter = nullptr;
    bool m_focusesFound = false; ///< Return was pressed before the answer came
};

} // namespace weightyard::ui
