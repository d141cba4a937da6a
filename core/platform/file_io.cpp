#include "platform/file_io.h"

#include "base/error_code.h"
#include "platform/file_names.h"

#include <QFile>
#include <QFileInfo>
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

Result<void> writeDurably(const QString &path, QByteArrayView content)
{
    const QString temporary = path + u".new"_s;
    if (const Result<void> removed = removeFile(temporary); !removed)
        return removed;
    Result<File> file = File::open(temporary, File::Access::CreateNew);
    if (!file)
        return fail(file.error());
    Result<void> done = file->writeAt(0, content);
    if (done)
        done = file->syncData();
    if (done)
        done = file->close();
    if (done)
        done = renameOver(temporary, path);
    if (!done) {
        static_cast<void>(removeFile(temporary));
        return done;
    }
    return syncFolder(QFileInfo(path).absolutePath());
}

} // namespace weightyard::platform
