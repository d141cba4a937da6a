#include "platform/lock_file.h"

#ifndef Q_OS_WIN

#include <QFile>
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr int kTries = 16;

// The holder removes the file with its state folder at the end; a lock on a file that has no name any more protects nothing.
bool isStillThere(int fd, const QByteArray &name)
{
    struct stat open = {};
    struct stat named = {};
    return fstat(fd, &open) == 0 && lstat(name.constData(), &named) == 0 && open.st_dev == named.st_dev
           && open.st_ino == named.st_ino;
}

} // namespace

LockFile::~LockFile()
{
    if (m_handle >= 0)
        ::close(static_cast<int>(m_handle));
}

Result<bool> LockFile::tryLock(const QString &path)
{
    m_path = path;
    const QByteArray name = QFile::encodeName(path);
    for (int i = 0; i < kTries; ++i) {
        const int fd = ::open(name.constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
            return base::failErrno(u"open"_s, path);
        int locked = flock(fd, LOCK_EX | LOCK_NB);
        while (locked != 0 && errno == EINTR)
            locked = flock(fd, LOCK_EX | LOCK_NB);
        const int error = errno;
        if (locked == 0 && isStillThere(fd, name)) {
            m_handle = fd;
            return true;
        }
        ::close(fd);
        if (locked != 0 && error == EWOULDBLOCK)
            return false;
        if (locked != 0)
            return fail(base::systemError(error, u"flock"_s, path));
    }
    return false;
}

Result<void> LockFile::write(QByteArrayView content)
{
    const int fd = static_cast<int>(m_handle);
    if (ftruncate(fd, 0) != 0
        || pwrite(fd, content.data(), static_cast<size_t>(content.size()), 0) != content.size())
        return base::failErrno(u"write"_s, m_path);
    return {};
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
