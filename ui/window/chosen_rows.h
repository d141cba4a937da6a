// ChosenRows: which models are chosen in the list, by their keys. They stay chosen while search, chips and sorting move their rows, and
// when the rows are made anew; what is not seen counts only once it is seen again. GUI thread.
#pragma once

#include "ui/model/model_filter.h"

#include <QItemSelection>
#include <QSet>
#include <QTimer>
#include <QTreeView>

namespace weightyard::ui {

class ModelTree;

class ChosenRows : public QObject
{
    Q_OBJECT
public:
    /// Before the view shows the filter: what moves rows is heard here first.
    ChosenRows(const ModelTree &tree, ModelFilter &filter, QObject *parent);
    void follow(QTreeView &view); ///< which shows the filter by now

    const QStringList &keys() const { return m_seen; } ///< that are seen, in the list's order
    void choose(const QString &key);                   ///< it alone
    void chooseAll(const QStringList &keys);           ///< the last one is the current one

Q_SIGNALS:
    void changed();
    void userChose(); ///< besides changed(): by mouse or keys

private:
    void beginMove() { ++m_moving; }
    void endMove();
    void restoreAll();
    void restoreCurrent();
    void restore(const QModelIndex &parent, int first, int last);
    void forgetGone();
    void take();
    void readSeen();
    void leaveCollapsed(const QModelIndex &family);
    QString keyOf(const QModelIndex &index) const;

    const ModelTree &m_tree;
    ModelFilter &m_filter;
    QTreeView *m_view = nullptr;
    int m_moving = 0;
    QSet<QString> m_chosen; ///< as the user chose them, seen or not
    QString m_current;      ///< as the user left it; empty: none, or a family
    QStringList m_seen;
    QTimer m_tell;
};

} // namespace weightyard::ui
