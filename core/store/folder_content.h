// What a folder really holds: nothing, when there are but empty folders and what file managers leave behind, and whether it is
// there at all or behind a link to a disk that is away. Blocks on the disk; any thread.
#pragma once

#include "base/error.h"

#include <QString>
#include <QStringList>

namespace weightyard::store {

/// ".DS_Store", "desktop.ini", "Thumbs.db" and the like: made by looking at a folder, not by anybody's will.
bool isClutter(const QString &fileName);
/// Files at the top of a folder that are no clutter.
QStringList filesAtTop(const QString &folder);
/// The path below the folder of something that counts; empty: nothing does.
QString firstThingIn(const QString &folder);
/// Takes away what does not count, so that the folder is empty when nothing else is in it. Links are not followed.
void removeClutter(const QString &folder);

/// `path`, or the folder above it, that is a link to nothing; empty: no such link.
QString deadLink(const QString &path);
/// Disconnected, of what deadLink() found.
base::Error deadLinkError(const QString &link);

} // namespace weightyard::store
