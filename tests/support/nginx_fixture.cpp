#include "nginx_fixture.h"

#include "object_source.h"
#include "sockets.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <filesystem>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace weightyard::test {

namespace {

// Debian keeps servers in folders that a user's PATH may lack.
QString findProgram(const QString &name)
{
    const QString inPath = QStandardPaths::findExecutable(name);
    return inPath.isEmpty() ? QStandardPaths::findExecutable(
               name, {u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/usr/local/bin"_s, u"/opt/homebrew/bin"_s})
                            : inPath;
}

QByteArray gitHttpBackend()
{
    return mustRun(u"git"_s, {u"--exec-path"_s}).trimmed() + "/git-http-backend";
}

void linkOrCopy(const QString &from, const QString &to)
{
    std::error_code error;
    std::filesystem::create_hard_link(from.toStdU16String(), to.toStdU16String(), error);
    if (error && !QFileInfo::exists(to))
        QFile::copy(from, to);
}

const QString kSizes = u"batch.sizes"_s;
const QString kBatch = u"batch.awk"_s;

/// CGI: an object is in the answer if its oid is in the request's body and its size in our list.
constexpr auto kBatchProgram = R"(#!/usr/bin/awk -f
BEGIN {
    while ((getline line < "@SIZES@") > 0) {
        split(line, word, " ")
        size[word[1]] = word[2]
    }
    printf "Content-Type: application/vnd.git-lfs+json\r\n\r\n"
    printf "{\"transfer\":\"basic\",\"objects\":["
    while ((getline line) > 0) {
        while (match(line, /"oid" *: *"[0-9a-f]+"/)) {
            oid = substr(line, RSTART + RLENGTH - 65, 64)
            line = substr(line, RSTART + RLENGTH)
            if (!(oid in size))
                continue
            printf "%s{\"oid\":\"%s\",\"size\":%s,\"authenticated\":true,", comma, oid, size[oid]
            printf "\"actions\":{\"download\":{\"href\":\"@STORAGE@%s\"}}}", oid
            comma = ","
        }
    }
    printf "]}\n"
}
)";

} // namespace

NginxFixture::NginxFixture(const NginxOptions &options) : m_options(options)
{
    for (const QString &folder : {u"repositories"_s, u"www/_objects"_s, u"tmp"_s, u"logs"_s})
        m_folder.makeFolder(folder);
}

NginxFixture::~NginxFixture()
{
    stop();
}

bool NginxFixture::available()
{
    return !findProgram(u"nginx"_s).isEmpty() && !findProgram(u"fcgiwrap"_s).isEmpty();
}

void NginxFixture::addRepository(const QString &id, RepoBuilder &repository)
{
    repository.publishTo(m_folder.path(u"repositories/"_s + id));
    QDirIterator files(repository.gitFolder() + u"/lfs/objects"_s, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        addObjectFile(files.next());
}

ObjectId NginxFixture::addObjectFile(const QString &path)
{
    const ObjectId id = identify(*fileObject(path));
    linkOrCopy(path, m_folder.path(u"www/_objects/"_s + QString::fromLatin1(id.oid)));
    m_sizes.insert(id.oid, id.size);
    return id;
}

void NginxFixture::startFcgi()
{
    // A unix socket's path must be short; the temporary folder's is.
    const QString socket = m_folder.path(u"fcgi.sock"_s);
    QFile::remove(socket);
    ProcessOptions options;
    options.environment = neutralEnvironment(m_folder.path());
    options.ownGroup = true; // its workers outlive it
    if (!m_fcgi.start(findProgram(u"fcgiwrap"_s), {u"-c"_s, u"4"_s, u"-s"_s, u"unix:"_s + socket}, options)
        || !waitUntil([&] { return QFileInfo::exists(socket); }, 10s))
        throw std::runtime_error("fcgiwrap does not start: " + m_fcgi.allOutput().toStdString());
}

void NginxFixture::prepareFiles()
{
    QByteArray sizes;
    for (auto size = m_sizes.cbegin(); size != m_sizes.cend(); ++size)
        sizes += size.key() + ' ' + QByteArray::number(size.value()) + '\n';
    m_folder.writeFile(kSizes, sizes);
    m_folder.writeFile(kBatch, batchProgram());
    QFile::setPermissions(m_folder.path(kBatch), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    if (!m_options.user.isEmpty()) {
        ProcessOptions options;
        options.input = m_options.password.toUtf8() + '\n';
        const QByteArray hash =
            mustRun(u"openssl"_s, {u"passwd"_s, u"-apr1"_s, u"-stdin"_s}, options).trimmed();
        m_folder.writeFile(u"htpasswd"_s, m_options.user.toUtf8() + ':' + hash + '\n');
    }
    m_folder.writeFile(u"nginx.conf"_s, configuration());
}

bool NginxFixture::startNginx()
{
    prepareFiles();
    ProcessOptions options;
    options.environment = neutralEnvironment(m_folder.path());
    m_nginx.start(findProgram(u"nginx"_s),
                  {u"-p"_s, m_folder.path(), u"-c"_s, m_folder.path(u"nginx.conf"_s), u"-e"_s,
                   m_folder.path(u"logs/error.log"_s)},
                  options);
    waitUntil([&] { return !m_nginx.isRunning() || waitForPort(u"127.0.0.1"_s, m_port, 200ms); }, 20s);
    return m_nginx.isRunning();
}

void NginxFixture::start()
{
    startFcgi();
    // Another program may take a free port before nginx does: a few tries. A restart keeps the ports.
    for (int attempt = 0; attempt < 5; ++attempt) {
        if (attempt > 0 || m_port == 0) {
            m_port = freePort();
            m_dataPort = m_options.dataOnOtherHost                ? freePort(u"127.0.0.2"_s)
                         : m_options.connectionBytesPerSecond > 0 ? freePort()
                                                                  : m_port;
        }
        if (startNginx())
            return;
    }
    throw std::runtime_error("nginx does not start: " + m_nginx.allOutput().toStdString()
                             + errorLog().toStdString());
}

void NginxFixture::restart()
{
    stop();
    start();
}

void NginxFixture::stop()
{
    m_nginx.stop();
    m_fcgi.stop();
}

QUrl NginxFixture::baseUrl() const
{
    return QUrl((m_options.tls ? u"https"_s : u"http"_s) + u"://127.0.0.1:"_s + QString::number(m_port));
}

QUrl NginxFixture::dataUrl() const
{
    QUrl url = m_options.dataOnOtherHost ? QUrl(u"http://127.0.0.2"_s) : baseUrl();
    url.setPort(m_dataPort);
    return url;
}

QUrl NginxFixture::repositoryUrl(const QString &id) const
{
    return QUrl(baseUrl().toString() + u'/' + id);
}

QByteArray NginxFixture::accessLog() const
{
    return readFile(m_folder.path(u"logs/access.log"_s));
}

QByteArray NginxFixture::errorLog() const
{
    const QString path = m_folder.path(u"logs/error.log"_s);
    return QFileInfo::exists(path) ? readFile(path) : QByteArray();
}

QByteArray NginxFixture::batchProgram() const
{
    return QByteArray(kBatchProgram)
        .replace("@SIZES@", m_folder.path(kSizes).toUtf8())
        .replace("@STORAGE@", dataUrl().toEncoded() + "/_objects/");
}

QByteArray NginxFixture::storageLocation() const
{
    QByteArray text =
        "    location /_objects/ {\n        root www;\n        default_type application/octet-stream;\n";
    if (m_options.answerDelayMs > 0)
        text += "        access_by_lua_block { ngx.sleep("
                + QByteArray::number(m_options.answerDelayMs / 1000.0) + ") }\n";
    return text + "    }\n";
}

QByteArray NginxFixture::serverBlock() const
{
    const QByteArray folder = m_folder.path().toUtf8();
    QByteArray text = "server {\n    listen 127.0.0.1:" + QByteArray::number(m_port)
                      + (m_options.tls ? " ssl" : "") + ";\n";
    if (m_options.tls)
        text += "    ssl_certificate " + m_options.tls->certificate.toUtf8() + ";\n    ssl_certificate_key "
                + m_options.tls->key.toUtf8() + ";\n";
    if (!m_options.clientCa.isEmpty())
        text +=
            "    ssl_client_certificate " + m_options.clientCa.toUtf8() + ";\n    ssl_verify_client on;\n";
    if (!m_options.neededCookie.isEmpty())
        text += "    if ($http_cookie !~ \"" + m_options.neededCookie + "\") { return 403; }\n";
    QByteArray authentication;
    if (!m_options.user.isEmpty())
        authentication =
            "        auth_basic \"nginx\";\n        auth_basic_user_file " + folder + "/htpasswd;\n";
    text += "    client_max_body_size 0;\n" + storageLocation();
    text += "    location ~ /info/lfs/objects/batch$ {\n" + authentication + "        fastcgi_pass unix:"
            + folder + "/fcgi.sock;\n        fastcgi_param SCRIPT_FILENAME " + m_folder.path(kBatch).toUtf8()
            + ";\n        fastcgi_param REQUEST_METHOD $request_method;\n"
              "        fastcgi_param CONTENT_LENGTH $content_length;\n    }\n";
    text += "    location ~ ^/(.+?)(\\.git)?(/info/refs|/git-upload-pack|/HEAD|/objects/.*)$ {\n"
            + authentication + "        fastcgi_pass unix:" + folder + "/fcgi.sock;\n"
            + "        fastcgi_param SCRIPT_FILENAME " + gitHttpBackend() + ";\n"
            + "        fastcgi_param GIT_PROJECT_ROOT " + folder + "/repositories;\n"
            + "        fastcgi_param GIT_HTTP_EXPORT_ALL 1;\n        fastcgi_param PATH_INFO /$1$3;\n"
              "        fastcgi_param GIT_PROTOCOL $http_git_protocol;\n"
              "        fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding if_not_empty;\n"
              "        fastcgi_param REQUEST_METHOD $request_method;\n        fastcgi_param QUERY_STRING "
              "$query_string;\n"
              "        fastcgi_param CONTENT_TYPE $content_type;\n        fastcgi_param CONTENT_LENGTH "
              "$content_length;\n"
              "        fastcgi_param REMOTE_USER $remote_user;\n        fastcgi_param HOME "
            + folder + ";\n        fastcgi_buffering off;\n    }\n";
    return text + "}\n";
}

QByteArray NginxFixture::configuration() const
{
    QByteArray text;
    if (m_options.answerDelayMs > 0)
        text += "load_module /usr/lib/nginx/modules/ndk_http_module.so;\n"
                "load_module /usr/lib/nginx/modules/ngx_http_lua_module.so;\n";
    if (m_options.connectionBytesPerSecond > 0)
        text += "load_module /usr/lib/nginx/modules/ngx_stream_module.so;\n";
    text += "daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log logs/error.log warn;\n"
            "events { worker_connections 512; }\nhttp {\n";
    for (const char *kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        text += QByteArray(kind) + "_temp_path tmp/" + kind + ";\n";
    text += "log_format witness '$server_port $request_method $request_uri $status $body_bytes_sent "
            "range=\"$http_range\" auth=\"$http_authorization\"';\n"
            "access_log logs/access.log witness;\nsendfile on;\nkeepalive_timeout 60;\n";
    text += serverBlock();
    if (m_options.dataOnOtherHost)
        text += "server {\n    listen 127.0.0.2:" + QByteArray::number(m_dataPort) + ";\n" + storageLocation()
                + "}\n";
    text += "}\n";
    if (m_options.connectionBytesPerSecond > 0)
        text += "stream {\n    server {\n        listen 127.0.0.1:" + QByteArray::number(m_dataPort)
                + ";\n        proxy_pass 127.0.0.1:" + QByteArray::number(m_port)
                + ";\n        proxy_download_rate " + QByteArray::number(m_options.connectionBytesPerSecond)
                + ";\n    }\n}\n";
    return text;
}

} // namespace weightyard::test
