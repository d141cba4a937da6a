#include "platform/file_io.h"

#include "base/error_code.h"
#include "platform/file_names.h"
#include "platform/lock_file.h"

#include <QFile>
#include <QFileInfo>
#include <chrono>
#include <thread>
#include <utility>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

File::File(File &&other) noexcept
    : m_path(std::move(other.m_path)),
      m_handle(std::exchange(other.m_handle, kNone))
{}

File &File::operator=(File &&other) noexcept
{
    std::swap(m_path, other.m_path);
    std::swap(m_handle, other.m_handle);
    return *this;
}

File::~File()
{
    // Whoever cares about the bytes has synced or closed it before.
    static_cast<void>(close());
}

Result<std::optional<QByteArray>> readWhole(const QString &path, qint64 limit)
{
    if (!stateOf(path))
        return std::optional<QByteArray>();
    if (!QFileInfo(path).isFile()) // a pipe would never come to an end
        return fail(ErrorKind::Protocol, ErrorCode::NotRegularFile, {.path = path});
    const Result<File> file = File::open(path, File::Access::Read);
    if (!file)
        return fail(file.error());
    const Result<qint64> size = file->size();
    if (!size)
        return fail(size.error());
    if (*size > limit)
        return fail(ErrorKind::Protocol, ErrorCode::LargerThanKind, {.path = path});
    QByteArray content(*size, Qt::Uninitialized);
    const Result<qint64> got = file->readAt(0, content.data(), content.size());
    if (!got)
        return fail(got.error());
    content.truncate(*got);
    return content;
}

namespace {

constexpr std::chrono::milliseconds kWriterPatience{10'000}; // a writer takes some milliseconds
constexpr std::chrono::milliseconds kLookAgain{2};

// Two at once would write into one temporary file, and one would publish the other's half. Where a volume knows no locks, or a
// stopped process holds one, the write goes on without.
void waitForTurn(LockFile &turn, const QString &temporary)
{
    const auto end = std::chrono::steady_clock::now() + kWriterPatience;
    while (std::chrono::steady_clock::now() < end) {
        const Result<bool> mine = turn.tryLock(temporary);
        if (!mine || *mine)
            return;
        std::this_thread::sleep_for(kLookAgain);
    }
}

Result<void> writeTemporary(const QString &path, QByteArrayView content, std::optional<quint32> mode)
{
    Result<File> file = File::open(path, File::Access::ReadWrite); // of a writer that was killed
    if (!file)
        return fail(file.error());
    Result<void> done = file->resize(0);
    if (done)
        done = file->writeAt(0, content);
    if (done && mode)
        done = setPermissions(path, *mode);
    if (done)
        done = mode ? syncFileFully(path) : file->syncData();
    return done ? file->close() : done;
}

} // namespace

Result<void> writeDurably(const QString &path, QByteArrayView content, const NewFile &as)
{
    const QString temporary = as.temporary.isEmpty() ? path + u".new"_s : as.temporary;
    LockFile turn;
    waitForTurn(turn, temporary);
    Result<void> done = writeTemporary(temporary, content, as.mode);
    if (done)
        done = renameOver(temporary, path);
    if (!done) {
        static_cast<void>(removeFile(temporary));
        return done;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace weightyard::platform
