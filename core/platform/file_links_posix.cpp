#include "platform/file_links.h"

#include "base/error_code.h"

#include <QtGlobal>
#ifndef Q_OS_WIN

#include <QFile>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <linux/fs.h>
#include <sys/syscall.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

Result<bool> hardLink(const QString &from, const QString &to)
{
    if (linkat(AT_FDCWD, QFile::encodeName(from).constData(), AT_FDCWD, QFile::encodeName(to).constData(), 0)
        == 0)
        return true;
    switch (errno) {
    case EXDEV:
    case EPERM: // no links here, or another user's file (protected_hardlinks)
    case EACCES:
    case EMLINK:
    case ENOTSUP:
    case ENOSYS:
        return false;
    case EEXIST:
        return fail(base::ErrorKind::Conflict, base::ErrorCode::InTheWay, {.path = to});
    default:
        return base::failErrno(u"link"_s, to);
    }
}

// File systems in user space may take the flag and rename without it (exfat-fuse 1.4): this is refused where the other
// folder has something in it, and else that folder, which was empty, is gone.
Result<bool> exchangeNames(const QString &one, const QString &other)
{
    const QByteArray first = QFile::encodeName(one);
    const QByteArray second = QFile::encodeName(other);
#if defined(Q_OS_LINUX)
    const long done =
        syscall(SYS_renameat2, AT_FDCWD, first.constData(), AT_FDCWD, second.constData(), RENAME_EXCHANGE);
#elif defined(Q_OS_DARWIN)
    const int done = renamex_np(first.constData(), second.constData(), RENAME_SWAP);
#else
    errno = ENOSYS;
    const int done = -1;
#endif
    struct stat status = {};
    if (done == 0 && ::lstat(first.constData(), &status) != 0 && ::mkdir(first.constData(), 0777) != 0)
        return base::failErrno(u"mkdir"_s, one);
    if (done == 0)
        return true;
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP || errno == ENOTEMPTY || errno == EEXIST)
        return false;
    return base::failErrno(u"exchange"_s, other);
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
