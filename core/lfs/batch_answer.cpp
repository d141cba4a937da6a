#include "lfs/batch_answer.h"

#include "base/error_code.h"
#include "base/redact.h"
#include "net/header_rules.h"
#include "net/http_stream.h"
#include "net/status_error.h"

#include <QDateTime>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kExpiryMarginMs = 5000;
constexpr double kLongestExpirySeconds = 2147483647.0; // batch.md's own limit
constexpr qsizetype kLongestHeader = 16 * 1024;

// The Hub's other way to store files, which this program does not speak: the bridge to LFS has not got this one.
base::Error xetOnly(const QString &message, const base::Oid &oid)
{
    return {.kind = ErrorKind::Protocol,
            .cause = ErrorCode::XetOnly,
            .detail = message,
            .context = {.oid = oid.toString()}};
}

base::Error objectError(const QJsonObject &error, const base::Oid &oid)
{
    const int code = error.value("code"_L1).toInt();
    const QString message = base::redactedText(error.value("message"_L1).toString()).simplified().left(500);
    static const QRegularExpression xet(uR"(\bxet\b)"_s, QRegularExpression::CaseInsensitiveOption);
    const auto kind = net::kindForStatus(code, {}, message);
    const bool isAnotherTrouble =
        kind == ErrorKind::Auth || kind == ErrorKind::RateLimited || kind == ErrorKind::Server;
    if (!isAnotherTrouble && xet.match(message).hasMatch())
        return xetOnly(message, oid);
    return {.kind = net::kindForStatus(code, {}, message),
            .cause = message.isEmpty() ? Cause(ErrorCode::ObjectMissing) : Cause(),
            .detail = message,
            .context = {.oid = oid.toString(), .httpStatus = code}};
}

// Range is the attempt's.
bool mayBeSent(const QByteArray &name, const QByteArray &value)
{
    return name.size() + value.size() < kLongestHeader && net::isSafeHeader(name, value);
}

bool isOurs(const QByteArray &name)
{
    return net::isOurHeader(name) || name.compare("Range", Qt::CaseInsensitive) == 0;
}

std::optional<qint64> expiry(const QJsonObject &download, const BatchTime &time)
{
    const QJsonValue seconds = download.value("expires_in"_L1);
    if (seconds.isDouble() && seconds.toDouble() != 0.0) {
        const double bounded = std::clamp(seconds.toDouble(), -kLongestExpirySeconds, kLongestExpirySeconds);
        return time.steadyMs + static_cast<qint64>(bounded * 1000.0) - kExpiryMarginMs;
    }
    const QDateTime at = QDateTime::fromString(download.value("expires_at"_L1).toString(), Qt::ISODateWithMs);
    // Go's zero time stands for "never" in answers of git-lfs based servers.
    if (!at.isValid() || at.date().year() <= 1)
        return {};
    return time.steadyMs + (at.toMSecsSinceEpoch() - time.serverWallMs) - kExpiryMarginMs;
}

Result<Action> readAction(const QJsonObject &object, const base::Oid &oid, const BatchTime &time)
{
    const QJsonObject download = object.value("actions"_L1).toObject().value("download"_L1).toObject();
    // Tolerant, as git-lfs is: spaces and quotes in signed queries occur.
    const QUrl href(download.value("href"_L1).toString(), QUrl::TolerantMode);
    if (download.isEmpty())
        return fail(ErrorKind::Protocol, ErrorCode::NoAction, {.oid = oid.toString()});
    if (!href.isValid() || href.host().isEmpty()
        || (href.scheme() != "http"_L1 && href.scheme() != "https"_L1))
        return fail(ErrorKind::Protocol, ErrorCode::ActionNotHttp, {.oid = oid.toString()});
    Action action{.href = href.adjusted(QUrl::RemoveUserInfo | QUrl::RemoveFragment),
                  .headers = {},
                  .authenticated = object.value("authenticated"_L1).toBool(),
                  .expiresAtSteadyMs = expiry(download, time)};
    const QJsonObject headers = download.value("header"_L1).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it) {
        const QByteArray name = it.key().toUtf8();
        const QByteArray value = it.value().toString().toUtf8();
        if (!mayBeSent(name, value))
            return fail(ErrorKind::Protocol, ErrorCode::ActionHeader, {.oid = oid.toString()});
        if (!isOurs(name))
            action.headers.set(name, value);
    }
    return action;
}

Result<Action> readObject(const QJsonObject &object, const Pointer &asked, const BatchTime &time)
{
    // Servers that are not written in Go send "error": null beside a good action.
    if (const QJsonValue error = object.value("error"_L1); !error.isUndefined() && !error.isNull())
        return fail(objectError(error.toObject(), asked.oid));
    const QJsonValue size = object.value("size"_L1);
    if (!size.isUndefined() && size.toInteger(-1) != asked.size)
        return fail(ErrorKind::Protocol, ErrorCode::ObjectOtherSize, {.oid = asked.oid.toString()});
    return readAction(object, asked.oid, time);
}

} // namespace

QByteArray batchRequestBody(const QList<Pointer> &objects, const QString &refName)
{
    QJsonArray list;
    for (const Pointer &pointer : objects)
        list.append(QJsonObject{{u"oid"_s, pointer.oid.toString()}, {u"size"_s, pointer.size}});
    QJsonObject body{{u"operation"_s, u"download"_s},
                     {u"transfers"_s, QJsonArray{u"basic"_s}},
                     {u"objects"_s, list},
                     {u"hash_algo"_s, u"sha256"_s}};
    if (!refName.isEmpty())
        body.insert(u"ref"_s, QJsonObject{{u"name"_s, refName}});
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

Result<QList<BatchObject>> parseBatchAnswer(const QByteArray &json, const QList<Pointer> &asked,
                                            const BatchTime &time)
{
    QJsonParseError parseError;
    const QJsonDocument document = QJsonDocument::fromJson(json, &parseError);
    if (!document.isObject() || !document.object().value("objects"_L1).isArray())
        return fail(ErrorKind::Protocol, Cause(ErrorCode::NotBatchAnswer, parseError.errorString()));
    const QJsonObject answer = document.object();
    const QString transfer = answer.value("transfer"_L1).toString(u"basic"_s);
    if (transfer == "xet"_L1) {
        QList<BatchObject> result;
        for (const Pointer &pointer : asked)
            result.append({pointer.oid, fail(xetOnly({}, pointer.oid))});
        return result;
    }
    if (transfer != "basic"_L1 && !transfer.isEmpty())
        return fail(ErrorKind::Protocol, Cause(ErrorCode::OtherTransfer, transfer.left(40)));
    const QString hash = answer.value("hash_algo"_L1).toString(u"sha256"_s);
    if (hash != "sha256"_L1 && !hash.isEmpty())
        return fail(ErrorKind::Protocol, Cause(ErrorCode::OtherHash, hash.left(40)));

    QHash<QByteArray, QJsonObject> answered;
    const QJsonArray objects = answer.value("objects"_L1).toArray();
    for (const QJsonValue &value : objects) {
        const QJsonObject object = value.toObject();
        const QByteArray oid = object.value("oid"_L1).toString().toLatin1();
        if (!answered.contains(oid))
            answered.insert(oid, object);
    }
    QList<BatchObject> result;
    for (const Pointer &pointer : asked) {
        const auto it = answered.constFind(pointer.oid.hex());
        if (it == answered.constEnd())
            result.append({pointer.oid, fail(ErrorKind::Protocol, ErrorCode::ObjectLeftOut,
                                             {.oid = pointer.oid.toString()})});
        else
            result.append({pointer.oid, readObject(*it, pointer, time)});
    }
    return result;
}

} // namespace weightyard::lfs
