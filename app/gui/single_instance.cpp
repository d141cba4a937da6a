#include "app/gui/single_instance.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/log.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QStandardPaths>
#include <QThread>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kConnectMs = 200;
constexpr int kAnswerMs = 3000;   // the other one may be busy
constexpr int kPatienceMs = 5000; // the other one may be starting: it has the lock, and no socket yet
constexpr unsigned long kPauseMs = 50;
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
      m_configDir(configDir),
      m_name(socketName(configDir)),
      m_lock(base::ConfigLayout(configDir).windowLock())
{
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
    return socket.waitForBytesWritten(kAnswerMs) && socket.waitForReadyRead(kAnswerMs);
}

base::Result<bool> SingleInstance::begin(const QStringList &models, const std::function<void()> &othersTurn)
{
    if (handOver(models))
        return false;
    static_cast<void>(platform::makeFolder(m_configDir, true));
    const QDeadlineTimer end(kPatienceMs);
    // The lock decides: Qt's listen() takes the socket's place from whoever has it.
    while (!m_lock.tryLock(0)) {
        // A folder where no lock can be made has no settings to protect either.
        if (m_lock.error() != QLockFile::LockFailedError)
            return true;
        if (othersTurn)
            othersTurn();
        if (handOver(models))
            return false;
        if (end.hasExpired())
            return base::fail(busy());
        QThread::msleep(kPauseMs);
    }
    return true;
}

base::Error SingleInstance::busy() const
{
    qint64 process = 0;
    QString host;
    QString program;
    const bool known = m_lock.getLockInfo(&process, &host, &program);
    return {.kind = base::ErrorKind::Busy,
            .cause = known ? base::Cause(base::ErrorCode::RunningProcess, process, host) : base::Cause(),
            .context = {.path = m_lock.fileName()}};
}

void SingleInstance::listen()
{
    QLocalServer::removeServer(m_name); // of a crash
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
