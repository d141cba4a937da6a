// The part of the path rules that follows symbolic links: none may lead out of the tree, by itself or through others.
// Pure functions, any thread.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>

namespace weightyard::store {

/// `links`: path in the tree -> target as stored. Unsafe names the link.
base::Result<void> checkLinks(const QHash<QString, QString> &links);

/// Any spelling of ".git" that some file system takes for it.
bool isGitFolderName(const QString &part);
/// Parts between '/' or '\\': what is a separator depends on who reads the path.
QStringList partsAnywhere(const QString &path);
/// Absolute on POSIX or on Windows (drive, UNC).
bool isAbsoluteAnywhere(const QString &path);

} // namespace weightyard::store
