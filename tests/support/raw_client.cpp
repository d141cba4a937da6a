#include "raw_client.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkProxy>
#include <QSslSocket>

#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QByteArray requestText(const QByteArray &method, const QUrl &url, const QList<QByteArray> &headerLines,
                       const QByteArray &body)
{
    QByteArray target = url.toEncoded(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment);
    if (target.isEmpty())
        target = "/";
    QByteArray text = method + ' ' + target + " HTTP/1.1\r\nHost: " + url.authority().toUtf8() + "\r\n";
    for (const QByteArray &line : headerLines)
        text += line + "\r\n";
    if (!body.isEmpty())
        text += "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    return text + "Connection: close\r\n\r\n" + body;
}

void parse(RawReply &reply)
{
    const qsizetype end = reply.bytes.indexOf("\r\n\r\n");
    if (end < 0)
        return;
    reply.head = reply.bytes.left(end);
    reply.body = reply.bytes.mid(end + 4);
    reply.status = reply.head.mid(9, 3).toInt();
}

} // namespace

QList<QByteArray> RawReply::headers(const QByteArray &name) const
{
    QList<QByteArray> values;
    const QList<QByteArray> lines = head.split('\n');
    for (const QByteArray &line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            values.append(line.mid(colon + 1).trimmed());
    }
    return values;
}

QByteArray RawReply::header(const QByteArray &name) const
{
    const QList<QByteArray> values = headers(name);
    return values.isEmpty() ? QByteArray() : values.first();
}

QByteArray RawReply::dechunked() const
{
    QByteArray result;
    qsizetype at = 0;
    while (true) {
        const qsizetype lineEnd = body.indexOf("\r\n", at);
        const qint64 size = lineEnd < 0 ? 0 : body.mid(at, lineEnd - at).toLongLong(nullptr, 16);
        if (size <= 0)
            return result;
        result += body.mid(lineEnd + 2, size);
        at = lineEnd + 2 + size + 2;
    }
}

RawReply rawExchange(const QUrl &server, const QByteArray &request, std::chrono::milliseconds patience)
{
    const int wait = static_cast<int>(patience.count());
    QSslSocket socket;
    socket.setProxy(QNetworkProxy::NoProxy);
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    RawReply reply;
    QElapsedTimer clock;
    clock.start();
    const bool tls = server.scheme() == u"https"_s;
    if (tls)
        socket.connectToHostEncrypted(server.host(), static_cast<quint16>(server.port(443)));
    else
        socket.connectToHost(server.host(), static_cast<quint16>(server.port(80)));
    if (!(tls ? socket.waitForEncrypted(wait) : socket.waitForConnected(wait))) {
        reply.silent = socket.error() == QAbstractSocket::SocketTimeoutError;
        return reply;
    }
    socket.write(request);
    while (true) {
        const bool more = socket.bytesAvailable() > 0 || socket.waitForReadyRead(wait);
        const QByteArray piece = socket.readAll();
        if (!piece.isEmpty() && reply.firstByteMilliseconds < 0)
            reply.firstByteMilliseconds = clock.elapsed();
        reply.bytes += piece;
        if (more || !piece.isEmpty())
            continue;
        reply.silent = socket.error() == QAbstractSocket::SocketTimeoutError;
        reply.closed = !reply.silent;
        break;
    }
    reply.milliseconds = clock.elapsed();
    parse(reply);
    return reply;
}

RawReply rawGet(const QUrl &url, const QList<QByteArray> &headerLines, std::chrono::milliseconds patience)
{
    return rawExchange(url, requestText("GET", url, headerLines, {}), patience);
}

RawReply rawPost(const QUrl &url, const QList<QByteArray> &headerLines, const QByteArray &body,
                 std::chrono::milliseconds patience)
{
    return rawExchange(url, requestText("POST", url, headerLines, body), patience);
}

RawReply rawBatch(const QUrl &batchUrl, const QList<std::pair<QByteArray, qint64>> &objects,
                  const QList<QByteArray> &headerLines)
{
    QJsonArray list;
    for (const auto &[oid, size] : objects)
        list.append(QJsonObject{{u"oid"_s, QString::fromLatin1(oid)}, {u"size"_s, size}});
    const QJsonObject body{
        {u"operation"_s, u"download"_s}, {u"transfers"_s, QJsonArray{u"basic"_s}}, {u"objects"_s, list}};
    const QList<QByteArray> types{"Accept: application/vnd.git-lfs+json",
                                  "Content-Type: application/vnd.git-lfs+json; charset=utf-8"};
    return rawPost(batchUrl, types + headerLines, QJsonDocument(body).toJson(QJsonDocument::Compact));
}

QUrl hrefOf(const RawReply &batch, const QByteArray &oid)
{
    const QJsonArray objects = QJsonDocument::fromJson(batch.body).object().value(u"objects"_s).toArray();
    for (const QJsonValue &value : objects) {
        const QJsonObject object = value.toObject();
        const QJsonObject download = object.value(u"actions"_s).toObject().value(u"download"_s).toObject();
        if (object.value(u"oid"_s).toString().toLatin1() == oid && !download.isEmpty())
            return QUrl(download.value(u"href"_s).toString());
    }
    return {};
}

} // namespace weightyard::test
