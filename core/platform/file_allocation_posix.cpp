#include "platform/file_allocation.h"

#ifndef Q_OS_WIN

#include <QByteArray>
#include <QFile>
#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <array>
#include <cstring>
#include <linux/fiemap.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#endif

namespace weightyard::platform {

namespace {

constexpr qint64 kStatBlock = 512; // of st_blocks, whatever the volume's own are

#ifdef Q_OS_LINUX

constexpr unsigned kExtentsAtOnce = 128;

/// Bytes in extents that other files share (Documentation/filesystems/fiemap.rst).
qint64 sharedBytes(const QByteArray &path)
{
    const int file = open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0)
        return 0;
    alignas(struct fiemap)
        std::array<char, sizeof(struct fiemap) + kExtentsAtOnce * sizeof(struct fiemap_extent)>
            memory{};
    auto *map = reinterpret_cast<struct fiemap *>(memory.data());
    qint64 shared = 0;
    quint64 start = 0;
    for (bool last = false; !last;) {
        memory.fill(0);
        map->fm_start = start;
        map->fm_length = FIEMAP_MAX_OFFSET - start;
        map->fm_extent_count = kExtentsAtOnce;
        if (ioctl(file, FS_IOC_FIEMAP, map) != 0 || map->fm_mapped_extents == 0)
            break;
        const auto *extents =
            reinterpret_cast<const struct fiemap_extent *>(memory.data() + sizeof(struct fiemap));
        for (unsigned i = 0; i < map->fm_mapped_extents; ++i) {
            if ((extents[i].fe_flags & FIEMAP_EXTENT_SHARED) != 0)
                shared += static_cast<qint64>(extents[i].fe_length);
            last = (extents[i].fe_flags & FIEMAP_EXTENT_LAST) != 0;
            start = extents[i].fe_logical + extents[i].fe_length;
        }
    }
    close(file);
    return shared;
}

#else

qint64 sharedBytes(const QByteArray &)
{
    return 0;
}

#endif

} // namespace

FileAllocation allocationOf(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat facts = {};
    if (lstat(name.constData(), &facts) != 0 || S_ISDIR(facts.st_mode))
        return {};
    const qint64 bytes = static_cast<qint64>(facts.st_blocks) * kStatBlock;
    if (facts.st_nlink > 1)
        return {.bytes = bytes, .freed = 0};
    const qint64 shared = S_ISREG(facts.st_mode) ? sharedBytes(name) : 0;
    return {.bytes = bytes, .freed = std::max<qint64>(bytes - shared, 0)};
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
