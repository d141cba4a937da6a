// SearchBar: the toolbar's part for browsing: the words of the search, and how what is found is sorted. GUI thread.
#pragma once

#include "hub/model_search.h"

#include <QWidget>

class QPushButton;

namespace weightyard::ui {

class SearchField;

class SearchBar : public QWidget
{
    Q_OBJECT
public:
    explicit SearchBar(QWidget *parent = nullptr);

    void setSort(hub::SearchWish::Sort sort);
    void setText(const QString &text);
    QString text() const;
    void focusSearch();

Q_SIGNALS:
    void searched(const QString &text);
    void accepted(); ///< Return, or down to what was found
    void sortWanted(weightyard::hub::SearchWish::Sort sort);

private:
    void showMenu();

    hub::SearchWish::Sort m_sort = hub::SearchWish::Sort::Trending;
    SearchField *m_field = nullptr;
    QPushButton *m_button = nullptr;
};

} // namespace weightyard::ui
