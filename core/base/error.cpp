#include "base/error.h"

#include "base/error_code.h"

#include <QStringList>
#include <cerrno>
#include <cstring>
#include <new>
#include <system_error>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

QList<ErrorKind> allErrorKinds()
{
    QList<ErrorKind> kinds;
    for (int i = 0; i <= static_cast<int>(ErrorKind::Cancelled); ++i)
        kinds.append(static_cast<ErrorKind>(i));
    return kinds;
}

QString errorKindName(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Network:
        return u"Network"_s;
    case ErrorKind::Timeout:
        return u"Timeout"_s;
    case ErrorKind::Tls:
        return u"Tls"_s;
    case ErrorKind::Auth:
        return u"Auth"_s;
    case ErrorKind::Gated:
        return u"Gated"_s;
    case ErrorKind::NotFound:
        return u"NotFound"_s;
    case ErrorKind::RateLimited:
        return u"RateLimited"_s;
    case ErrorKind::Server:
        return u"Server"_s;
    case ErrorKind::Protocol:
        return u"Protocol"_s;
    case ErrorKind::Corrupt:
        return u"Corrupt"_s;
    case ErrorKind::DiskFull:
        return u"DiskFull"_s;
    case ErrorKind::Permission:
        return u"Permission"_s;
    case ErrorKind::Conflict:
        return u"Conflict"_s;
    case ErrorKind::Unsafe:
        return u"Unsafe"_s;
    case ErrorKind::Internal:
        return u"Internal"_s;
    case ErrorKind::Usage:
        return u"Usage"_s;
    case ErrorKind::Prerequisite:
        return u"Prerequisite"_s;
    case ErrorKind::Busy:
        return u"Busy"_s;
    case ErrorKind::Disconnected:
        return u"Disconnected"_s;
    case ErrorKind::DiskFault:
        return u"DiskFault"_s;
    case ErrorKind::Cancelled:
        return u"Cancelled"_s;
    }
    Q_UNREACHABLE();
}

QString describe(const Error &error)
{
    QString what = errorKindName(error.kind);
    if (error.cause != Cause())
        what += u' ' + errorCodeName(error.cause.code);
    if (!error.cause.values.isEmpty())
        what += u" ("_s + error.cause.values.join(u", "_s) + u')';
    QStringList parts{error.detail.isEmpty() ? what : what + u": "_s + error.detail};
    const ErrorContext &context = error.context;
    if (context.httpStatus != 0)
        parts.append(u"HTTP %1"_s.arg(context.httpStatus));
    if (!context.url.isEmpty())
        parts.append(context.url);
    if (!context.path.isEmpty())
        parts.append(context.line > 0 ? u"%1:%2"_s.arg(context.path).arg(context.line) : context.path);
    if (!context.oid.isEmpty())
        parts.append(u"oid "_s + context.oid);
    if (context.bytesNeeded > 0)
        parts.append(u"%1 bytes needed, %2 free"_s.arg(context.bytesNeeded).arg(context.bytesFree));
    return parts.join(u" · "_s);
}

Error systemError(int errnoValue, const QString &what, const QString &path)
{
    ErrorKind kind = ErrorKind::Internal;
    switch (errnoValue) {
    case ENOSPC:
    case EFBIG:
#ifdef EDQUOT
    case EDQUOT:
#endif
        kind = ErrorKind::DiskFull;
        break;
    case EACCES:
    case EPERM:
    case EROFS:
        kind = ErrorKind::Permission;
        break;
    case ENODEV:
    case ENXIO:
#ifdef ESTALE
    case ESTALE:
#endif
        kind = ErrorKind::Disconnected;
        break;
    case EIO:
        kind = ErrorKind::DiskFault;
        break;
    case ENAMETOOLONG:
        kind = ErrorKind::Usage;
        break;
    case ENOTDIR:
    case ELOOP:
        kind = ErrorKind::Conflict;
        break;
    default:
        break;
    }
    const QString text = QString::fromLocal8Bit(std::strerror(errnoValue));
    return {.kind = kind, .detail = u"%1: %2"_s.arg(what, text), .context = {.path = path}};
}

Error thrownError(const std::exception &thrown)
{
    // Without any memory of its own.
    if (dynamic_cast<const std::bad_alloc *>(&thrown) != nullptr)
        return {.kind = ErrorKind::Internal, .cause = ErrorCode::NoMemory};
    Error error{.kind = ErrorKind::Internal, .detail = QString::fromLocal8Bit(thrown.what())};
    if (dynamic_cast<const std::system_error *>(&thrown) != nullptr)
        error.cause = ErrorCode::NoThread;
    return error;
}

QString withValues(const QString &text, const QStringList &values)
{
    QString out;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const int which = text[at] == u'%' && at + 1 < text.size() ? text[at + 1].digitValue() : -1;
        if (which < 1 || which > values.size()) {
            out += text[at];
            continue;
        }
        out += values[which - 1];
        ++at;
    }
    return out;
}

} // namespace weightyard::base
