#include "platform/volume.h"

#include "platform/file_io.h"

#ifndef Q_OS_WIN

#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <linux/magic.h>
#include <sys/vfs.h>
#else
#include <sys/mount.h>
#include <sys/param.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kMatters = 1LL << 43;        // 8 TiB: no model file comes near
constexpr qint64 kFatLimit = (1LL << 32) - 1; // Microsoft FAT32 File System Specification 1.03: a 32-bit size

bool isFat(const struct statfs &facts)
{
#ifdef Q_OS_LINUX
    return static_cast<quint64>(facts.f_type) == MSDOS_SUPER_MAGIC;
#else
    return qstrcmp(facts.f_fstypename, "msdos") == 0;
#endif
}

qint64 blockUnit(const struct statfs &facts)
{
#ifdef Q_OS_LINUX
    if (facts.f_frsize != 0)
        return static_cast<qint64>(facts.f_frsize);
#endif
    return static_cast<qint64>(facts.f_bsize);
}

// FAT and exFAT give bytes of the longest name in UTF-8 (1530); what they hold is 255 units of UTF-16.
int nameLimit(const struct statfs &facts)
{
    constexpr int kUsual = 255;
#ifdef Q_OS_LINUX
    return facts.f_namelen > 0 ? static_cast<int>(std::min<qint64>(facts.f_namelen, kUsual)) : kUsual;
#else
    Q_UNUSED(facts)
    return kUsual;
#endif
}

} // namespace

Result<VolumeFacts> volumeFacts(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct statfs facts = {}; // not statvfs: on macOS that counts blocks in 32 bits
    int done = statfs(name.constData(), &facts);
    while (done != 0 && errno == EINTR)
        done = statfs(name.constData(), &facts);
    if (done != 0)
        return base::failErrno(u"statfs"_s, path);
    const qint64 unit = blockUnit(facts);
    return VolumeFacts{.total = static_cast<qint64>(facts.f_blocks) * unit,
                       .available = static_cast<qint64>(facts.f_bavail) * unit,
                       .maxNameBytes = nameLimit(facts),
                       .maxFileBytes = isFat(facts) ? kFatLimit : -1};
}

QString mountPoint(const QString &path)
{
    QString folder = QFileInfo(path).canonicalFilePath();
    struct stat status = {};
    if (folder.isEmpty() || stat(QFile::encodeName(folder).constData(), &status) != 0)
        return path;
    for (;;) {
        const QString parent = QFileInfo(folder).absolutePath();
        struct stat above = {};
        if (parent == folder || stat(QFile::encodeName(parent).constData(), &above) != 0
            || above.st_dev != status.st_dev)
            return folder;
        folder = parent;
    }
}

bool isMountPoint(const QString &folder)
{
    const std::optional<FileState> here = stateOf(folder);
    const std::optional<FileState> above = stateOf(QFileInfo(folder).absolutePath());
    if (!here || here->kind != FileState::Kind::Folder || !above)
        return false;
    if (here->volume != above->volume || here->fileId == above->fileId)
        return true;
#ifdef Q_OS_LINUX
    struct statx facts = {};
    const int known = statx(AT_FDCWD, QFile::encodeName(folder).constData(), AT_SYMLINK_NOFOLLOW, 0, &facts);
    return known == 0 && (facts.stx_attributes_mask & facts.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
#else
    return false;
#endif
}

// Seeking is refused beyond what the volume's files can have (generic_file_llseek in Linux: s_maxbytes), and costs nothing.
qint64 largestFile(const File &file)
{
    const auto reaches = [&](qint64 offset) {
        return lseek(static_cast<int>(file.handle()), offset, SEEK_SET) == offset;
    };
    if (reaches(kMatters))
        return -1;
    qint64 good = 0;
    qint64 bad = kMatters;
    while (bad - good > 1) {
        const qint64 middle = good + (bad - good) / 2;
        (reaches(middle) ? good : bad) = middle;
    }
    return good;
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
