#include "store/store_lock.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/lock_file.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kHolderLimit = 4096;

QByteArray holderText()
{
    const QJsonObject holder{{u"pid"_s, QCoreApplication::applicationPid()},
                             {u"host"_s, QSysInfo::machineHostName()},
                             {u"since"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODate)}};
    return QJsonDocument(holder).toJson(QJsonDocument::Compact) + '\n';
}

Cause describeHolder(const QByteArray &text)
{
    const QJsonObject holder = QJsonDocument::fromJson(text).object();
    const QDateTime since = QDateTime::fromString(holder[u"since"_s].toString(), Qt::ISODate);
    if (!since.isValid())
        return ErrorCode::Working;
    if (holder[u"pid"_s].toInteger() == QCoreApplication::applicationPid()
        && holder[u"host"_s].toString() == QSysInfo::machineHostName())
        return ErrorCode::WorkingHere;
    const qint64 seconds = std::max<qint64>(since.secsTo(QDateTime::currentDateTimeUtc()), 0);
    return Cause(ErrorCode::WorkingProcess, holder[u"pid"_s].toInteger(), holder[u"host"_s].toString(),
                 seconds);
}

} // namespace

struct StoreLock::Private {
    platform::LockFile file;
};

StoreLock::StoreLock() : d(std::make_unique<Private>()) {}
StoreLock::StoreLock(StoreLock &&) noexcept = default;
StoreLock &StoreLock::operator=(StoreLock &&) noexcept = default;
StoreLock::~StoreLock() = default;

Result<StoreLock> StoreLock::acquire(const QString &lockFile)
{
    // The folder went between prepare() and here: another run has just cleaned up behind itself.
    if (!platform::stateOf(QFileInfo(lockFile).absolutePath()))
        return fail(ErrorKind::Busy, ErrorCode::JustFinished, {.path = lockFile});
    StoreLock lock;
    const Result<bool> locked = lock.d->file.tryLock(lockFile);
    if (!locked)
        return fail(locked.error());
    if (!*locked) {
        const Result<std::optional<QByteArray>> holder = platform::readWhole(lockFile, kHolderLimit);
        return fail(ErrorKind::Busy, describeHolder(holder ? holder->value_or(QByteArray()) : QByteArray()),
                    {.path = lockFile});
    }
    if (const Result<void> written = lock.d->file.write(holderText()); !written)
        return fail(written.error());
    return lock;
}

} // namespace weightyard::store
