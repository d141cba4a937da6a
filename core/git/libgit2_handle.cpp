#include "git/libgit2_handle.h"

#include "base/redact.h"

#include <array>
#include <cerrno>
#include <cstring>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

base::Error libgit2Error(base::ErrorKind kind, const QString &what, const QString &path)
{
    const git_error *last = git_error_last();
    const QByteArray text = last && last->message ? QByteArray(last->message) : QByteArray();
    const QString detail =
        text.isEmpty() ? what : what + u": "_s + base::redactedText(QString::fromUtf8(text));

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
        base::Error error = base::systemError(number, what, path);
        error.detail = detail;
        return error;
    }
    return {.kind = kind, .detail = detail, .context = {.path = path}};
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
                          u"not a git object id: "_s + QString::fromLatin1(hex.left(80)));
    return id;
}

} // namespace weightyard::git
