#include "app/gui/single_instance.h"

#include "base/log.h"
#include "store/file_io.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kConnectMs = 200;
constexpr int kAnswerMs = 3000; // the other one may be starting
constexpr qint64 kLongest = 64 * 1024;

// In a folder of this user's alone: in the shared one for temporary files anybody could listen under that name first.
QString socketName(const QString &configDir)
{
    const QByteArray hash = QCryptographicHash::hash(configDir.toUtf8(), QCryptographicHash::Sha256).toHex();
    const QString name = u"weightyard-"_s + QString::fromLatin1(hash.left(24));
#ifdef Q_OS_WIN
    return name; // pipes are not files
#else
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation);
    return folder.isEmpty() ? name : folder + u'/' + name;
#endif
}

} // namespace

SingleInstance::SingleInstance(const QString &configDir, QObject *parent)
    : QObject(parent),
      m_name(socketName(configDir)),
      m_lock(configDir + u"/window.lock"_s)
{
    static_cast<void>(store::makeFolder(configDir, true));
    m_lock.setStaleLockTime(0); // only when its process is gone
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

bool SingleInstance::listen()
{
    // The lock decides: Qt's listen() takes the socket's place from whoever has it.
    if (!m_lock.tryLock(0) && m_lock.error() == QLockFile::LockFailedError)
        return false;
    QLocalServer::removeServer(m_name); // of a crash
    if (!m_server.listen(m_name))
        qCInfo(base::lcSettings).noquote() << "no socket for other starts:" << m_server.errorString();
    return true;
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
