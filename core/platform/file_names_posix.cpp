#include "platform/file_names.h"

#include "base/error_code.h"
#include "platform/file_io.h"

#ifndef Q_OS_WIN

#include <QFile>
#include <QFileInfo>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

/// Nothing is returned when another task took the folder, or one above it, away in between.
std::optional<Result<void>> tryMakeFolder(const QString &path, bool onlyOwner)
{
    const QByteArray name = QFile::encodeName(path);
    if (mkdir(name.constData(), onlyOwner ? 0700 : 0777) == 0)
        return Result<void>();
    int error = errno;
    if (error == ENOENT) {
        const QString parent = QFileInfo(path).absolutePath();
        if (parent == path)
            return base::failErrno(u"mkdir"_s, path);
        if (const Result<void> made = makeFolder(parent); !made)
            return made;
        if (mkdir(name.constData(), onlyOwner ? 0700 : 0777) == 0)
            return Result<void>();
        error = errno;
    }
    struct stat status = {};
    if (error == EEXIST && stat(name.constData(), &status) == 0 && S_ISDIR(status.st_mode))
        return Result<void>();
    if (error == ENOENT || (error == EEXIST && !stateOf(path)))
        return std::nullopt;
    if (error == EEXIST && QFileInfo(path).isSymLink() && !QFileInfo::exists(path)) // leads nowhere
        return fail(base::ErrorKind::Disconnected,
                    base::Cause(base::ErrorCode::DanglingLink, QFileInfo(path).symLinkTarget()),
                    {.path = path});
    if (error == EEXIST || error == ENOTDIR)
        return fail(base::ErrorKind::Conflict, base::ErrorCode::FileForFolder, {.path = path});
    return fail(base::systemError(error, u"mkdir"_s, path));
}

QString shownBelow(const std::filesystem::path &top, const std::filesystem::path &path)
{
    const std::string below = path.lexically_relative(top).native();
    return QString::fromUtf8(below.c_str()).replace(QChar::ReplacementCharacter, u'?');
}

} // namespace

Result<void> makeFolder(const QString &path, bool onlyOwner)
{
    for (int i = 0; i < kTriesBesideRemovals; ++i) {
        if (const std::optional<Result<void>> made = tryMakeFolder(path, onlyOwner))
            return *made;
    }
    // As in /proc: a file system of the system's own makes none.
    const bool hasParent = stateOf(QFileInfo(path).absolutePath()).has_value();
    return fail(base::systemError(hasParent ? EACCES : ENOENT, u"mkdir"_s, path));
}

Result<quint32> defaultPermissions(const QString &folder)
{
    const QString path = folder + u"/.permissions"_s;
    if (const Result<void> removed = removeFile(path); !removed && stateOf(path))
        return fail(removed.error());
    const int fd = ::open(QFile::encodeName(path).constData(),
                          O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0777);
    if (fd < 0)
        return base::failErrno(u"open"_s, folder); // what is tried there has a name that says nothing
    struct stat status = {};
    const int known = fstat(fd, &status);
    ::close(fd);
    if (const Result<void> removed = removeFile(path); !removed)
        return fail(removed.error());
    if (known != 0)
        return base::failErrno(u"fstat"_s, path);
    return quint32{status.st_mode} & 0777U;
}

Result<void> setPermissions(const QString &path, quint32 mode)
{
    if (chmod(QFile::encodeName(path).constData(), static_cast<mode_t>(mode)) != 0 && errno != EPERM
        && errno != ENOTSUP)
        return base::failErrno(u"chmod"_s, path);
    return {};
}

Result<void> setModified(const QString &path, qint64 secondsSinceEpoch)
{
    struct timespec times[2] = {};
    times[0].tv_sec = times[1].tv_sec = static_cast<time_t>(secondsSinceEpoch);
    if (utimensat(AT_FDCWD, QFile::encodeName(path).constData(), times, AT_SYMLINK_NOFOLLOW) != 0)
        return base::failErrno(u"utimensat"_s, path);
    return {};
}

Result<void> makeLink(const QString &path, const QByteArray &target)
{
    if (symlink(target.constData(), QFile::encodeName(path).constData()) != 0)
        return base::failErrno(u"symlink"_s, path);
    return {};
}

Result<QByteArray> readLink(const QString &path)
{
    QByteArray target(4096, Qt::Uninitialized);
    const ssize_t length =
        readlink(QFile::encodeName(path).constData(), target.data(), static_cast<size_t>(target.size()));
    if (length < 0)
        return base::failErrno(u"readlink"_s, path);
    target.truncate(length);
    return target;
}

Result<quint32> permissionsOf(const QString &path)
{
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0)
        return base::failErrno(u"stat"_s, path);
    return quint32{status.st_mode} & 07777U;
}

Result<void> renameOver(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return base::failErrno(u"rename"_s, to);
    return {};
}

Result<void> renameFolder(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0)
        return {};
    if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOTDIR)
        return fail(base::ErrorKind::Conflict, base::ErrorCode::ThereNow, {.path = to});
    return base::failErrno(u"rename"_s, to);
}

Result<void> removeFile(const QString &path)
{
    if (unlink(QFile::encodeName(path).constData()) != 0 && errno != ENOENT)
        return base::failErrno(u"unlink"_s, path);
    return {};
}

Result<void> removeTree(const QString &path)
{
    std::error_code error;
    std::filesystem::remove_all(std::filesystem::path(QFile::encodeName(path).toStdString()), error);
    if (error)
        return fail(base::systemError(error.value(), u"remove"_s, path));
    return {};
}

Result<Unlisted> unlistedIn(const QString &folder)
{
    namespace fs = std::filesystem;
    Unlisted unlisted;
    if (!stateOf(folder))
        return unlisted;
    const fs::path top(QFile::encodeName(folder).toStdString());
    std::vector<fs::path> folders{top};
    while (!folders.empty()) {
        const fs::path one = std::move(folders.back());
        folders.pop_back();
        std::error_code error;
        fs::directory_iterator entries(one, error);
        for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
            const QByteArray name = QByteArray::fromStdString(entries->path().filename().native());
            if (!name.isValidUtf8())
                unlisted.names.append(shownBelow(top, entries->path()));
            else if (entries->symlink_status(error).type() == fs::file_type::directory)
                folders.push_back(entries->path());
            error.clear(); // it went away meanwhile
        }
        if (error == std::errc::permission_denied)
            unlisted.unreadable.append(shownBelow(top, one));
        else if (error && error != std::errc::no_such_file_or_directory)
            return fail(base::systemError(error.value(), u"readdir"_s, folder));
    }
    unlisted.names.sort();
    return unlisted;
}

void removeEmptyFolder(const QString &path)
{
    rmdir(QFile::encodeName(path).constData());
}

} // namespace weightyard::platform

#endif // Q_OS_WIN
