// Record: what an installed model is. One JSON file a model ("version": 1), written atomically and durably, readable by people.
// platform/versioned_file.h says what becomes of newer, older and damaged ones. Blocks on the disk.
#pragma once

#include "base/oid.h"
#include "base/pick_wish.h"
#include "base/result.h"

#include <QDateTime>
#include <QList>

namespace weightyard::store {

struct RecordFile {
    QString path;
    qint64 size = 0;
    std::optional<base::Oid> oid; ///< LFS object
    QByteArray blob = {}; ///< id of a plain file's bytes as git counts it (hex); empty: none, or not known
    QString xetHash =
        {}; ///< how the Hub's Xet names its bytes, where the Hub told it; says nothing about this file here
    /// Its bytes are known: they can be checked. Links and left-out pointers have neither.
    bool isChecked() const { return oid.has_value() || !blob.isEmpty(); }
    friend bool operator==(const RecordFile &one, const RecordFile &other)
    {
        return one.path == other.path && one.size == other.size && one.oid == other.oid
               && one.blob == other.blob;
    }
};

struct Record {
    QString url;       ///< without user info
    QString modelPath; ///< "owner/name" or the like
    QString revision;  ///< as asked for; empty = default branch
    QString commit;
    QString folder; ///< absolute; for a library relative to it, so that libraries can move
    QDateTime installedAt;
    bool withHistory = false;
    QList<RecordFile> files;
    QString ref = {}; ///< full name of the branch or tag that `revision` meant; empty for a bare commit
    QStringList leftAsPointers; ///< excluded by the user's lfs.fetchexclude / fetchinclude
    QStringList damaged = {};   ///< paths whose bytes were found not to have their oid; to be fetched again
    /// Paths that held other content when the folder was adopted, or that an update left as its user had changed
    /// them. Nothing replaces them unasked; in `damaged`, too: asked.
    QStringList different = {};
    /// What was chosen of the repository; `files` are those. Empty: all of it.
    base::PickWishes picks = {};
    /// Of variants that are being removed, and not the model's any more; what is there of them after a kill goes with the next removal.
    QList<RecordFile> leaving = {};
    /// Others made the folder, and it was taken over: what in it has not the model's bytes is their user's.
    bool adopted = false;
    qint64 bytes() const;
    friend bool operator==(const Record &, const Record &) = default;
};

/// The file's content, for those who keep a record inside a file of their own. `path` is for the error.
QByteArray recordToJson(const Record &record);
base::Result<Record> recordFromJson(const QByteArray &text, const QString &path);

base::Result<void> writeRecord(const QString &file, const Record &record);
/// Nothing: no such file. Unsafe when a path in it leads out of the model's folder or the library.
base::Result<std::optional<Record>> readRecord(const QString &file);

struct RecordListing {
    QList<Record> records;
    QList<base::Error> unreadable;
};
enum class RecordsOf {
    Library, ///< folders below the library
    Folders, ///< folders of the user's anywhere, in the configuration folder
};
/// All records below a folder, sorted by modelPath. Missing folder = none. Records of the other kind are unreadable.
RecordListing listRecords(const QString &recordsDir, RecordsOf kind);

} // namespace weightyard::store
