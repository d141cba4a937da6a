// ModelsPane: filter chips, the list of models, and why it is empty. Shows the tree through search and chip. GUI thread.
#pragma once

#include "ui/model/model_filter.h"
#include "ui/model/row_actions.h"
#include "ui/window/chosen_rows.h"

#include <QLabel>
#include <QPushButton>
#include <QWidget>

namespace weightyard::base {
class Clock;
}

namespace weightyard::ui {

class ChipBar;
class FamilyExpansion;
class ModelTree;
class ModelView;

class ModelsPane : public QWidget
{
    Q_OBJECT
public:
    ModelsPane(ModelTree &tree, const base::Clock &clock, QWidget *parent = nullptr);

    void focusFound(); ///< what was searched for: the models, or else the way to the Hub
    void setSearch(const QString &text);
    void refreshCounts(); ///< of the chips, and why nothing is shown
    const QStringList &chosenKeys() const { return m_chosen.keys(); } ///< of the models, in the list's order
    QList<const ModelRow *> chosenRows() const;
    void choose(const QString &key);
    /// What another window, in another language, shows again.
    struct Memory {
        Chip chip;
        QString search;
        QStringList chosen;
    };
    Memory memory() const;
    void recall(const Memory &memory);
    void showModel(const QString &key); ///< whatever the search and the chips leave out
    void refreshExpansion();            ///< rows came or went all at once
    QStringList collapsed() const;      ///< families, by the user; for setCollapsed() of a later run
    void setCollapsed(const QStringList &families);
    QByteArray columns() const; ///< as they are; for setColumns() of a later run
    void setColumns(const QByteArray &columns);

Q_SIGNALS:
    void chosenChanged();
    void chosenTold(const QString &text); ///< to screen readers: how many there are
    void detailsWanted();
    /// By a key: Del, Ctrl+C.
    void actionWanted(const QStringList &keys, weightyard::ui::RowAction action);
    void searchWanted(const QString &text); ///< in the field; empty: none
    void hubWanted(const QString &text);    ///< what none of the models is called
    void gateClicked(const QString &key);   ///< the status of a model that wants its licence accepted
    void menuWanted(const QStringList &keys, const QPoint &place); ///< on the screen

private:
    void makeNothing();
    QWidget *makeHidden();
    void showAll(); ///< whatever search and chips leave out
    void connectView();
    void connectChosen();
    void tellChosen();

    ModelTree &m_tree;
    ModelFilter m_filter;
    ChosenRows m_chosen;
    QString m_search;
    ChipBar *m_chips = nullptr;
    ModelView *m_view = nullptr;
    FamilyExpansion *m_expansion = nullptr;
    QWidget *m_hidden = nullptr; ///< says that more is selected than is seen; there only then
    QLabel *m_hiddenText = nullptr;
    QLabel *m_nothing = nullptr; ///< over an empty list
    QPushButton *m_askHub = nullptr;
};

} // namespace weightyard::ui
