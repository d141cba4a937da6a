// A Git + LFS host with no code of ours in the data path: real nginx, the real `git http-backend` behind fcgiwrap, LFS
// objects as static files (ranges by nginx), the batch answer put together by a CGI program in awk.
//
//     NginxFixture nginx;
//     nginx.addRepository("owner/name", repo);
//     nginx.start();                                  // after the last repository; restart() after changes, at the same ports
//     ... client works with nginx.repositoryUrl("owner/name") ...
//     nginx.accessLog() has a line a request: "<port> <method> <path> <status> <bytes> range=<...> auth=<...>"
//
// Everything lives in a temporary folder, listens on loopback and runs as the current user. One thread; failures to
// start are fatal (std::runtime_error) and carry nginx's own words. The batch answer names the asked objects only.
// Not covered: hrefs that expire, per-object errors (an unknown oid is left out of the answer); LocalHub has those.
#pragma once

#include "child_process.h"
#include "repo_builder.h"
#include "temp_dir.h"
#include "tinyproxy_fixture.h"
#include "tls_authority.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QUrl>

#include <optional>

namespace weightyard::test {

struct NginxOptions {
    QString user; // with password: Basic auth on git and batch (auth_basic + htpasswd)
    QString password;
    std::optional<CertificateFiles> tls; // https on the first server
    QString clientCa;                    // PEM: only clients that show a certificate of this CA
    QByteArray neededCookie;             // "name=value": 403 without it, on the first server
    bool dataOnOtherHost = false; // objects on a second server, 127.0.0.2 and another port (plain http)
    /// Of each connection to the objects, however many requests it carries; needs nginx's stream module.
    qint64 connectionBytesPerSecond = 0;
    int answerDelayMs = 0; // before each answer to a request for an object; needs nginx's Lua module
};

class NginxFixture
{
public:
    explicit NginxFixture(const NginxOptions &options = {});
    ~NginxFixture();
    NginxFixture(const NginxFixture &) = delete;
    NginxFixture &operator=(const NginxFixture &) = delete;

    static bool available(); // nginx and fcgiwrap are installed

    void addRepository(const QString &id, RepoBuilder &repository);
    ObjectId addObjectFile(const QString &path); // moved nowhere: linked or copied into the storage folder
    void start();
    void restart();
    void stop();

    QUrl baseUrl() const;
    QUrl dataUrl() const; // of the server that has the objects
    QUrl repositoryUrl(const QString &id) const;
    QByteArray accessLog() const;
    QByteArray errorLog() const;

private:
    QByteArray configuration() const;
    QByteArray serverBlock() const;
    QByteArray storageLocation() const;
    QByteArray batchProgram() const;
    void prepareFiles();
    void startFcgi();
    bool startNginx();

    NginxOptions m_options;
    TempDir m_folder;
    quint16 m_port = 0;
    quint16 m_dataPort = 0;
    QMap<QByteArray, qint64> m_sizes; ///< by oid
    ServerProcess m_fcgi;
    ServerProcess m_nginx;
};

} // namespace weightyard::test
