#include "platform/file_io.h"

#include <QtGlobal>
#ifndef Q_OS_WIN

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kLargestCall = 1LL << 30; // Linux and macOS move less than 2 GiB a call

int descriptor(qintptr handle)
{
    return static_cast<int>(handle);
}

template<typename Call>
auto retried(const Call &call)
{
    auto result = call();
    while (result == -1 && errno == EINTR)
        result = call();
    return result;
}

int syncDescriptor(int fd)
{
#ifdef Q_OS_DARWIN
    // fsync there leaves the data in the drive's cache. Volumes without F_FULLFSYNC (network) get the plain one.
    if (fcntl(fd, F_FULLFSYNC) == 0)
        return 0;
    return retried([&] { return fsync(fd); });
#else
    return retried([&] { return fdatasync(fd); });
#endif
}

int openFlags(File::Access access)
{
    switch (access) {
    case File::Access::Read:
        return O_RDONLY;
    case File::Access::ReadWrite:
        return O_RDWR | O_CREAT;
    case File::Access::CreateNew:
    case File::Access::CreateNewForAll:
        return O_RDWR | O_CREAT | O_EXCL;
    }
    Q_UNREACHABLE();
}

} // namespace

Result<File> File::open(const QString &path, Access access)
{
    const mode_t mode = access == Access::CreateNewForAll ? 0666 : 0600;
    const QByteArray name = QFile::encodeName(path);
    const int flags = openFlags(access) | O_CLOEXEC | O_NOFOLLOW;
    const int fd = retried([&] { return ::open(name.constData(), flags, mode); });
    if (fd < 0)
        return base::failErrno(u"open"_s, path);
    File file;
    file.m_path = path;
    file.m_handle = fd;
    return file;
}

std::optional<File> File::openPastCache(const QString &path)
{
#ifdef O_DIRECT
    const int flags = O_RDWR | O_DIRECT | O_CLOEXEC | O_NOFOLLOW;
    const int fd = retried([&] { return ::open(QFile::encodeName(path).constData(), flags); });
    if (fd >= 0) {
        File file;
        file.m_path = path;
        file.m_handle = fd;
        return file;
    }
#else
    Q_UNUSED(path);
#endif
    return {};
}

Result<void> File::close()
{
    const int fd = descriptor(std::exchange(m_handle, kNone));
    // EINTR: Linux has closed it all the same, and the number may be somebody else's by now.
    if (fd >= 0 && ::close(fd) != 0 && errno != EINTR)
        return base::failErrno(u"close"_s, m_path);
    return {};
}

Result<void> File::writeAt(qint64 offset, QByteArrayView data) const
{
    while (!data.isEmpty()) {
        const auto length = static_cast<size_t>(std::min<qint64>(data.size(), kLargestCall));
        const ssize_t wrote =
            retried([&] { return pwrite(descriptor(m_handle), data.data(), length, offset); });
        if (wrote < 0)
            return base::failErrno(u"pwrite"_s, m_path);
        offset += wrote;
        data = data.sliced(wrote);
    }
    return {};
}

Result<qint64> File::readAt(qint64 offset, char *buffer, qint64 length) const
{
    qint64 done = 0;
    while (done < length) {
        const auto wanted = static_cast<size_t>(std::min(length - done, kLargestCall));
        const ssize_t got =
            retried([&] { return pread(descriptor(m_handle), buffer + done, wanted, offset + done); });
        if (got < 0)
            return base::failErrno(u"pread"_s, m_path);
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

Result<qint64> File::size() const
{
    struct stat status = {};
    if (fstat(descriptor(m_handle), &status) != 0)
        return base::failErrno(u"fstat"_s, m_path);
    return status.st_size;
}

Result<void> File::resize(qint64 bytes) const
{
    if (retried([&] { return ftruncate(descriptor(m_handle), bytes); }) != 0)
        return base::failErrno(u"ftruncate"_s, m_path);
    return {};
}

Result<void> File::preallocate(qint64 bytes) const
{
    if (bytes == 0)
        return {};
#if defined(Q_OS_LINUX)
    // The system call: glibc's fallocate() is fine too, its posix_fallocate() writes zeros where the volume cannot.
    const long done =
        retried([&] { return syscall(SYS_fallocate, descriptor(m_handle), 0, off_t{0}, off_t{bytes}); });
    if (done != 0 && errno != EOPNOTSUPP && errno != ENOSYS)
        return base::failErrno(u"fallocate"_s, m_path);
#elif defined(Q_OS_DARWIN)
    fstore_t store = {};
    store.fst_flags = F_ALLOCATEALL;
    store.fst_posmode = F_PEOFPOSMODE;
    store.fst_length = bytes;
    if (fcntl(descriptor(m_handle), F_PREALLOCATE, &store) == -1 && errno == ENOSPC)
        return base::failErrno(u"F_PREALLOCATE"_s, m_path);
#endif
    return {};
}

Result<void> File::syncData() const
{
    if (syncDescriptor(descriptor(m_handle)) != 0)
        return base::failErrno(u"fdatasync"_s, m_path);
    return {};
}

std::optional<FileState> stateOf(const QString &path)
{
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) != 0)
        return {};
    FileState state{.size = status.st_size,
                    .allocated = qint64{status.st_blocks} * 512,
                    .volume = static_cast<quint64>(status.st_dev),
                    .fileId = status.st_ino,
                    .mtimeSeconds = status.st_mtime,
                    .executable = (status.st_mode & S_IXUSR) != 0};
    if (S_ISREG(status.st_mode))
        state.kind = FileState::Kind::File;
    else if (S_ISDIR(status.st_mode))
        state.kind = FileState::Kind::Folder;
    else if (S_ISLNK(status.st_mode))
        state.kind = FileState::Kind::Link;
    return state;
}

Result<void> syncFolder(const QString &path)
{
    const int fd = retried(
        [&] { return ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC); });
    if (fd < 0)
        return base::failErrno(u"open"_s, path);
#ifdef Q_OS_DARWIN
    const int synced = syncDescriptor(fd);
#else
    const int synced = retried([&] { return fsync(fd); });
#endif
    const int error = errno;
    ::close(fd);
    // EINVAL, ENOTSUP: the file system has nothing to sync a folder with (some FUSE and network ones).
    if (synced != 0 && error != EINVAL && error != ENOTSUP)
        return fail(base::systemError(error, u"fsync"_s, path));
    return {};
}

Result<void> syncFile(const QString &path)
{
    const Result<File> file = File::open(path, File::Access::Read);
    return file ? file->syncData() : fail(file.error());
}

Result<void> syncFileFully(const QString &path)
{
    const Result<File> file = File::open(path, File::Access::Read);
    if (!file)
        return fail(file.error());
#ifdef Q_OS_DARWIN
    return file->syncData(); // F_FULLFSYNC leaves nothing out
#else
    if (retried([&] { return fsync(descriptor(file->handle())); }) != 0)
        return base::failErrno(u"fsync"_s, path);
    return {};
#endif
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
