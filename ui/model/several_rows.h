// What is said of several models that are chosen together, and what can be done with them: each action with those that it applies to.
// Pure, any thread.
#pragma once

#include "ui/model/row_actions.h"

#include <QCoreApplication>

namespace weightyard::ui {

struct SeveralAction {
    RowAction action = RowAction::OpenPage;
    QStringList keys = {}; ///< that it can be done with, in the rows' order; never none
    friend bool operator==(const SeveralAction &, const SeveralAction &) = default;
};

class SeveralRows
{
    Q_DECLARE_TR_FUNCTIONS(SeveralRows)
public:
    /// The obvious ones first. Those that ask something of each model alone are left out.
    static QList<SeveralAction> actions(const QList<const ModelRow *> &rows);
    /// "Verify (3)"; "Delete models (2 of 3)…" where it applies to some.
    static QString text(RowAction action, qsizetype fitting, qsizetype all);
    static QString title(const QList<const ModelRow *> &rows); ///< "3 models · 12.4 GB"
    static QString here(const QList<const ModelRow *> &rows);  ///< "2 of 3 are here · 1.76 GB on disk"
    /// Names with sizes, one a line; of very many the first ones, and how many more there are.
    static QString names(const QList<const ModelRow *> &rows);
    static QString speech(const QList<const ModelRow *> &rows); ///< "3 models chosen, 12.4 GB"
};

} // namespace weightyard::ui
