#include "platform/tree_sync.h"

#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#ifdef Q_OS_LINUX
#include <QSysInfo>
#include <QVersionNumber>
#include <cerrno>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

constexpr qsizetype kManyFiles = 64;

// Before 5.8 syncfs said nothing of failed writes (syncfs(2)).
bool isWorthOneSync(const QStringList &files)
{
#ifdef Q_OS_LINUX
    return files.size() > kManyFiles
           && QVersionNumber::fromString(QSysInfo::kernelVersion()) >= QVersionNumber(5, 8);
#else
    Q_UNUSED(files)
    return false;
#endif
}

Result<void> syncVolume(const QString &folder)
{
#ifdef Q_OS_LINUX
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return base::failErrno(u"open"_s, folder);
    const int synced = syncfs(fd);
    const int error = errno;
    ::close(fd);
    if (synced != 0)
        return fail(base::systemError(error, u"syncfs"_s, folder));
#else
    Q_UNUSED(folder)
#endif
    return {};
}

} // namespace

Result<void> syncTree(const QString &root)
{
    QStringList files;
    QStringList folders{root};
    QDirIterator names(root, kEveryEntry, QDirIterator::Subdirectories);
    while (names.hasNext()) {
        const QString path = names.next();
        const std::optional<FileState> state = stateOf(path);
        if (state && state->kind == FileState::Kind::File)
            files.append(path);
        else if (state && state->kind == FileState::Kind::Folder)
            folders.append(path);
    }
    if (isWorthOneSync(files))
        return syncVolume(root);
    for (const QString &file : std::as_const(files)) {
        if (const Result<void> synced = syncFileFully(file); !synced)
            return synced;
    }
    // Children first, so that a name never leads to a folder that lost its own.
    for (auto folder = folders.crbegin(); folder != folders.crend(); ++folder) {
        if (const Result<void> synced = syncFolder(*folder); !synced)
            return synced;
    }
    return {};
}

Result<void> syncFiles(const QStringList &files)
{
    if (isWorthOneSync(files))
        return syncVolume(QFileInfo(files.first()).path());
    for (const QString &file : files) {
        if (const Result<void> synced = syncFile(file); !synced)
            return synced;
    }
    return {};
}

} // namespace weightyard::platform
