#include "batch_endpoint.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

const QByteArray kMediaType = "application/vnd.git-lfs+json";

HttpResponse error(int status, const QString &message)
{
    return HttpResponse::ofBytes(
        status, kMediaType,
        QJsonDocument(QJsonObject{{u"message"_s, message}, {u"request_id"_s, u"1"_s}})
            .toJson(QJsonDocument::Compact));
}

bool isOid(const QString &oid)
{
    static const QRegularExpression pattern(u"\\A[0-9a-f]{64}\\z"_s);
    return pattern.match(oid).hasMatch();
}

QJsonObject objectError(int code, const QString &message)
{
    return {{u"code"_s, code}, {u"message"_s, message}};
}

class Answerer
{
public:
    Answerer(HubState &state, const HttpRequest &request, const QString &listenerUrl)
        : m_state(state),
          m_settings(state.currentSettings()),
          m_request(request)
    {
        m_base = m_settings.dataBaseUrl.isEmpty() ? listenerUrl : m_settings.dataBaseUrl;
        // Uploads carry a body that the hub itself must see, wherever downloads go.
        m_uploadBase = listenerUrl;
    }

    QJsonObject describe(const QString &operation, const QJsonObject &asked) const
    {
        const QString oid = asked.value(u"oid"_s).toString();
        const QJsonValue size = asked.value(u"size"_s);
        QJsonObject object{{u"oid"_s, oid}, {u"size"_s, size}};
        if (!isOid(oid) || !size.isDouble() || size.toDouble() < 0) {
            object.insert(u"error"_s, objectError(422, u"Validation error: oid or size"_s));
            return object;
        }
        const ObjectSourcePtr source = m_state.objects.find(oid.toLatin1());
        if (operation == u"upload"_s) {
            if (!source)
                object.insert(u"actions"_s, uploadActions(oid));
        } else if (!source) {
            object.insert(u"error"_s, objectError(404, u"Object does not exist on the server"_s));
        } else if (source->size() != size.toInteger(-1)) {
            object.insert(u"error"_s, objectError(422, u"Object has another size"_s));
        } else {
            object.insert(u"actions"_s, QJsonObject{{u"download"_s, action(m_base, u"/_objects/"_s, oid)}});
        }
        if (m_settings.authenticated)
            object.insert(u"authenticated"_s, true);
        return object;
    }

private:
    QJsonObject action(const QString &base, const QString &folder, const QString &oid) const
    {
        QString href = base + folder + oid;
        if (m_settings.requireTicket)
            href += u"?ticket="_s + QString::fromLatin1(m_state.tickets.issue(oid.toLatin1()));
        QJsonObject result{{u"href"_s, href}};
        QJsonObject header;
        for (const auto &[name, value] : m_settings.actionHeaders)
            header.insert(QString::fromUtf8(name), QString::fromUtf8(value));
        const QByteArray authorization = m_request.header("Authorization");
        if (folder != u"/_objects/"_s && !authorization.isEmpty())
            header.insert(u"Authorization"_s, QString::fromUtf8(authorization));
        if (!header.isEmpty())
            result.insert(u"header"_s, header);
        const qint64 lifetime = m_settings.actionLifetimeSeconds;
        if (m_settings.expiryStyle == ExpiryStyle::ExpiresIn)
            result.insert(u"expires_in"_s, lifetime);
        if (m_settings.expiryStyle == ExpiryStyle::ExpiresAt)
            result.insert(u"expires_at"_s, QDateTime::currentDateTimeUtc()
                                               .addSecs(m_settings.clockOffsetSeconds + lifetime)
                                               .toString(Qt::ISODate));
        return result;
    }

    QJsonObject uploadActions(const QString &oid) const
    {
        return {{u"upload"_s, action(m_uploadBase, u"/_objects/"_s, oid)},
                {u"verify"_s, action(m_uploadBase, u"/_verify/"_s, oid)}};
    }

    HubState &m_state;
    const HubSettings m_settings;
    const HttpRequest &m_request;
    QString m_base;
    QString m_uploadBase;
};

bool isAbout(const Fault &fault, const QJsonObject &object, bool first)
{
    return fault.oid.isEmpty() ? first : object.value(u"oid"_s).toString().toLatin1() == fault.oid;
}

void rewriteHref(QJsonObject &object, const QByteArray &text)
{
    QJsonObject actions = object.value(u"actions"_s).toObject();
    QJsonObject download = actions.value(u"download"_s).toObject();
    const QString real = download.value(u"href"_s).toString();
    download.insert(u"href"_s, QString::fromUtf8(text).replace(u"{href}"_s, real));
    actions.insert(u"download"_s, download);
    object.insert(u"actions"_s, actions);
}

// What one fault makes of one object of the answer: none, one or two objects.
QList<QJsonObject> tamper(const Fault &fault, QJsonObject object)
{
    switch (fault.kind) {
    case FaultKind::ObjectError:
        object.remove(u"actions"_s);
        object.insert(u"error"_s, objectError(fault.status, QString::fromUtf8(fault.text)));
        return {object};
    case FaultKind::MissingObject:
        return {};
    case FaultKind::DuplicateObject:
        return {object, object};
    case FaultKind::WrongSize:
        object.insert(u"size"_s, object.value(u"size"_s).toInteger() + fault.amount);
        return {object};
    case FaultKind::NoAction:
        object.remove(u"actions"_s);
        return {object};
    case FaultKind::RewriteHref:
        rewriteHref(object, fault.text);
        return {object};
    case FaultKind::ExtraObject: {
        QJsonObject extra = object;
        extra.insert(u"oid"_s, QString::fromLatin1(sha256Hex("nobody asked for this")));
        return {object, extra};
    }
    default: // the other kinds act elsewhere
        return {object};
    }
}

QJsonArray tampered(const QJsonArray &objects, const QList<Fault> &faults)
{
    QJsonArray current = objects;
    for (const Fault &fault : faults) {
        QJsonArray next;
        bool first = true;
        for (const QJsonValue &value : std::as_const(current)) {
            const QJsonObject object = value.toObject();
            const QList<QJsonObject> results =
                isAbout(fault, object, first) ? tamper(fault, object) : QList<QJsonObject>{object};
            for (const QJsonObject &result : results)
                next.append(result);
            first = false;
        }
        current = next;
    }
    return current;
}

HttpResponse refuseRequest(const HttpRequest &request)
{
    HttpResponse none;
    none.status = 0;
    if (request.method != "POST")
        return error(405, u"POST only"_s);
    if (!request.header("Accept").toLower().startsWith(kMediaType))
        return error(406, u"Accept must be application/vnd.git-lfs+json"_s);
    if (!request.header("Content-Type").toLower().startsWith(kMediaType))
        return error(415, u"Content-Type must be application/vnd.git-lfs+json"_s);
    return none;
}

} // namespace

QList<QByteArray> batchOids(const QByteArray &body)
{
    QList<QByteArray> oids;
    const QJsonArray objects = QJsonDocument::fromJson(body).object().value(u"objects"_s).toArray();
    for (const QJsonValue &value : objects)
        oids.append(value.toObject().value(u"oid"_s).toString().toLatin1());
    return oids;
}

HttpResponse answerBatch(HubState &state, const HttpRequest &request, const QString &listenerUrl,
                         const QList<Fault> &faults)
{
    if (HttpResponse refused = refuseRequest(request); refused.status != 0)
        return refused;
    const HubSettings settings = state.currentSettings();
    const QJsonObject asked = QJsonDocument::fromJson(request.body).object();
    const QString operation = asked.value(u"operation"_s).toString();
    const QJsonArray objects = asked.value(u"objects"_s).toArray();
    const QJsonValue transfers = asked.value(u"transfers"_s);
    if (operation != u"download"_s && operation != u"upload"_s)
        return error(422, u"operation must be download or upload"_s);
    if (!transfers.isUndefined() && !transfers.toArray().contains(u"basic"_s))
        return error(422, u"transfers must contain basic"_s);
    if (const QString algorithm = asked.value(u"hash_algo"_s).toString(u"sha256"_s); algorithm != u"sha256"_s)
        return error(409, u"hash_algo must be sha256"_s);
    if (objects.isEmpty())
        return error(422, u"objects must not be empty"_s);
    if (objects.size() > settings.batchLimit)
        return error(413, u"at most %1 objects"_s.arg(settings.batchLimit));
    if (operation == u"upload"_s && !settings.allowPush)
        return error(403, u"read-only"_s);

    const Answerer answerer(state, request, listenerUrl);
    QJsonArray answers;
    for (const QJsonValue &value : objects)
        answers.append(answerer.describe(operation, value.toObject()));
    QString transfer = u"basic"_s;
    for (const Fault &fault : faults) {
        if (fault.kind == FaultKind::WrongTransfer)
            transfer = QString::fromUtf8(fault.text);
    }
    const QJsonObject answer{
        {u"transfer"_s, transfer}, {u"objects"_s, tampered(answers, faults)}, {u"hash_algo"_s, u"sha256"_s}};
    return HttpResponse::ofBytes(200, kMediaType, QJsonDocument(answer).toJson(QJsonDocument::Compact));
}

} // namespace weightyard::test
