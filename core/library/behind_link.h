// Files of a model that lie behind a link of the user's, as weights do that were moved to another disk: they are used through it, and
// nothing is written through it. Blocks on the disk; any thread.
#pragma once

#include "base/error.h"

#include <QStringList>

namespace weightyard::library {

/// The link in the file's place, or on the way to it; empty: none.
QString linkOnTheWay(const QString &folder, const QString &path);

/// Why a file that is damaged or missing cannot be fetched: Conflict with where the link leads, Disconnected where nothing is there.
/// Nothing: no link.
std::optional<base::Error> behindLink(const QString &folder, const QString &path);

/// Of several, one a link.
QList<base::Error> behindLinks(const QString &folder, const QStringList &paths);

} // namespace weightyard::library
