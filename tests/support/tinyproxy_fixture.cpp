#include "tinyproxy_fixture.h"

#include "sockets.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

TinyproxyFixture::TinyproxyFixture(const QString &user, const QString &password)
    : m_user(user),
      m_password(password)
{
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        QByteArray text = "Port " + QByteArray::number(m_port) + "\nListen 127.0.0.1\nTimeout 60\nLogFile \""
                          + m_folder.path(u"proxy.log"_s).toUtf8() + "\"\nLogLevel Connect\nPidFile \""
                          + m_folder.path(u"proxy.pid"_s).toUtf8() + "\"\nMaxClients 100\n";
        if (!m_user.isEmpty())
            text += "BasicAuth " + m_user.toUtf8() + ' ' + m_password.toUtf8() + '\n';
        const QString configuration = m_folder.writeFile(u"tinyproxy.conf"_s, text);
        ProcessOptions options;
        options.environment = neutralEnvironment(m_folder.path());
        m_process.start(u"tinyproxy"_s, {u"-d"_s, u"-c"_s, configuration}, options);
        if (waitUntil([&] { return !m_process.isRunning() || waitForPort(address(), m_port, 200ms); }, 10s)
            && m_process.isRunning())
            return;
    }
    throw std::runtime_error("tinyproxy does not start: " + m_process.allOutput().toStdString());
}

bool TinyproxyFixture::available()
{
    return !QStandardPaths::findExecutable(u"tinyproxy"_s).isEmpty();
}

QUrl TinyproxyFixture::url(bool withCredential) const
{
    QUrl result(u"http://127.0.0.1:"_s + QString::number(m_port));
    if (withCredential && !m_user.isEmpty()) {
        result.setUserName(m_user);
        result.setPassword(m_password);
    }
    return result;
}

QByteArray TinyproxyFixture::log() const
{
    const QString path = m_folder.path(u"proxy.log"_s);
    return QFileInfo::exists(path) ? readFile(path) : QByteArray();
}

bool TinyproxyFixture::carried(const QString &hostAndPort) const
{
    // "Request (file descriptor 5): GET http://host:port/..." or "... CONNECT host:port HTTP/1.1"
    const QList<QByteArray> lines = log().split('\n');
    for (const QByteArray &line : lines) {
        if (line.contains("Request (file descriptor") && line.contains(hostAndPort.toUtf8()))
            return true;
    }
    return false;
}

} // namespace weightyard::test
