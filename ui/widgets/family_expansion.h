// FamilyExpansion: which families of a list are open. What the user collapses stays collapsed when rows come, go and are sorted, and
// in the next run. While a search is on, families are open; what is collapsed then is forgotten with the search. GUI thread.
#pragma once

#include <QObject>
#include <QSet>
#include <functional>

class QModelIndex;
class QTreeView;

namespace weightyard::ui {

class FamilyExpansion : public QObject
{
    Q_OBJECT
public:
    /// `name`: by what a family is known again, in any language. The view has its model already, and outlives this object.
    using Name = std::function<QString(const QModelIndex &family)>;
    FamilyExpansion(QTreeView &view, Name name, QObject *parent);

    void setSearching(bool searching);
    void refresh(); ///< after changes that a view loses its state by
    QStringList collapsed() const;
    void setCollapsed(const QStringList &names);

private:
    void refresh(int first, int last);
    void note(const QModelIndex &family, bool open);

    QTreeView &m_view;
    const Name m_name;
    QSet<QString> m_collapsed;
    QSet<QString> m_collapsedInSearch;
    bool m_searching = false;
    bool m_refreshing = false;
};

} // namespace weightyard::ui
