#include "base/error_json.h"

#include "base/error_code.h"

#include <QJsonArray>

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

namespace {

void setIf(QJsonObject &json, const QString &key, const QString &value)
{
    if (!value.isEmpty())
        json.insert(key, value);
}

} // namespace

QJsonObject toJson(const Error &error)
{
    QJsonObject json{{u"kind"_s, errorKindName(error.kind)}, {u"detail"_s, error.detail}};
    setIf(json, u"code"_s, errorCodeName(error.cause.code));
    if (!error.cause.values.isEmpty())
        json.insert(u"values"_s, QJsonArray::fromStringList(error.cause.values));
    setIf(json, u"url"_s, error.context.url);
    setIf(json, u"path"_s, error.context.path);
    setIf(json, u"oid"_s, error.context.oid);
    json.insert(u"http_status"_s, error.context.httpStatus);
    json.insert(u"bytes_needed"_s, error.context.bytesNeeded);
    json.insert(u"bytes_free"_s, error.context.bytesFree);
    return json;
}

Error errorFrom(const QJsonObject &json)
{
    Error error{.kind = ErrorKind::Internal, .detail = json[u"detail"_s].toString()};
    for (const ErrorKind kind : allErrorKinds()) {
        if (errorKindName(kind) == json[u"kind"_s].toString())
            error.kind = kind;
    }
    error.cause.code = errorCodeNamed(json[u"code"_s].toString());
    const QJsonArray values = json[u"values"_s].toArray();
    for (const QJsonValue &value : values)
        error.cause.values.append(value.toString());
    error.context = {.url = json[u"url"_s].toString(),
                     .path = json[u"path"_s].toString(),
                     .oid = json[u"oid"_s].toString(),
                     .httpStatus = json[u"http_status"_s].toInt(),
                     .bytesNeeded = json[u"bytes_needed"_s].toInteger(),
                     .bytesFree = json[u"bytes_free"_s].toInteger()};
    return error;
}

} // namespace weightyard::base
