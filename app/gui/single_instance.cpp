#include "app/gui/single_instance.h"

#include "base/log.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kConnectMs = 300;
constexpr int kAnswerMs = 700;
constexpr qint64 kLongest = 64 * 1024;

} // namespace

SingleInstance::SingleInstance(const QString &configDir, QObject *parent) : QObject(parent)
{
    const QByteArray hash = QCryptographicHash::hash(configDir.toUtf8(), QCryptographicHash::Sha256).toHex();
    m_name = u"weightyard-"_s + QString::fromLatin1(hash.left(24));
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        }
    });
}

bool SingleInstance::handOver(const QStringList &models) const
{
    QLocalSocket socket;
    socket.connectToServer(m_name);
    if (!socket.waitForConnected(kConnectMs))
        return false;
    socket.write(QJsonDocument(QJsonArray::fromStringList(models)).toJson(QJsonDocument::Compact) + '\n');
    // One that hangs does not answer; then this start is one of its own.
    return socket.waitForBytesWritten(kAnswerMs) && socket.waitForReadyRead(kAnswerMs);
}

void SingleInstance::listen()
{
    if (m_server.listen(m_name))
        return;
    QLocalServer::removeServer(m_name); // of a crash: nobody answered
    if (!m_server.listen(m_name))
        qCInfo(base::lcSettings).noquote() << "no socket for other starts:" << m_server.errorString();
}

void SingleInstance::read(QLocalSocket *socket)
{
    if (socket->bytesAvailable() > kLongest)
        return socket->abort();
    if (!socket->canReadLine())
        return;
    const QJsonArray array = QJsonDocument::fromJson(socket->readLine()).array();
    QStringList models;
    for (const QJsonValue &value : array)
        models.append(value.toString());
    socket->write("ok\n");
    socket->flush();
    Q_EMIT anotherStart(models);
}

} // namespace weightyard::gui
