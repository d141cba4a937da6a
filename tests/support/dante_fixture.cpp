#include "dante_fixture.h"

#include "sockets.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

namespace {

QString danteProgram()
{
    const QString inPath = QStandardPaths::findExecutable(u"danted"_s);
    return inPath.isEmpty() ? QStandardPaths::findExecutable(u"danted"_s, {u"/usr/sbin"_s}) : inPath;
}

} // namespace

DanteFixture::DanteFixture()
{
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        const QString file = m_folder.writeFile(
            u"danted.conf"_s, "logoutput: " + m_folder.path(u"danted.log"_s).toUtf8()
                                  + "\ninternal: 127.0.0.1 port = " + QByteArray::number(m_port)
                                  + "\nexternal: 127.0.0.1\nclientmethod: none\nsocksmethod: none\n"
                                    "client pass { from: 127.0.0.0/8 to: 0.0.0.0/0 }\n"
                                    "socks pass { from: 127.0.0.0/8 to: 0.0.0.0/0 log: connect }\n");
        ProcessOptions options;
        options.environment = neutralEnvironment(m_folder.path());
        options.ownGroup = true; // its children
        m_process.start(danteProgram(), {u"-f"_s, file}, options);
        if (waitUntil([&] { return !m_process.isRunning() || waitForPort(u"127.0.0.1"_s, m_port, 200ms); },
                      20s)
            && m_process.isRunning())
            return;
    }
    throw std::runtime_error("danted does not start: " + m_process.allOutput().toStdString()
                             + log().toStdString());
}

bool DanteFixture::available()
{
    return !danteProgram().isEmpty();
}

QString DanteFixture::url(const QString &scheme) const
{
    return u"%1://127.0.0.1:%2"_s.arg(scheme, QString::number(m_port));
}

QByteArray DanteFixture::log() const
{
    const QString path = m_folder.path(u"danted.log"_s);
    return QFileInfo::exists(path) ? readFile(path) : QByteArray();
}

} // namespace weightyard::test
