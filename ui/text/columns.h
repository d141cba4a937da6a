// Text in the columns of a terminal, where a Chinese letter takes two and a combining mark none (Unicode UAX #11, wide and fullwidth).
// Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::text {

qsizetype columnsOf(QStringView text);

/// The most of its beginning, or of its end, that fits; no character is cut in two.
QString firstColumns(const QString &text, qsizetype columns);
QString lastColumns(const QString &text, qsizetype columns);

/// With spaces behind, or before, until it is so wide; what is wider stays whole.
QString padded(const QString &text, qsizetype columns);
QString paddedBefore(const QString &text, qsizetype columns);

/// The parts that a line may be broken between: words, and each wide letter with the marks that belong to it.
struct LinePart {
    QString text;
    bool spaceBefore = false;
};
QList<LinePart> lineParts(const QString &text);

} // namespace weightyard::text
