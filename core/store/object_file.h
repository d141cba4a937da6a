// ObjectFile: the open file of one partial. Large objects are written past the system's cache where the volume can do
// that: putting gigabytes into the cache costs more processor time than receiving and hashing them, and makes the
// machine forget what it was using. write and read from any thread; the rest from the one that opened it.
#pragma once

#include "platform/file_io.h"

#include <atomic>

namespace weightyard::store {

class ObjectFile
{
public:
    /// Creates when missing. `objectBytes` is what the file will have.
    base::Result<void> open(const QString &path, qint64 objectBytes);

    base::Result<qint64> size() const { return m_file.size(); }
    base::Result<void> resize(qint64 bytes) const { return m_file.resize(bytes); }
    base::Result<void> preallocate(qint64 bytes) const { return m_file.preallocate(bytes); }
    base::Result<void> write(qint64 offset, QByteArrayView data);
    base::Result<qint64> read(qint64 offset, char *buffer, qint64 length) const
    {
        return m_file.readAt(offset, buffer, length);
    }
    /// The same bytes past the cache where that is possible: into `pages`, which begins at a page and has room for `length`
    /// and two pages more. They may begin anywhere in it.
    base::Result<QByteArrayView> readBack(qint64 offset, qint64 length, char *pages) const;
    base::Result<void> syncData() const { return m_file.syncData(); }
    base::Result<void> close();

private:
    platform::File m_file;
    std::optional<platform::File> m_pastCache; ///< set once, when opened
    std::atomic<bool> m_pastCacheWorks = true;
    qint64 m_objectBytes = 0;
};

} // namespace weightyard::store
