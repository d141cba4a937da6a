#include "platform/file_copy.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFile>
#include <algorithm>
#include <cerrno>
#include <memory>
#include <system_error>
#if defined(Q_OS_LINUX)
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <unistd.h>
#elif defined(Q_OS_DARWIN)
#include <fcntl.h>
#include <sys/clonefile.h>
#endif

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {

using Copied = std::function<void(qint64)>;
constexpr qint64 kChunk = 64LL * 1024 * 1024; // how long a cancel may take
constexpr qint64 kCopyBuffer = 1024 * 1024;

#ifdef Q_OS_LINUX
// Copies from `done` on inside the kernel as far as that goes; the result is how far. 0 bytes: this pair of files cannot.
Result<qint64> copyInKernel(const File &from, const File &to, qint64 size, const base::CancelToken &cancel,
                            const Copied &copied)
{
    const int source = static_cast<int>(from.handle());
    const int target = static_cast<int>(to.handle());
    if (ioctl(target, FICLONE, source) == 0)
        return size;
    qint64 done = 0;
    while (done < size) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        off_t in = done;
        off_t out = done;
        const auto length = static_cast<size_t>(std::min(size - done, kChunk));
        const ssize_t count = copy_file_range(source, &in, target, &out, length, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG || errno == EIO))
            return base::failErrno(u"copy_file_range"_s, to.path());
        if (count <= 0)
            break;
        done += count;
        copied(done);
    }
    return done;
}
#endif

Result<void> copyBytes(const File &from, const File &to, qint64 done, qint64 size,
                       const base::CancelToken &cancel, const Copied &copied)
{
    const auto buffer = std::make_unique<char[]>(kCopyBuffer);
    while (done < size) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        const Result<qint64> got = from.readAt(done, buffer.get(), std::min(size - done, kCopyBuffer));
        if (!got)
            return fail(got.error());
        if (*got == 0)
            return fail(base::ErrorKind::Internal, base::ErrorCode::ShorterWhileCopied,
                        {.path = from.path()});
        if (const Result<void> wrote = to.writeAt(done, QByteArrayView(buffer.get(), *got)); !wrote)
            return wrote;
        done += *got;
        if (done % kChunk == 0)
            copied(done);
    }
    return {};
}

Result<void> copyInto(const File &from, const File &to, const base::CancelToken &cancel, const Copied &copied)
{
    const Result<qint64> size = from.size();
    if (!size)
        return fail(size.error());
    qint64 done = 0;
#ifdef Q_OS_LINUX
    const Result<qint64> inKernel = copyInKernel(from, to, *size, cancel, copied);
    if (!inKernel)
        return fail(inKernel.error());
    done = *inKernel;
#endif
    return copyBytes(from, to, done, *size, cancel, copied);
}

} // namespace

Result<void> copyFile(const QString &from, const QString &to, const base::CancelToken &cancel,
                      const std::function<void(qint64)> &copied)
{
    const Result<File> source = File::open(from, File::Access::Read);
    if (!source)
        return fail(source.error());
#ifdef Q_OS_DARWIN
    if (fclonefileat(static_cast<int>(source->handle()), AT_FDCWD, QFile::encodeName(to).constData(), 0) == 0)
        return setPermissions(to, 0600);
#endif
    Result<File> target = File::open(to, File::Access::CreateNew);
    if (!target)
        return fail(target.error());
    Result<void> done = copyInto(
        *source, *target, cancel, copied ? copied : [](qint64) {});
    if (done)
        done = target->close();
    if (!done)
        static_cast<void>(removeFile(to));
    return done;
}

Result<bool> cloneFile(const QString &from, const QString &to)
{
    const Result<File> source = File::open(from, File::Access::Read);
    if (!source)
        return fail(source.error());
#if defined(Q_OS_LINUX)
    Result<File> target = File::open(to, File::Access::CreateNew);
    if (!target)
        return fail(target.error());
    if (ioctl(static_cast<int>(target->handle()), FICLONE, static_cast<int>(source->handle())) == 0) {
        const Result<void> closed = target->close();
        return closed ? Result<bool>(true) : fail(closed.error());
    }
    const Result<void> removed = removeFile(to);
    return removed ? Result<bool>(false) : fail(removed.error());
#elif defined(Q_OS_DARWIN)
    if (fclonefileat(static_cast<int>(source->handle()), AT_FDCWD, QFile::encodeName(to).constData(), 0) != 0)
        return errno == EEXIST ? Result<bool>(base::failErrno(u"clonefile"_s, to)) : Result<bool>(false);
    const Result<void> set = setPermissions(to, 0600);
    return set ? Result<bool>(true) : fail(set.error());
#else
    Q_UNUSED(to)
    return false;
#endif
}

} // namespace weightyard::platform
