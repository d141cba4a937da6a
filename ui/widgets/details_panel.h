// DetailsPanel: one model's facts, its files with their progress, the activity log of its job, and what can be done with it; of
// several models what they are together. Shows what it is given and says what was clicked; decides nothing. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/widgets/path_label.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

class QGridLayout;

namespace weightyard::ui {

class ProblemText;
class SeveralPanel;
class WorkTabs;

class DetailsPanel : public QFrame
{
    Q_OBJECT
public:
    explicit DetailsPanel(QWidget *parent = nullptr);
    ~DetailsPanel() override;

    /// What is chosen: none, one, or several, which are summed up.
    /// `files`: of the only one, on the disk; none: not known, or it is not here.
    void setRows(const QList<const ModelRow *> &rows, const QString &library,
                 const QList<job::FileProgress> &files);
    void setActivity(const QStringList &lines);
    QString key() const { return m_key; } ///< of the only one

protected:
    void resizeEvent(QResizeEvent *event) override;

Q_SIGNALS:
    void triggered(const QString &key, weightyard::ui::RowAction action);
    void severalTriggered(const QStringList &keys, weightyard::ui::RowAction action);

private:
    void setRow(const ModelRow *row, const QString &library, const QList<job::FileProgress> &files);
    void makeTitle();
    void makeFacts();
    QWidget *makeButtons();
    void setFacts(const ModelRow &row, const QString &library);
    void setProblem(const ModelRow &row);
    void makeRoom();
    void setActions(const ModelRow &row);
    QLabel *addFact(QGridLayout &grid, const QString &name);
    void addFact(QGridLayout &grid, const QString &name, QLabel *right);

    QString m_key;
    QList<RowAction> m_actions;
    SeveralPanel *m_several = nullptr;
    QWidget *m_page = nullptr; ///< of one model: all but the hint for "nothing is chosen"
    QLabel *m_hint = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_link = nullptr;
    QWidget *m_facts = nullptr;
    QLabel *m_parameters = nullptr;
    QLabel *m_licence = nullptr;
    QLabel *m_choice = nullptr; ///< which of its files
    QWidget *m_choiceName = nullptr;
    QLabel *m_size = nullptr;
    QLabel *m_commit = nullptr;
    PathLabel *m_folder = nullptr;
    ProblemText *m_problem = nullptr;
    bool m_problemFirst = false; ///< in a low window it matters more than what the model is and has
    QFrame *m_line = nullptr;
    WorkTabs *m_work = nullptr;
    QPushButton *m_first = nullptr;
    QPushButton *m_second = nullptr;
    QToolButton *m_more = nullptr;
};

} // namespace weightyard::ui
