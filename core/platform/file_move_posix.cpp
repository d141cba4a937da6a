#include "platform/file_move.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#ifndef Q_OS_WIN

#include <QFile>
#include <QStringList>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#ifdef Q_OS_LINUX
#include <linux/fs.h>
#include <sys/syscall.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

class FolderDescriptor
{
public:
    explicit FolderDescriptor(int fd) : m_fd(fd) {}
    FolderDescriptor(FolderDescriptor &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    FolderDescriptor &operator=(FolderDescriptor &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FolderDescriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int fd() const { return m_fd; }

private:
    int m_fd;
};

base::Failure inTheWay(const QString &path)
{
    return fail(ErrorKind::Conflict, ErrorCode::InTheWay, {.path = path});
}

Result<FolderDescriptor> openFolder(int parent, const QByteArray &name, const QString &path)
{
    FolderDescriptor folder(
        openat(parent, name.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder.fd() >= 0)
        return folder;
    if (errno == ELOOP || errno == ENOTDIR)
        return inTheWay(path);
    return base::failErrno(u"open"_s, path);
}

int renameNoReplace(const QByteArray &from, int folder, const QByteArray &name)
{
#if defined(Q_OS_LINUX)
    return static_cast<int>(
        syscall(SYS_renameat2, AT_FDCWD, from.constData(), folder, name.constData(), RENAME_NOREPLACE));
#elif defined(Q_OS_DARWIN)
    return renameatx_np(AT_FDCWD, from.constData(), folder, name.constData(), RENAME_EXCL);
#else
    errno = ENOSYS;
    return -1;
#endif
}

// Where the volume cannot refuse to replace: a hard link can; without those only looking first is left.
int renameLooking(const QByteArray &from, int folder, const QByteArray &name)
{
    struct stat status = {};
    if (fstatat(AT_FDCWD, from.constData(), &status, AT_SYMLINK_NOFOLLOW) != 0)
        return -1;
    if (S_ISREG(status.st_mode) && linkat(AT_FDCWD, from.constData(), folder, name.constData(), 0) == 0)
        return unlink(from.constData());
    if (S_ISREG(status.st_mode) && errno == EEXIST)
        return -1;
    if (fstatat(folder, name.constData(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return -1;
    }
    return renameat(AT_FDCWD, from.constData(), folder, name.constData());
}

// A crash between link and unlink of renameLooking() leaves one file with two names.
bool isSameFile(const QByteArray &from, int folder, const QByteArray &name)
{
    struct stat one = {};
    struct stat other = {};
    return fstatat(AT_FDCWD, from.constData(), &one, AT_SYMLINK_NOFOLLOW) == 0
           && fstatat(folder, name.constData(), &other, AT_SYMLINK_NOFOLLOW) == 0
           && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

struct Walked {
    FolderDescriptor folder;
    QByteArray name;
};

// Opens, and makes, all parts of `relative` but the last. Each folder that got a new name goes to `touched`.
Result<Walked> walk(const QString &root, const QString &relative, QSet<QString> &touched)
{
    Result<FolderDescriptor> folder = openFolder(AT_FDCWD, QFile::encodeName(root), root);
    if (!folder)
        return fail(folder.error());
    QString path = root;
    const QStringList parts = relative.split(u'/');
    for (const QString &part : parts.first(parts.size() - 1)) {
        const QByteArray name = QFile::encodeName(part);
        if (mkdirat(folder->fd(), name.constData(), 0777) == 0)
            touched.insert(path);
        else if (errno != EEXIST)
            return base::failErrno(u"mkdir"_s, path + u'/' + part);
        path += u'/' + part;
        Result<FolderDescriptor> next = openFolder(folder->fd(), name, path);
        if (!next)
            return fail(next.error());
        *folder = std::move(*next);
    }
    touched.insert(path);
    return Walked{std::move(*folder), QFile::encodeName(parts.last())};
}

} // namespace

Result<void> TargetFolder::moveIn(const QString &from, const QString &relative)
{
    const Result<Walked> place = walk(m_root, relative, m_touched);
    if (!place)
        return fail(place.error());
    const QByteArray source = QFile::encodeName(from);
    const int folder = place->folder.fd();
    int moved = renameNoReplace(source, folder, place->name);
    if (moved != 0 && (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP))
        moved = renameLooking(source, folder, place->name);
    if (moved == 0)
        return {};
    const QString path = m_root + u'/' + relative;
    if (errno != EEXIST && errno != ENOTEMPTY)
        return base::failErrno(u"rename"_s, path);
    return isSameFile(source, folder, place->name) ? removeFile(from) : Result<void>(inTheWay(path));
}

Result<void> TargetFolder::makeFolder(const QString &relative)
{
    const Result<Walked> place = walk(m_root, relative, m_touched);
    if (!place)
        return fail(place.error());
    if (mkdirat(place->folder.fd(), place->name.constData(), 0777) == 0)
        return {};
    if (errno != EEXIST)
        return base::failErrno(u"mkdir"_s, m_root + u'/' + relative);
    const Result<FolderDescriptor> there =
        openFolder(place->folder.fd(), place->name, m_root + u'/' + relative);
    return there ? Result<void>() : fail(there.error());
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
