// Figures of a case and how they are written: on the terminal while it runs, and as the README's table. Pure.
#pragma once

#include "cases.h"

#include <QMap>

namespace weightyard::bench {

struct CaseResult {
    Case what;
    QMap<QString, QList<Sample>> samples; ///< by contender's name, one a round
    qint64 bytes = 0;                     ///< payload
    QString failure;
};

/// The median of the rounds' ratios peer/ours.
double ratioTo(const CaseResult &result, const QString &peer);
/// What was required and not reached, in words; empty: everything was.
QStringList shortfalls(const CaseResult &result);
/// One case for the terminal, several lines.
QString describe(const CaseResult &result);
/// A Markdown table, a row a case.
QString table(const QList<CaseResult> &results);
/// The machine and the versions of the peers, one line.
QString machine();
/// `text` with what stands between "<!-- MARK -->" and "<!-- /MARK -->" replaced; nothing when the marks are not there.
std::optional<QString> withTable(const QString &text, const QString &table, const QString &mark);

} // namespace weightyard::bench
