// Small files of ours: one JSON object with a "version". One policy for all of them. Blocks on the disk: worker threads only.
//
// Kept files (settings, records, queue, marks, move lists): one of a newer version is left untouched (Prerequisite, reason
// NewerFile) by readers and writers alike; one that is too large, no JSON object or without a version is Corrupt for readers, and a
// writer keeps it as <path>.damaged before it writes anew; one of an older version is migrated in memory, and a writer keeps it as
// <path>.v<N> first. What is in the object is not looked at: what makes no sense there is for the file's own reader to judge, and
// a writer goes over it.
// Caches and hints (what the Hub said, wanted lists): what cannot be used is no file, and is written over.
// Writing: temporary file, sync, rename, sync of the folder (platform::writeDurably); the folder is made when it is missing. Other errors:
// file_io.h.
#pragma once

#include "base/result.h"

#include <QJsonObject>
#include <QList>
#include <optional>

namespace weightyard::platform {

struct FileFormat {
    enum class Kind { Kept, Cache };
    int version = 1;        ///< the one that this program writes
    qint64 limit = 1 << 20; ///< bytes; a larger file is damaged
    Kind kind = Kind::Kept;
    /// migrations[n] makes version n + 2 of n + 1; one for each version before `version`.
    QList<QJsonObject (*)(const QJsonObject &)> migrations = {};
};

/// Without "version", in the form of format.version. Nothing: no such file, or a cache that is of no use.
base::Result<std::optional<QJsonObject>> readVersioned(const QString &path, const FileFormat &format);
/// The same for text in memory; pure. `path` is for the error.
base::Result<QJsonObject> fromVersioned(const QByteArray &text, const QString &path,
                                        const FileFormat &format);
QByteArray toVersioned(const QJsonObject &object, const FileFormat &format);
base::Result<void> writeVersioned(const QString &path, const QJsonObject &object, const FileFormat &format);

/// Keeps a file that is of no use as <path>.damaged; one that has that name already becomes <path>.damaged.1, or the next number.
base::Result<void> setAside(const QString &path);
/// Of no use to its reader, and of use to nobody newer: what setAside() is for.
bool isOfNoUse(const base::Error &error);

} // namespace weightyard::platform
