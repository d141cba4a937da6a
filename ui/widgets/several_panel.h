// SeveralPanel: several models that are chosen together: how many and how large, their names, and what can be done with them, with
// how many of them it can be done. Shows what it is given and says what was clicked; decides nothing. GUI thread.
#pragma once

#include "ui/model/several_rows.h"

#include <QWidget>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QToolButton;

namespace weightyard::ui {

class SeveralPanel : public QWidget
{
    Q_OBJECT
public:
    explicit SeveralPanel(QWidget *parent = nullptr);

    void setRows(const QList<const ModelRow *> &rows);

Q_SIGNALS:
    void triggered(const QStringList &keys, weightyard::ui::RowAction action);

private:
    QWidget *makeButtons();
    void setActions(const QList<SeveralAction> &actions, qsizetype all);
    void trigger(qsizetype place);

    QList<SeveralAction> m_actions;
    qsizetype m_all = 0;
    QLabel *m_title = nullptr;
    QLabel *m_here = nullptr;
    QPlainTextEdit *m_names = nullptr;
    QPushButton *m_first = nullptr;
    QPushButton *m_second = nullptr;
    QToolButton *m_more = nullptr;
};

} // namespace weightyard::ui
