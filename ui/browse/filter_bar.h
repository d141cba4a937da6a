// FilterBar: chips that say what a search of the Hub is narrowed by. Shows what it is given and says what is wanted instead. GUI thread.
#pragma once

#include "hub/model_search.h"
#include "session/machine_fit.h"

#include <QPushButton>
#include <functional>

class QMenu;

namespace weightyard::ui {

class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    void setWish(const hub::SearchWish &wish);
    void setFitting(bool only, const session::Machine &machine);
    void setAuthors(std::function<QStringList()> authors); ///< to choose from; asked when the menu is opened
    static bool isNarrowed(const hub::SearchWish &wish);   ///< by anything but words

Q_SIGNALS:
    void wished(const weightyard::hub::SearchWish &wish);
    void fittingWanted(bool only);

private:
    using Change = std::function<void(hub::SearchWish &)>;
    QPushButton *makeChip(const QString &name);
    QPushButton *makeMenuChip(const QString &name, void (FilterBar::*fill)(QMenu &));
    void addChoice(QMenu &menu, const QString &text, bool isChosen, const Change &change);
    void fillGates(QMenu &menu);
    void fillTasks(QMenu &menu);
    void fillAuthors(QMenu &menu);
    void fillLicences(QMenu &menu);
    void addField(QMenu &menu, const QString &name, QString hub::SearchWish::*field);
    void change(const Change &change);
    static void setText(QPushButton &chip, const QString &text);

    hub::SearchWish m_wish;
    std::function<QStringList()> m_authors;
    QList<std::pair<hub::SearchWish::Format, QPushButton *>> m_formats;
    QPushButton *m_fitting = nullptr;
    QPushButton *m_gate = nullptr;
    QPushButton *m_task = nullptr;
    QPushButton *m_author = nullptr;
    QPushButton *m_licence = nullptr;
    QPushButton *m_base = nullptr; ///< "Quantisations of …"
};

} // namespace weightyard::ui
