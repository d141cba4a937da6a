#include "git/libgit2_handle.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <array>
#include <cerrno>
#include <cstring>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

base::Error libgit2Error(base::ErrorKind kind, const base::Cause &what, const QString &path)
{
    const git_error *last = git_error_last();
    const QByteArray text = last && last->message ? QByteArray(last->message) : QByteArray();
    const base::Error said{.kind = kind,
                           .cause = what,
                           .detail = base::redactedText(QString::fromUtf8(text)),
                           .context = {.path = path}};
    static constexpr std::array kSystemErrors = {
        ENOSPC, EFBIG, EACCES, EPERM, EROFS, EIO, ENODEV, ENXIO,
#ifdef EDQUOT
        EDQUOT,
#endif
#ifdef ESTALE
        ESTALE,
#endif
    };
    for (const int number : kSystemErrors) {
        if (!text.endsWith(std::strerror(number)))
            continue;
        base::Error error = said;
        error.kind = base::systemError(number, {}, path).kind;
        return error;
    }
    return said;
}

QByteArray hexOf(const git_oid &id)
{
    QByteArray hex(GIT_OID_SHA1_HEXSIZE, '\0');
    git_oid_fmt(hex.data(), &id);
    return hex;
}

base::Result<git_oid> idFromHex(const QByteArray &hex)
{
    git_oid id{};
    if (hex.size() != GIT_OID_SHA1_HEXSIZE || git_oid_fromstr(&id, hex.constData()) != 0)
        return base::fail(base::ErrorKind::Internal,
                          base::Cause(base::ErrorCode::NotObjectId, QString::fromLatin1(hex.left(80))));
    return id;
}

} // namespace weightyard::git
