// PlaceActions: where a model is, opened, copied and used from there: its folder, in a terminal too, its page; its path, id and address;
// command lines for other programs. Of one model or of several. GUI thread.
#pragma once

#include "ui/model/row_actions.h"
#include "ui/workbench/workbench.h"

namespace weightyard::ui {

class Banner;

class PlaceActions : public QObject
{
    Q_OBJECT
public:
    /// `window`: over which questions are asked.
    PlaceActions(Workbench &workbench, Banner &banner, QWidget *window);

    /// False: it is none of these.
    bool act(const QStringList &keys, RowAction action);

private:
    void openAll(const QStringList &keys, RowAction action);
    void open(const ModelRow &row, RowAction action);
    void openTerminal(const QString &key, const QString &folder);
    void tellNotOpened(const QString &key, const base::Error &error, RowAction remedy);
    void copy(const QStringList &keys, RowAction action);

    Workbench &m_workbench;
    Banner &m_banner;
    QWidget *m_window;
};

} // namespace weightyard::ui
