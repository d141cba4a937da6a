// Toolbar: search, the download buttons, "Pause all" and the menu. Shows what it is given and says what was clicked. GUI thread.
#pragma once

#include "queue/queue_totals.h"

#include <QFrame>

class QLineEdit;
class QMenu;
class QPushButton;

namespace weightyard::ui {

struct RowSums;

class Toolbar : public QFrame
{
    Q_OBJECT
public:
    explicit Toolbar(QMenu *menu, QWidget *parent = nullptr);

    void setSums(const RowSums &sums);                ///< what the download buttons would fetch
    void setTotals(const queue::QueueTotals &totals); ///< what there is to pause or to resume
    void focusSearch();

Q_SIGNALS:
    void searched(const QString &text);
    void downloadSelected();
    void downloadAll();
    void pauseOrResumeAll();

private:
    QLineEdit *m_search = nullptr;
    QPushButton *m_downloadSelected = nullptr;
    QPushButton *m_downloadAll = nullptr;
    QPushButton *m_pauseAll = nullptr;
};

} // namespace weightyard::ui
