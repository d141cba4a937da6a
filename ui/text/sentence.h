// How parts of a text become one, with the marks of its language. Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::text {

QString withoutStop(QString text);
QString sentence(const QString &text); ///< with its stop, once
QString withReason(const QString &text,
                   const QString &reason); ///< "text: reason"; one alone where the other is empty
QString inBrackets(const QString &text, const QString &addition); ///< "text (addition)"; likewise

} // namespace weightyard::text
