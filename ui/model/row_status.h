// What the status column says of a row: words, a tone, a symbol, and a bar where something moves. Pure; the table of states in
// row_status_test enumerates it.
#pragma once

#include "ui/model/model_row.h"
#include "ui/model/tone.h"

#include <QCoreApplication>

namespace weightyard::ui {

struct RowStatus {
    Tone tone = Tone::Plain;
    bool pill = false;
    QString symbol = {}; ///< one character, or empty
    QString text = {};
    QString detail = {};            ///< beside a pill, or right of a bar's text
    std::optional<double> fraction; ///< 0 to 1: a bar
    bool moving = false;            ///< the bar is in use, not paused
};

class RowText
{
    Q_DECLARE_TR_FUNCTIONS(RowText)
public:
    static RowStatus status(const ModelRow &row, qint64 wallNowMs);
    /// All that a search looks at, folded.
    static QString searchText(const ModelRow &row);
    /// "3.82B · 4-bit · MIT"
    static QString facts(const ModelRow &row);
    static QString size(const ModelRow &row);                  ///< "≈ 2.15 GB"
    static QString change(const session::KnownUpdate &update); ///< "2 files, 5 kB"
    /// What can be done, as a window says it: without the options of a command line.
    static QString remedy(const base::Error &error);
    /// Sentence and remedy in one.
    static QString trouble(const base::Error &error);
    static QString shortError(base::ErrorKind kind);
    static QString licence(const QString &identifier); ///< "mit" -> "MIT"

private:
    static RowStatus jobStatus(const ModelRow &row, qint64 wallNowMs);
    static RowStatus waitStatus(const ModelRow &row, qint64 wallNowMs);
    static RowStatus diskStatus(const ModelRow &row);
    static RowStatus workStatus(const RowWork &work);
    static RowStatus hereStatus(const ModelRow &row);
};

} // namespace weightyard::ui
