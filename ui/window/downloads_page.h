// DownloadsPage: the view of the downloads: how fast they are, in which order they come, and what came before.
// Looks at the workbench while it is shown. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/workbench/workbench.h"

#include <QWidget>

namespace weightyard::ui {

class HistoryPane;
class QueuePane;
class RateGraph;
class TabPages;

class DownloadsPage : public QWidget
{
    Q_OBJECT
public:
    DownloadsPage(Workbench &workbench, QWidget *parent = nullptr);

    QueuePane &queue() { return *m_queue; }
    HistoryPane &history() { return *m_history; }

Q_SIGNALS:
    void ownModelWanted(const QString &key);
    void actionWanted(const QStringList &keys, weightyard::ui::RowAction action);

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void connectHistory();
    void refresh();
    void refreshRates();

    Workbench &m_workbench;
    RateGraph *m_rates = nullptr;
    TabPages *m_tabs = nullptr;
    QueuePane *m_queue = nullptr;
    HistoryPane *m_history = nullptr;
};

} // namespace weightyard::ui
