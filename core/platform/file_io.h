// The file system as this store needs it: whole writes, real syncs, renames that never turn into a copy. Blocking; any thread.
// POSIX in file_io_posix.cpp, Windows in file_io_windows.cpp. Errors: DiskFull for ENOSPC, EDQUOT and EFBIG wherever they
// come up (write, sync or close), Permission, Disconnected, DiskFault (see base::systemError), Conflict (something is in the
// way), Protocol (readWhole() of a file that is too large), else Internal; `context.path` is the file.
#pragma once

#include "base/cancel_token.h"
#include "base/result.h"

#include <QByteArrayView>
#include <QString>
#include <functional>
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
    /// Reserves room where the volume can do it at once (never by writing zeros). DiskFull when there is none.
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

/// Makes the folder and missing parents, with the user's default permissions or, `onlyOwner`, 0700 for the last one.
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

/// A new file with the bytes of `from`, 0600: by reflink where the volume can, else inside the kernel, else by hand.
/// Not synced. `to` must not exist; after a failure it does not. `copied` hears now and then how many bytes stand there.
base::Result<void> copyFile(const QString &from, const QString &to, const base::CancelToken &cancel,
                            const std::function<void(qint64 bytes)> &copied = {});

/// A missing name is success.
base::Result<void> removeFile(const QString &path);
/// Never follows links. A missing name is success.
base::Result<void> removeTree(const QString &path);
/// Only when it is empty; otherwise, or missing, nothing happens.
void removeEmptyFolder(const QString &path);

/// Small files of ours, whole. Nothing: no such file. More than `limit` bytes is Protocol.
base::Result<std::optional<QByteArray>> readWhole(const QString &path, qint64 limit);
/// Temporary file, sync, rename, sync of the folder: afterwards it is the new content, before that the old.
base::Result<void> writeDurably(const QString &path, QByteArrayView content);

} // namespace weightyard::platform
