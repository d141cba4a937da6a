#include "squid_fixture.h"

#include "sockets.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QStandardPaths>

#include <stdexcept>
#include <unistd.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

namespace {

const QString kHelpers = u"/usr/lib/squid"_s;

QString squidProgram()
{
    const QString inPath = QStandardPaths::findExecutable(u"squid"_s);
    return inPath.isEmpty() ? QStandardPaths::findExecutable(u"squid"_s, {u"/usr/sbin"_s}) : inPath;
}

} // namespace

SquidFixture::SquidFixture(Login login, const QString &user, const QString &password)
    : m_user(login == Login::None ? QString() : user),
      m_password(login == Login::None ? QString() : password)
{
    writeSecrets(login);
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        const QString file = m_folder.writeFile(u"squid.conf"_s, configuration(login));
        if (geteuid() == 0) // it gives its rights up, and then wants to write there
            mustRun(u"chown"_s, {u"-R"_s, u"proxy"_s, m_folder.path()});
        ProcessOptions options;
        options.environment = neutralEnvironment(m_folder.path());
        options.ownGroup = true; // its helpers
        m_process.start(squidProgram(), {u"-N"_s, u"-f"_s, file}, options);
        if (waitUntil([&] { return !m_process.isRunning() || waitForPort(u"127.0.0.1"_s, m_port, 200ms); },
                      30s)
            && m_process.isRunning())
            return;
    }
    throw std::runtime_error("squid does not start: " + m_process.allOutput().toStdString());
}

bool SquidFixture::available()
{
    return !squidProgram().isEmpty() && QFileInfo::exists(kHelpers + u"/basic_ncsa_auth"_s)
           && QFileInfo::exists(kHelpers + u"/digest_file_auth"_s);
}

void SquidFixture::writeSecrets(Login login)
{
    if (login == Login::Basic) {
        ProcessOptions options;
        options.input = m_password.toUtf8() + '\n';
        const QByteArray hash =
            mustRun(u"openssl"_s, {u"passwd"_s, u"-apr1"_s, u"-stdin"_s}, options).trimmed();
        m_folder.writeFile(u"secrets"_s, m_user.toUtf8() + ':' + hash + '\n');
    } else if (login == Login::Digest) {
        const QByteArray whole = m_user.toUtf8() + ":squid:" + m_password.toUtf8();
        m_folder.writeFile(u"secrets"_s,
                           m_user.toUtf8() + ":squid:"
                               + QCryptographicHash::hash(whole, QCryptographicHash::Md5).toHex() + '\n');
    }
}

QByteArray SquidFixture::configuration(Login login) const
{
    const QByteArray folder = m_folder.path().toUtf8();
    QByteArray text = "http_port 127.0.0.1:" + QByteArray::number(m_port) + "\npid_filename " + folder
                      + "/squid.pid\ncache_log " + folder
                      + "/cache.log\nlogformat witness %>Hs %rm %ru %un\naccess_log stdio:" + folder
                      + "/access.log witness\ncoredump_dir " + folder
                      + "\ncache deny all\npinger_enable off\nnetdb_filename none\nshutdown_lifetime 0 "
                        "seconds\nvisible_hostname localhost\nmax_filedescriptors 1024\nbuffered_logs off\n";
    const QByteArray helpers = kHelpers.toUtf8();
    if (login == Login::Basic)
        text += "auth_param basic program " + helpers + "/basic_ncsa_auth " + folder
                + "/secrets\nauth_param basic realm squid\n";
    if (login == Login::Digest)
        text += "auth_param digest program " + helpers + "/digest_file_auth -c " + folder
                + "/secrets\nauth_param digest realm squid\nauth_param digest nonce_max_count 3\n";
    return text
           + (login == Login::None
                  ? "http_access allow all\n"
                  : "acl known proxy_auth REQUIRED\nhttp_access allow known\nhttp_access deny "
                    "all\n");
}

QUrl SquidFixture::url(bool withCredential) const
{
    QUrl result(u"http://127.0.0.1:"_s + QString::number(m_port));
    if (withCredential && !m_user.isEmpty()) {
        result.setUserName(m_user, QUrl::DecodedMode);
        result.setPassword(m_password, QUrl::DecodedMode);
    }
    return result;
}

QByteArray SquidFixture::log() const
{
    const QString path = m_folder.path(u"access.log"_s);
    return QFileInfo::exists(path) ? readFile(path) : QByteArray();
}

bool SquidFixture::carried(const QString &hostAndPort, const QString &user) const
{
    const QList<QByteArray> lines = log().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith("200 ") && line.contains(hostAndPort.toUtf8())
            && line.endsWith(' ' + user.toUtf8()))
            return true;
    }
    return false;
}

} // namespace weightyard::test
