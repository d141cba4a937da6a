// QueuePane: the downloads that are not over yet as a list whose order can be changed, with buttons for those that are chosen. Decides
// nothing: says what is wanted of which. GUI thread.
#pragma once

#include "ui/model/queue_rows.h"
#include "ui/model/row_actions.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace weightyard::ui {

class QueueView;

class QueuePane : public QWidget
{
    Q_OBJECT
public:
    QueuePane(const ModelTree &tree, const base::Clock &clock, QWidget *parent = nullptr);

    void setQueue(const QStringList &keys); ///< in its order; with what is known of them now
    QueueView &view() { return *m_view; }

Q_SIGNALS:
    void placeWanted(const QStringList &keys, const QString &before); ///< as DownloadQueue::place()
    void actionWanted(const QStringList &keys,
                      weightyard::ui::RowAction action); ///< StartNow, Pause, Resume, Cancel
    void showWanted(const QString &key);                 ///< among the own models

private:
    void connectView();
    void refreshButtons();
    void showNothing(const QStringList &keys);
    void move(qsizetype rows);
    void toggle(const QStringList &keys);
    void showMenu(const QPoint &place);
    /// Of the chosen ones, those that it can be done with.
    QStringList chosenFor(RowAction action) const;
    void act(RowAction action) { Q_EMIT actionWanted(chosenFor(action), action); }

    QueueRows m_rows;
    QueueView *m_view = nullptr;
    QLabel *m_nothing = nullptr; ///< over an empty list
    QWidget *m_bar = nullptr;
    QPushButton *m_now = nullptr;
    QPushButton *m_pause = nullptr;
    QPushButton *m_resume = nullptr;
    QPushButton *m_up = nullptr;
    QPushButton *m_down = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace weightyard::ui
