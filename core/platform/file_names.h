// Names in the file system: folders, links, permissions, renames that never turn into a copy, removal. Blocking; any thread. POSIX in
// file_names_posix.cpp, Windows in file_names_windows.cpp. Errors as in file_io.h.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDir>
#include <QString>
#include <QStringList>

namespace weightyard::platform {

/// Another task takes an empty folder away once, between its making and its use; a test does it all the time.
inline constexpr int kTriesBesideRemovals = 1000;

/// Makes the folder and missing parents, with the user's default permissions or, `onlyOwner`, 0700 for the last one; again when another
/// task takes one of them away because it is empty.
base::Result<void> makeFolder(const QString &path, bool onlyOwner = false);
/// The same, and every new name on disk.
base::Result<void> makeFolderDurably(const QString &path, bool onlyOwner = false);
/// What a new file in `folder` may be for whom when a program asks for everything: 0777 less umask or default ACL. Found by
/// making one, because the umask cannot be read without setting it.
base::Result<quint32> defaultPermissions(const QString &folder);
/// Volumes without permissions: nothing happens.
base::Result<void> setPermissions(const QString &path, quint32 mode);
base::Result<quint32> permissionsOf(const QString &path);
/// The permissions of the folder `from` for the folder `to`.
base::Result<void> copyPermissions(const QString &from, const QString &to);
/// Of the name itself (links too, where the volume keeps them).
base::Result<void> setModified(const QString &path, qint64 secondsSinceEpoch);
base::Result<void> makeLink(const QString &path, const QByteArray &target);
base::Result<QByteArray> readLink(const QString &path);

/// Replaces a file. One volume only, never a copy.
base::Result<void> renameOver(const QString &from, const QString &to);
/// A folder onto a free name or an empty folder; anything else there is Conflict.
base::Result<void> renameFolder(const QString &from, const QString &to);
/// The same, and makes the folder above `to` as makeFolder does; again when another task takes it away because it is empty.
/// Returns the folders that got a new name. They are not on disk yet: the caller decides what a failure of that means
/// (syncFolders).
base::Result<QStringList> renameFolderInto(const QString &from, const QString &to, bool onlyOwner = false);
/// The new names in each folder on disk. Stops at the first failure.
base::Result<void> syncFolders(const QStringList &paths);

/// For QDir and QDirIterator: whatever a folder has, hidden or not, of any kind. Unlisted has what Qt leaves out all the same.
inline constexpr QDir::Filters kEveryEntry =
    QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

/// What Qt's lists leave out, as paths below a folder: what copies, compares or removes by such a list must not take the folder for
/// seen.
struct Unlisted {
    QStringList names; ///< that are not text, with "?" marks
    QStringList
        unreadable; ///< folders that this user may not read, and that look empty; "." is the folder itself
};
/// Fails where the disk does. Never follows links. A missing folder has nothing.
base::Result<Unlisted> unlistedIn(const QString &folder);
/// Conflict, NameNotText, or Permission, when there is any of it.
base::Result<void> checkNames(const QString &folder);

/// A missing name is success.
base::Result<void> removeFile(const QString &path);
/// Never follows links. A missing name is success.
base::Result<void> removeTree(const QString &path);
/// Only when it is empty; otherwise, or missing, nothing happens.
void removeEmptyFolder(const QString &path);

} // namespace weightyard::platform
