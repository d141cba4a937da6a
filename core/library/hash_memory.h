// HashMemory: files that were hashed and found to be good, so that work that was interrupted need not hash them again. A hint: it counts
// only as long as size, time and identity of the file are what they were. Thread-safe, but for load() and save(), which block on the
// disk.
#pragma once

#include "store/record.h"

#include <QHash>
#include <mutex>

namespace weightyard::library {

struct HashedFile {
    QString path; ///< absolute
    QString hash; ///< what it has: an oid, or the id of a blob
    qint64 size = 0;
    qint64 mtimeSeconds = 0;
    quint64 volume = 0;
    quint64 fileId = 0;

    /// As it is on disk now; without a path when it is not there, or so young that a change could go unseen.
    static HashedFile of(const QString &path, const store::RecordFile &file);
    friend bool operator==(const HashedFile &, const HashedFile &) = default;
};

class HashMemory
{
public:
    /// What an earlier run has left in this file; nothing where it cannot be used.
    void load(const QString &file);
    base::Result<void> save(const QString &file) const;

    bool has(const HashedFile &file) const;
    void add(const HashedFile &file);
    /// All below this folder: what they were hashed for is done.
    void forget(const QString &folder);
    bool isEmpty() const;

private:
    mutable std::mutex m_mutex;
    QHash<QString, HashedFile> m_files; ///< by path
};

} // namespace weightyard::library
