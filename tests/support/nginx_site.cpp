#include "nginx_site.h"

#include "sockets.h"

#include <QFileInfo>
#include <QStandardPaths>

#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

namespace {

QString nginxProgram()
{
    const QString inPath = QStandardPaths::findExecutable(u"nginx"_s);
    return inPath.isEmpty()
               ? QStandardPaths::findExecutable(u"nginx"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s,
                                                             u"/usr/local/bin"_s, u"/opt/homebrew/bin"_s})
               : inPath;
}

QByteArray logOf(const TempDir &folder, const QString &name)
{
    const QString path = folder.path(u"logs/"_s + name);
    return QFileInfo::exists(path) ? readFile(path) : QByteArray();
}

} // namespace

NginxSite::NginxSite(const Site &site)
{
    for (const QString &name : {u"tmp"_s, u"logs"_s, u"data"_s})
        m_folder.makeFolder(name);
    for (int attempt = 0; attempt < 5; ++attempt) {
        m_port = freePort();
        QByteArray text = "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log logs/error.log warn;\n"
                          "events { worker_connections 512; }\nhttp {\n";
        for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
            text += QByteArray(kind) + "_temp_path tmp/" + kind + ";\n";
        text += "log_format witness '$request_method $request_uri $status $body_bytes_sent "
                "range=\"$http_range\"';\naccess_log logs/access.log witness;\n"
                + site(m_port, m_folder.path(u"data"_s)) + "}\n";
        const QString file = m_folder.writeFile(u"nginx.conf"_s, text);
        ProcessOptions options;
        options.environment = neutralEnvironment(m_folder.path());
        m_process.start(
            nginxProgram(),
            {u"-p"_s, m_folder.path(), u"-c"_s, file, u"-e"_s, m_folder.path(u"logs/error.log"_s)}, options);
        if (waitUntil([&] { return !m_process.isRunning() || waitForPort(u"127.0.0.1"_s, m_port, 200ms); },
                      20s)
            && m_process.isRunning())
            return;
    }
    throw std::runtime_error("nginx does not start: " + m_process.allOutput().toStdString()
                             + errorLog().toStdString());
}

bool NginxSite::available()
{
    return !nginxProgram().isEmpty();
}

NginxSite::Site NginxSite::folder(const QString &path)
{
    return [path](quint16 port, const QString &) {
        return "server {\n    listen 127.0.0.1:" + QByteArray::number(port) + ";\n    root \"" + path.toUtf8()
               + "\";\n    default_type application/octet-stream;\n}\n";
    };
}

QUrl NginxSite::baseUrl() const
{
    return QUrl(u"http://127.0.0.1:"_s + QString::number(m_port));
}

QByteArray NginxSite::accessLog() const
{
    return logOf(m_folder, u"access.log"_s);
}

QByteArray NginxSite::errorLog() const
{
    return logOf(m_folder, u"error.log"_s);
}

} // namespace weightyard::test
