// A Git + LFS host made of parts that nobody here wrote: nginx, fcgiwrap and `git http-backend`. Objects are plain files; the batch
// answer is put together by nginx's server-side includes, so that it names exactly the objects that were asked for and exist (an
// unknown oid is left out, there are no per-object errors).
//
//     NginxFixture server({.user = "alice", .password = "secret"});
//     server.addRepository("owner/name", repo);
//     ... client works with server.repositoryUrl("owner/name") ...
//
// One thread. What is not installed: installed() is false. A server that does not start throws std::runtime_error.
#pragma once

#include "child_process.h"
#include "repo_builder.h"
#include "temp_dir.h"
#include "tls_authority.h"

#include <QUrl>

namespace weightyard::test {

struct NginxOptions {
    QByteArray user; // not empty: basic authentication for everything
    QByteArray password;
    CertificateFiles certificate; // not empty: https
    qint64 bytesPerSecond = 0;    // of each object's answer; 0: no limit
    bool objectsOnOtherHost =
        false; // served by 127.0.0.2 at another port, in plain http, without authentication
};

struct NginxRequest {
    QByteArray method;
    QString path;
    int status = 0;
    QByteArray range; // as asked; empty: none
    QByteArray user;
    quint16 port = 0;         // of the server that was asked
    QByteArray authorization; // the header as sent; empty: none
};

class NginxFixture
{
public:
    static bool installed();

    explicit NginxFixture(const NginxOptions &options = {});

    QUrl baseUrl() const;
    QUrl objectsUrl() const; // of the server that has the objects
    QUrl repositoryUrl(const QString &id) const;
    void addRepository(const QString &id, RepoBuilder &repository);
    /// Ends nginx and starts it again at the same address.
    void restart(const NginxOptions &options);

    QList<NginxRequest> requests() const; // by its log; a request is there when its answer has ended
    QList<NginxRequest> objectRequests() const;
    void clearLog();
    QByteArray errors() const;

private:
    void start();
    QByteArray configuration() const;
    QByteArray objectsLocation() const;
    QByteArray batchLocation() const;
    QByteArray gitLocation() const;

    NginxOptions m_options;
    TempDir m_folder;
    quint16 m_port;
    quint16 m_objectsPort;
    ServerProcess m_fcgi; // ended last: members go in reverse
    ServerProcess m_nginx;
};

} // namespace weightyard::test
