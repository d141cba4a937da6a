// Links on the way from a folder to what lies below it. Reads the disk; any thread.
#pragma once

#include <QString>

namespace weightyard::scripts {

/// Any link on the way from the root to there.
bool hasLink(const QString &root, const QString &path);
/// The first link on the way to the folder that leads out of the tree; a link to nothing, too. Empty: none.
QString linkOut(const QString &root, const QString &folder);

} // namespace weightyard::scripts
