#include "socks_fixture.h"

#include "sockets.h"

#include <QStandardPaths>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

SocksFixture::SocksFixture()
{
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        m_process.start(u"microsocks"_s, {u"-i"_s, u"127.0.0.1"_s, u"-p"_s, QString::number(m_port)}, {});
        if (waitUntil([&] { return !m_process.isRunning() || waitForPort(u"127.0.0.1"_s, m_port, 200ms); },
                      20s)
            && m_process.isRunning())
            return;
    }
    throw std::runtime_error("microsocks does not start: " + m_process.allOutput().toStdString());
}

bool SocksFixture::available()
{
    return !QStandardPaths::findExecutable(u"microsocks"_s).isEmpty();
}

QString SocksFixture::url(const QString &scheme) const
{
    return u"%1://127.0.0.1:%2"_s.arg(scheme, QString::number(m_port));
}

QByteArray SocksFixture::log()
{
    return m_process.allOutput();
}

} // namespace weightyard::test
