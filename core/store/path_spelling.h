// How the systems that may read a path take it, whichever this one is: what separates its parts, what is absolute, which names are the
// same. The rules of path_rules.h and link_rules.h look through it. Pure functions, any thread.
#pragma once

#include <QStringList>

namespace weightyard::store {

/// What Windows and HFS+ make of a name when they look it up: a stream's suffix, dots and spaces at the end, ignorable
/// characters and case do not count.
QString asLookedUp(const QString &part);
/// Any spelling of ".git" that some file system takes for it.
bool isGitFolderName(const QString &part);
/// Parts between '/' or '\\': what is a separator depends on who reads the path.
QStringList partsAnywhere(const QString &path);
/// Absolute on POSIX or on Windows (drive, UNC).
bool isAbsoluteAnywhere(const QString &path);

} // namespace weightyard::store
