// BrowsePane: filters, what a search of the Hub has found, and why that is nothing. Asks for the next page when the end of the list is
// near. GUI thread.
#pragma once

#include "ui/browse/found_list.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace weightyard::ui {

class FilterBar;
class FoundView;
class HubSearch;

class BrowsePane : public QWidget
{
    Q_OBJECT
public:
    BrowsePane(HubSearch &search, const ModelTree &tree, const base::Clock &clock, QWidget *parent = nullptr);

    FoundList &list() { return m_list; }
    const FoundRow *chosen() const; ///< null: none
    void choose(const QString &id);
    void setMachine(const session::Machine &machine);
    void focusList();
    void refreshStates();              ///< of what is here
    void setOpened(const QString &id); ///< whose details are there; empty: none

Q_SIGNALS:
    void chosenChanged();
    void detailsWanted();
    void ownModelsWanted(); ///< in place of a Hub that does not answer

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeList(const base::Clock &clock);
    QWidget *makeMessage();
    QWidget *makeFoot();
    void take(const QList<hub::FoundModel> &models, bool first);
    void fillView();
    void refresh();
    void refreshMessage();
    void refreshFoot();
    void act();

    HubSearch &m_search;
    FoundList m_list;
    FilterBar *m_filters = nullptr;
    FoundView *m_view = nullptr;
    QWidget *m_message = nullptr; ///< over an empty list
    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QPushButton *m_button = nullptr;
    QPushButton *m_other = nullptr;
    QWidget *m_foot = nullptr;
    QLabel *m_count = nullptr;
    QPushButton *m_footButton = nullptr;
    QString m_opened;
    int m_filled = 0; ///< pages asked for since anybody has scrolled
};

} // namespace weightyard::ui
