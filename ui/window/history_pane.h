// HistoryPane: what was downloaded, updated and removed, and what failed, the newest first. Says what is wanted. GUI thread.
#pragma once

#include "ui/model/history_rows.h"
#include "ui/model/row_actions.h"

#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QWidget>

namespace weightyard::ui {

class HistoryPane : public QWidget
{
    Q_OBJECT
public:
    explicit HistoryPane(QWidget *parent = nullptr);

    void setHistory(const session::DownloadHistory &history);

Q_SIGNALS:
    void actionWanted(const QStringList &keys, weightyard::ui::RowAction action); ///< Retry
    void showWanted(const QString &key);                                          ///< among the own models
    void clearFinishedWanted();
    void clearFailedWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    const session::HistoryEntry *chosen() const { return m_rows.entry(m_view->currentIndex()); }
    void refreshButtons();
    void showChosen();

    HistoryRows m_rows;
    QListView *m_view = nullptr;
    QLabel *m_nothing = nullptr; ///< over an empty list
    QWidget *m_bar = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_show = nullptr;
    QPushButton *m_clearFinished = nullptr;
    QPushButton *m_clearFailed = nullptr;
};

} // namespace weightyard::ui
