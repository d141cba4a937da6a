// What the window says of a model that was found: pure functions, any thread.
#pragma once

#include "hub/model_search.h"
#include "ui/browse/found_list.h"
#include "ui/model/row_status.h"

#include <QCoreApplication>

namespace weightyard::ui {

class FoundText
{
    Q_DECLARE_TR_FUNCTIONS(FoundText)
public:
    /// "mlx-community · 30B · 4-bit · Apache 2.0 · ↓ 412 k · ♥ 12"
    static QString facts(const hub::FoundModel &model);
    static QString parameters(const hub::FoundModel &model);     ///< "≈ 8B" where only its name says so
    static QString size(const FoundRow &row);                    ///< "≈ 3.4 GB"
    static QString count(qint64 count);                          ///< "412 k"; empty: not known
    static QString age(const QDateTime &when, qint64 wallNowMs); ///< "2 days"; empty: not known
    /// What is here of it, else what speaks against it. `local`: its row among the own models, or null.
    static RowStatus status(const FoundRow &row, const ModelRow *local, qint64 wallNowMs, bool fittingOnly);
    static QString fit(session::Fit fit); ///< "fits", "tight memory"; empty: not known
    static Tone fitTone(session::Fit fit);
    static QString task(const QString &task); ///< "Text" for "text-generation"; else as the Hub has it
    static QString format(hub::SearchWish::Format format);
    static QString sort(hub::SearchWish::Sort sort);
    /// All that the row shows, for tool tips and screen readers.
    static QString spoken(const FoundRow &row, const ModelRow *local, qint64 wallNowMs);
    static bool isShownOf(const ModelRow &row); ///< here, on its way, or a problem
};

} // namespace weightyard::ui
