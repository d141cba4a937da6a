#include "nginx_fixture.h"

#include "sockets.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QStandardPaths>

#include <stdexcept>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

// Debian keeps servers where users do not look.
QString find(const QString &program)
{
    const QString found = QStandardPaths::findExecutable(program);
    return found.isEmpty() ? QStandardPaths::findExecutable(program, {u"/usr/sbin"_s, u"/usr/local/sbin"_s})
                           : found;
}

QString httpBackend()
{
    return QString::fromUtf8(runProcess(u"git"_s, {u"--exec-path"_s}).out.trimmed()) + u"/git-http-backend"_s;
}

} // namespace

bool NginxFixture::installed()
{
    return !find(u"nginx"_s).isEmpty() && !find(u"fcgiwrap"_s).isEmpty()
           && QFileInfo(httpBackend()).isExecutable();
}

NginxFixture::NginxFixture(const NginxOptions &options)
    : m_options(options),
      m_port(freePort()),
      m_objectsPort(freePort(u"127.0.0.2"_s))
{
    for (const QString &name : {u"git"_s, u"lfs/batch"_s, u"lfs/objects"_s, u"temp"_s})
        m_folder.makeFolder(name);
    const QString socket = m_folder.path(u"fcgi"_s);
    const QProcessEnvironment environment = neutralEnvironment(m_folder.path());
    if (!m_fcgi.start(find(u"fcgiwrap"_s), {u"-c"_s, u"2"_s, u"-s"_s, u"unix:"_s + socket},
                      {.environment = environment, .workingDirectory = {}, .input = {}})
        || !waitUntil([&] { return QFileInfo::exists(socket); }, 10s))
        throw std::runtime_error("fcgiwrap does not start");
    start();
}

void NginxFixture::restart(const NginxOptions &options)
{
    m_nginx.stop();
    m_options = options;
    start();
}

void NginxFixture::start()
{
    if (!m_options.user.isEmpty()) {
        const QByteArray hash =
            mustRun(u"openssl"_s, {u"passwd"_s, u"-apr1"_s, u"-stdin"_s},
                    {.environment = {}, .workingDirectory = {}, .input = m_options.password + '\n'});
        m_folder.writeFile(u"users"_s, m_options.user + ':' + hash.trimmed() + '\n');
    }
    const QString file = m_folder.writeFile(u"nginx.conf"_s, configuration());
    const QStringList arguments{u"-p"_s, m_folder.path(), u"-e"_s, m_folder.path(u"errors"_s), u"-c"_s, file};
    if (!m_nginx.start(find(u"nginx"_s), arguments) || !waitForPort(u"127.0.0.1"_s, m_port, 10s))
        throw std::runtime_error("nginx does not start: " + errors().toStdString()
                                 + m_nginx.allOutput().toStdString());
}

QByteArray NginxFixture::configuration() const
{
    const bool tls = !m_options.certificate.certificate.isEmpty();
    QByteArray server = "listen 127.0.0.1:" + QByteArray::number(m_port) + (tls ? " ssl;\n" : ";\n");
    if (tls)
        server += "ssl_certificate " + m_options.certificate.certificate.toUtf8() + ";\nssl_certificate_key "
                  + m_options.certificate.key.toUtf8() + ";\n";
    if (!m_options.user.isEmpty())
        server += "auth_basic \"Models\";\nauth_basic_user_file users;\n";
    const QByteArray root = m_folder.path().toUtf8();
    const QByteArray other = m_options.objectsOnOtherHost
                                 ? "server {\nlisten 127.0.0.2:" + QByteArray::number(m_objectsPort) + ";\n"
                                       + objectsLocation() + "}\n"
                                 : QByteArray();
    QByteArray paths;
    for (const QByteArray kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
        paths += kind + "_temp_path " + root + "/temp/" + kind + ";\n";
    return "daemon off;\nmaster_process off;\npid pid;\nerror_log errors;\nevents { worker_connections 256; "
           "}\nhttp {\n"
           + paths
           + "log_format seen '$request_method\t$uri\t$status\t$http_range\t$remote_user\t$server_port\t"
             "$http_authorization';\naccess_log "
           + root + "/seen seen;\nclient_max_body_size 0;\n" + "server {\nlisten unix:" + root
           + "/batch;\naccess_log off;\nroot " + root
           + "/lfs/batch;\ntypes { application/vnd.git-lfs+json json; }\n}\n" + "server {\n" + server
           + batchLocation() + objectsLocation() + gitLocation() + "}\n" + other + "}\n";
}

QByteArray NginxFixture::objectsLocation() const
{
    return "location /lfs-objects/ {\nalias " + m_folder.path().toUtf8() + "/lfs/objects/;\nlimit_rate "
           + QByteArray::number(m_options.bytesPerSecond) + ";\n}\n";
}

QByteArray NginxFixture::batchLocation() const
{
    // The answer is a template, got from the inner server. Its includes run out here, where $request_body is the client's; for
    // that the body must fit into one buffer.
    return "location ~ /info/lfs/objects/batch$ {\nrewrite ^/(.+?)(\\.git)?/info/lfs/objects/batch$ /$1.json "
           "break;\nclient_body_buffer_size 1m;\nclient_body_in_single_buffer on;\nproxy_method GET;\n"
           "proxy_pass_request_headers off;\nproxy_pass http://unix:"
           + m_folder.path().toUtf8() + "/batch;\nssi on;\nssi_types application/vnd.git-lfs+json;\n}\n";
}

QByteArray NginxFixture::gitLocation() const
{
    const QByteArray root = m_folder.path().toUtf8();
    return "location ~ ^/(?<id>.+?)(\\.git)?/(?<service>info/refs|git-upload-pack)$ {\nfastcgi_pass unix:"
           + root + "/fcgi;\nfastcgi_param SCRIPT_FILENAME " + httpBackend().toUtf8()
           + ";\nfastcgi_param GIT_PROJECT_ROOT " + root
           + "/git;\nfastcgi_param GIT_HTTP_EXPORT_ALL 1;\nfastcgi_param PATH_INFO /$id/$service;\n"
             "fastcgi_param QUERY_STRING $query_string;\nfastcgi_param REQUEST_METHOD $request_method;\n"
             "fastcgi_param CONTENT_TYPE $content_type;\nfastcgi_param CONTENT_LENGTH $content_length;\n"
             "fastcgi_param HTTP_CONTENT_ENCODING $http_content_encoding;\nfastcgi_param GIT_PROTOCOL "
             "$http_git_protocol;\n}\n";
}

QUrl NginxFixture::baseUrl() const
{
    const bool tls = !m_options.certificate.certificate.isEmpty();
    return QUrl((tls ? u"https://127.0.0.1:%1"_s : u"http://127.0.0.1:%1"_s).arg(m_port));
}

QUrl NginxFixture::objectsUrl() const
{
    return m_options.objectsOnOtherHost ? QUrl(u"http://127.0.0.2:%1"_s.arg(m_objectsPort)) : baseUrl();
}

QUrl NginxFixture::repositoryUrl(const QString &id) const
{
    return QUrl(baseUrl().toString() + u'/' + id);
}

void NginxFixture::addRepository(const QString &id, RepoBuilder &repository)
{
    QDir().mkpath(QFileInfo(m_folder.path(u"git/"_s + id)).absolutePath());
    repository.publishTo(m_folder.path(u"git/"_s + id));
    // ngx_http_ssi_module: an object is named if its oid is in the request. `comma` is empty until one was.
    QByteArray answer = "{\"transfer\":\"basic\",\"objects\":[<!--# set var=\"comma\" value=\"\" -->";
    QDirIterator files(repository.gitFolder() + u"/lfs/objects"_s, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        files.next();
        const QByteArray oid = files.fileName().toUtf8();
        QFile::copy(files.filePath(), m_folder.path(u"lfs/objects/"_s + files.fileName()));
        answer += "<!--# if expr=\"$request_body = /" + oid
                  + "/\" --><!--# echo var=\"comma\" encoding=\"none\" -->{\"oid\":\"" + oid
                  + "\",\"size\":" + QByteArray::number(files.fileInfo().size())
                  + ",\"actions\":{\"download\":{\"href\":\"" + objectsUrl().toEncoded() + "/lfs-objects/"
                  + oid + "\"}}}<!--# set var=\"comma\" value=\",\" --><!--# endif -->";
    }
    m_folder.writeFile(u"lfs/batch/%1.json"_s.arg(id), answer + "]}\n");
}

QList<NginxRequest> NginxFixture::requests() const
{
    QList<NginxRequest> found;
    const QList<QByteArray> lines = readFile(m_folder.path(u"seen"_s)).split('\n');
    for (const QByteArray &line : lines) {
        const QList<QByteArray> fields = line.split('\t');
        if (fields.size() == 7)
            found.append(
                {fields[0], QString::fromUtf8(fields[1]), fields[2].toInt(),
                 fields[3] == "-" ? QByteArray() : fields[3], fields[4] == "-" ? QByteArray() : fields[4],
                 static_cast<quint16>(fields[5].toUInt()), fields[6] == "-" ? QByteArray() : fields[6]});
    }
    return found;
}

QList<NginxRequest> NginxFixture::objectRequests() const
{
    QList<NginxRequest> found = requests();
    found.removeIf([](const NginxRequest &request) { return !request.path.startsWith(u"/lfs-objects/"_s); });
    return found;
}

void NginxFixture::clearLog()
{
    QFile::resize(m_folder.path(u"seen"_s), 0);
}

QByteArray NginxFixture::errors() const
{
    const QString file = m_folder.path(u"errors"_s);
    return QFileInfo::exists(file) ? readFile(file) : QByteArray();
}

} // namespace weightyard::test
