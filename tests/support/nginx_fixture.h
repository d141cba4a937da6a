// A Git + LFS host made of parts that nobody here wrote: nginx, fcgiwrap and `git http-backend`. Objects are plain files, the batch
// answer of a repository is a file too (it names every object, whatever was asked).
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
};

struct NginxRequest {
    QByteArray method;
    QString path;
    int status = 0;
    QByteArray range; // as asked; empty: none
    QByteArray user;
};

class NginxFixture
{
public:
    static bool installed();

    explicit NginxFixture(const NginxOptions &options = {});

    QUrl baseUrl() const;
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

    NginxOptions m_options;
    TempDir m_folder;
    quint16 m_port;
    ServerProcess m_fcgi; // ended last: members go in reverse
    ServerProcess m_nginx;
};

} // namespace weightyard::test
