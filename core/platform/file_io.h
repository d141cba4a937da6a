// The bytes of files: whole writes and real syncs. Blocking; any thread. POSIX in file_io_posix.cpp, Windows in file_io_windows.cpp.
// Errors, here and in file_names.h and file_copy.h: DiskFull for ENOSPC, EDQUOT and EFBIG wherever they
// come up (write, sync or close), Permission, Disconnected, DiskFault (see base::systemError), Conflict (something is in the
// way), Usage (a name that is too long here), Protocol (readWhole() of a file that is too large or none at all, but a pipe or a
// device), else Internal; `context.path` is the file.
#pragma once

#include "base/result.h"

#include <QByteArrayView>
#include <QString>
#include <optional>

namespace weightyard::platform {

constexpr qint64 kPastCacheAlign = 4096; ///< a page, and a multiple of every disk's block

/// An open regular file. Never follows a link in the last component. Move-only; closes itself.
class File
{
public:
    enum class Access {
        Read,
        ReadWrite,       ///< created when missing, with 0600
        CreateNew,       ///< fails when it exists; 0600
        CreateNewForAll, ///< the same with what the user's umask leaves of 0666
    };
    static base::Result<File> open(const QString &path, Access access);
    /// A second handle that goes past the operating system's cache. Offsets, lengths and addresses are multiples of
    /// kPastCacheAlign. Nothing where the volume or the system has no such thing.
    static std::optional<File> openPastCache(const QString &path);
    File() = default;
    File(File &&other) noexcept;
    File &operator=(File &&other) noexcept;
    ~File();

    bool isOpen() const { return m_handle != kNone; }
    const QString &path() const { return m_path; }
    qintptr handle() const { return m_handle; }

    base::Result<void> writeAt(qint64 offset, QByteArrayView data) const;
    /// Bytes read: fewer than `length` only at the file's end.
    base::Result<qint64> readAt(qint64 offset, char *buffer, qint64 length) const;
    base::Result<qint64> size() const;
    base::Result<void> resize(qint64 bytes) const;
    /// Reserves room where the volume can do it at once (never by writing zeros), and grows the file, except on Windows. DiskFull
    /// when there is none.
    base::Result<void> preallocate(qint64 bytes) const;
    /// Data and what is needed to read it back: fdatasync, F_FULLFSYNC, FlushFileBuffers.
    base::Result<void> syncData() const;
    base::Result<void> close();

private:
    static constexpr qintptr kNone = -1;
    QString m_path;
    qintptr m_handle = kNone;
};

struct FileState {
    enum class Kind { File, Folder, Link, Other };
    Kind kind = Kind::Other;
    qint64 size = 0;
    qint64 allocated = 0; ///< bytes on disk
    quint64 volume = 0;
    quint64 fileId = 0; ///< equal volume and fileId: one file
    qint64 mtimeSeconds = 0;
    bool executable = false;
    friend bool operator==(const FileState &, const FileState &) = default;
};
/// Of the name itself, never of a link's target. Nothing: no such name (or not to be reached).
std::optional<FileState> stateOf(const QString &path);

/// The file's bytes.
base::Result<void> syncFile(const QString &path);
/// Bytes, permissions and times: fdatasync leaves the last two to chance.
base::Result<void> syncFileFully(const QString &path);
base::Result<void> syncFolder(const QString &path);

/// Small files of ours, whole. Nothing: no such file. More than `limit` bytes is Protocol.
base::Result<std::optional<QByteArray>> readWhole(const QString &path, qint64 limit);
struct NewFile {
    QString temporary = {};           ///< beside it; empty: "<path>.new"
    std::optional<quint32> mode = {}; ///< nothing: 0600
};
/// Temporary file, sync, rename, sync of the folder: afterwards it is the new content, before that the old. Writers of one file, also of
/// other processes, wait for each other.
base::Result<void> writeDurably(const QString &path, QByteArrayView content, const NewFile &as = {});

} // namespace weightyard::platform
