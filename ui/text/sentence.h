// How parts of a text become one, with the marks of its language. Pure, any thread.
#pragma once

#include <QStringList>

namespace weightyard::text {

QString withoutStop(QString text);
QString sentence(const QString &text); ///< with its stop, once
QString withReason(const QString &text,
                   const QString &reason); ///< "text: reason"; one alone where the other is empty
QString inBrackets(const QString &text, const QString &addition); ///< "text (addition)"; likewise

/// One after the other, with the space that the language has between them; empty ones are left out.
QString sentences(const QStringList &parts);
/// The other way round.
QStringList sentencesOf(const QString &text);
QString listed(const QStringList &parts); ///< "one, two, three"

} // namespace weightyard::text
