// Names in a sentence: the first few, and a sign that there are more. Pure.
#pragma once

#include <QString>
#include <QStringList>

namespace weightyard::base {

/// "a, b, …" of a, b, c with `most` 2.
inline QString firstNames(const QStringList &names, qsizetype most)
{
    const QString more = names.size() > most ? QStringLiteral(", …") : QString();
    return names.mid(0, most).join(QStringLiteral(", ")) + more;
}

} // namespace weightyard::base
