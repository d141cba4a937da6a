// What was meant by a name that is mistyped. Pure, any thread.
#pragma once

#include <QStringList>

namespace weightyard::cli {

/// The name that the fewest changes of a letter (one put in, left out, replaced, or two next to each other swapped) make of what was
/// typed; empty where every name takes more than one change for three letters.
QString nearestName(const QString &typed, const QStringList &names);

} // namespace weightyard::cli
