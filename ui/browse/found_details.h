// FoundDetails: the model that is opened while browsing: facts, gate, what it offers, and what can be done with it. GUI thread.
#pragma once

#include "ui/model/model_row.h"

#include <QFrame>

namespace weightyard::base {
class Clock;
}
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace weightyard::ui {

class FoundFacts;
class GateBox;
class OpenedModel;
class PickTabs;
class ProblemText;

class FoundDetails : public QFrame
{
    Q_OBJECT
public:
    FoundDetails(OpenedModel &model, const base::Clock &clock, QWidget *parent = nullptr);

    void setLocal(const ModelRow *row); ///< among the own models; null: it is none of them

Q_SIGNALS:
    void downloadWanted();
    void addWanted();
    void ownModelWanted(); ///< its row among the own models
    void signInWanted();
    void modelWanted(const QString &id);
    void quantizationsWanted(const QString &id);
    void authorWanted(const QString &author);
    void linkWanted(const QUrl &url);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *makeContent();
    void makeTitle();
    QWidget *makeButtons();
    void fillMenu(QMenu &menu);
    void fillRevisions(QMenu &menu);
    void refresh();
    void refreshPick();
    void refreshSum();
    void makeRoom();
    void refreshButtons();
    bool isShownThere() const;
    QUrl page() const;

    OpenedModel &m_model;
    QMenu *m_revisions = nullptr;
    bool m_isOwn = false;
    bool m_isHere = false;
    bool m_isActive = false; ///< on its way
    QLabel *m_hint = nullptr;
    QWidget *m_page = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_link = nullptr;
    FoundFacts *m_facts = nullptr;
    GateBox *m_gate = nullptr;
    ProblemText *m_problem = nullptr;
    QPushButton *m_again = nullptr;
    QLabel *m_asking = nullptr;
    PickTabs *m_tabs = nullptr;
    QVBoxLayout *m_column = nullptr;  ///< what stays, and
    QVBoxLayout *m_content = nullptr; ///< what scrolls
    QLabel *m_sum = nullptr;
    QPushButton *m_download = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace weightyard::ui
