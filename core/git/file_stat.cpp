#include "git/file_stat.h"

#include "base/error_code.h"

#include <QDateTime>
#include <QFile>

#ifdef Q_OS_WIN
#include "platform/windows_file.h"
#else
#include <cerrno>
#include <sys/stat.h>
#endif

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

#ifdef Q_OS_WIN

namespace {

FileTime fromWindows(const FILETIME &time)
{
    constexpr qint64 kTicksPerSecond = 10'000'000; // of 100 ns
    constexpr qint64 kSecondsTo1970 = 11'644'473'600;
    const qint64 ticks = (static_cast<qint64>(time.dwHighDateTime) << 32) | time.dwLowDateTime;
    return {.seconds = ticks / kTicksPerSecond - kSecondsTo1970,
            .nanoseconds = static_cast<uint32_t>(ticks % kTicksPerSecond) * 100};
}

} // namespace

base::Result<FileStat> statFile(const QString &path)
{
    WIN32_FILE_ATTRIBUTE_DATA data{};
    if (!GetFileAttributesExW(platform::nativePath(path).c_str(), GetFileExInfoStandard, &data))
        return platform::lastError(u"GetFileAttributesEx"_s, path);
    return FileStat{.changed = fromWindows(data.ftCreationTime),
                    .modified = fromWindows(data.ftLastWriteTime),
                    .size = (static_cast<qint64>(data.nFileSizeHigh) << 32) | data.nFileSizeLow};
}

#else

namespace {

FileTime fromSystem(const timespec &time)
{
    return {.seconds = time.tv_sec, .nanoseconds = static_cast<uint32_t>(time.tv_nsec)};
}

} // namespace

base::Result<FileStat> statFile(const QString &path)
{
    struct stat data {};
    if (lstat(QFile::encodeName(path).constData(), &data) != 0)
        return base::failErrno(u"lstat"_s, path);
#ifdef Q_OS_DARWIN
    const timespec &changed = data.st_ctimespec;
    const timespec &modified = data.st_mtimespec;
#else
    const timespec &changed = data.st_ctim;
    const timespec &modified = data.st_mtim;
#endif
    return FileStat{.changed = fromSystem(changed),
                    .modified = fromSystem(modified),
                    .device = static_cast<uint64_t>(data.st_dev),
                    .inode = data.st_ino,
                    .user = data.st_uid,
                    .group = data.st_gid,
                    .size = data.st_size};
}

#endif

base::Result<void> makeNewerThan(const QString &path, qint64 seconds)
{
    const base::Result<FileStat> stat = statFile(path);
    if (!stat)
        return base::fail(stat.error());
    if (stat->modified.seconds > seconds)
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadWrite)
        || !file.setFileTime(QDateTime::fromSecsSinceEpoch(seconds + 1), QFileDevice::FileModificationTime))
        return base::fail(base::ErrorKind::Internal, base::ErrorCode::IndexTime, file.errorString(),
                          {.path = path});
    return {};
}

} // namespace weightyard::git
