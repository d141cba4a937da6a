#include "net/status_error.h"

#include "base/error_code.h"
#include "base/redact.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;

namespace {

constexpr qsizetype kLongestText = 300;
constexpr qsizetype kLongestPage = 4096;

QString header(const HttpReply &reply, const QByteArray &name)
{
    return QString::fromUtf8(reply.head.headers.value(name).value_or(QByteArray())).trimmed();
}

/// One line that may be shown: servers put anything into messages.
QString tidied(QString text)
{
    text.removeIf([](QChar c) { return c.category() == QChar::Other_Control && !c.isSpace(); });
    return base::redactedText(text.simplified()).left(kLongestText);
}

QString messageOf(const HttpReply &reply)
{
    const QString code = header(reply, "X-Error-Code"_ba);
    QString message = header(reply, "X-Error-Message"_ba);
    const QString type = header(reply, "Content-Type"_ba).toLower();
    if (message.isEmpty() && type.contains("json"_L1)) {
        const QJsonObject body = QJsonDocument::fromJson(reply.body).object();
        message = body.value("message"_L1).toString();
        if (message.isEmpty())
            message = body.value("error"_L1).toString();
    } else if (message.isEmpty() && type.startsWith("text/plain"_L1)) {
        message = QString::fromUtf8(reply.body.left(kLongestText));
    }
    if (message.isEmpty() || code.isEmpty())
        return tidied(code + message);
    return tidied(code + u": "_s + message);
}

/// Retry-After (RFC 9110 10.2.3): seconds or a date. RateLimit (draft-ietf-httpapi-ratelimit-headers): t= seconds.
std::optional<qint64> retryAfterMs(const HttpReply &reply, const base::Clock &clock)
{
    constexpr qint64 kFarAway = 366LL * 24 * 3600;
    bool ok = false;
    const QString text = header(reply, "Retry-After"_ba);
    if (const qint64 seconds = text.toLongLong(&ok); ok)
        return std::clamp<qint64>(seconds, 0, kFarAway) * 1000;
    if (const auto when = parseHttpDate(text.toUtf8()))
        return std::clamp<qint64>(*when - serverWallMs(reply, clock), 0, kFarAway * 1000);
    if (reply.head.status != 429)
        return {}; // says how much is left, not that it is too little
    const QStringList parts = header(reply, "RateLimit"_ba).split(u';');
    for (const QString &part : parts) {
        if (!part.trimmed().startsWith("t="_L1))
            continue;
        if (const qint64 seconds = part.trimmed().mid(2).toLongLong(&ok); ok)
            return std::clamp<qint64>(seconds, 0, kFarAway) * 1000;
    }
    return {};
}

/// A limit that no waiting of minutes ends.
bool speaksOfQuota(const QString &message)
{
    static const QRegularExpression words(
        uR"(\b(quota|rate limit|bandwidth limit|data packs?|storage limit)\b)"_s,
        QRegularExpression::CaseInsensitiveOption);
    return words.match(message).hasMatch();
}

// The Hub says it in words (huggingface_hub, utils/_http.py); its code is not always there.
bool isDisabled(int status, const QString &code, const QString &message)
{
    return status == 403
           && (code == "DisabledRepo"_L1
               || message.contains("access to this resource is disabled"_L1, Qt::CaseInsensitive));
}

// A token that the Hub does not know is 401 for whatever is asked for, and so is a repository that is not there.
bool isUnknownSecret(int status, const QString &message)
{
    return status == 401
           && (message.contains("invalid credentials in authorization header"_L1, Qt::CaseInsensitive)
               || message.contains("invalid username or password"_L1, Qt::CaseInsensitive));
}

// nginx and others say it by a page, with a status that means something else.
bool wantsClientCertificate(const HttpReply &reply)
{
    return (reply.head.status == 400 || reply.head.status == 403) && reply.head.url.scheme() == "https"_L1
           && reply.body.left(kLongestPage).contains("SSL certificate");
}

} // namespace

ErrorKind kindForStatus(int status, const QString &code, const QString &message)
{
    const bool refused = status == 401 || status == 403;
    if ((refused || status == 451) && code == "GatedRepo"_L1)
        return ErrorKind::Gated;
    if (isDisabled(status, code, message))
        return ErrorKind::NotFound;
    if (status == 402 || status == 429 || status == 509 || (status == 403 && speaksOfQuota(message)))
        return ErrorKind::RateLimited;
    if (refused || status == 407)
        return ErrorKind::Auth;
    if (status == 404 || status == 410 || status == 451)
        return ErrorKind::NotFound;
    if (status == 408)
        return ErrorKind::Timeout;
    if (status == 511)
        return ErrorKind::Protocol;
    return status >= 500 ? ErrorKind::Server : ErrorKind::Protocol;
}

qint64 serverWallMs(const HttpReply &reply, const base::Clock &clock)
{
    const auto date = parseHttpDate(reply.head.headers.value("Date"_ba).value_or(QByteArray()));
    return date ? *date : clock.wallMs();
}

base::Error errorForStatus(const HttpReply &reply, const base::Clock &clock)
{
    const QString message = messageOf(reply);
    const QString code = header(reply, "X-Error-Code"_ba);
    if (wantsClientCertificate(reply))
        return {.kind = ErrorKind::Tls,
                .cause = ErrorCode::ClientCertificateWanted,
                .context = {.url = base::redacted(reply.head.url), .httpStatus = reply.head.status}};
    Cause cause;
    if (message.isEmpty())
        cause = Cause(ErrorCode::ServerAnswered, reply.head.status);
    else if (isUnknownSecret(reply.head.status, message))
        cause = ErrorCode::InvalidCredential;
    return {.kind = kindForStatus(reply.head.status, code, message),
            .cause = cause,
            .detail = message,
            .context = {.url = base::redacted(reply.head.url),
                        .httpStatus = reply.head.status,
                        .reason = isDisabled(reply.head.status, code, message) ? base::ErrorReason::Disabled
                                                                               : base::ErrorReason::None},
            .retryAfterMs = retryAfterMs(reply, clock)};
}

} // namespace weightyard::net
