// What a row of the list is in words, for tool tips and screen readers. Pure, any thread.
#pragma once

#include "ui/model/model_row.h"

#include <QCoreApplication>

namespace weightyard::ui {

class RowSpeech
{
    Q_DECLARE_TR_FUNCTIONS(RowSpeech)
public:
    /// Everything that the row shows, in one line.
    static QString whole(const ModelRow &row, qint64 wallNowMs);
    /// Its columns, each by itself: "Phi-2, ticked"; "about 1.24 GB"; "61 % · 88 MB/s, 10 s left".
    static QString name(const QString &name, Qt::CheckState tick);
    static QString size(const QString &size);
    static QString status(const ModelRow &row, qint64 wallNowMs);
    /// When a download has ended: "Phi-2: Here"; empty: it goes on.
    static QString ending(const ModelRow &row, qint64 wallNowMs);
};

} // namespace weightyard::ui
