// A host for one case: nginx with `git http-backend` and the batch answer (tests/support/nginx_fixture.h), models of generated
// bytes, and the folders in which the measured programs work. Everything is below TMPDIR and removed in the end.
#pragma once

#include "measure.h"

#include "support/nginx_fixture.h"

#include <memory>
#include <vector>

namespace weightyard::bench {

struct BenchModel {
    QString id;                ///< owner/name
    QList<qint64> objectSizes; ///< bytes
};

struct SiteOptions {
    QList<BenchModel> models;
    bool https = false;
    qint64 bytesPerSecond = 0; ///< that the server gives a connection; 0: all it can
    int answerDelayMs = 0;     ///< before each answer to a request for an object
};

class BenchSite
{
public:
    explicit BenchSite(const SiteOptions &options);
    ~BenchSite();

    QString url(const QString &model) const;
    /// Of the model's objects, in the order of their sizes as given.
    QStringList objectUrls(const QString &model) const;
    QStringList objectFiles(const QString &model) const; ///< the very bytes, on disk
    qint64 bytes() const;
    const SiteOptions &options() const { return m_options; }

    /// An empty folder, new for each run; what was in the last one is gone, and synced away.
    QString freshFolder();
    QString path(const QString &name) const { return m_folder.path(name); }
    QProcessEnvironment environment() const;
    QString caFile() const;
    /// Of objects, by requests that have ended, since the last freshFolder(). Any thread.
    qint64 bytesSent() const;

private:
    void addModel(const BenchModel &model);

    SiteOptions m_options;
    test::TempDir m_folder;
    std::unique_ptr<test::TlsAuthority> m_authority;
    std::unique_ptr<test::NginxFixture> m_nginx;
    std::vector<std::unique_ptr<test::RepoBuilder>> m_repositories;
    QHash<QString, QStringList> m_files;
    QHash<QString, QStringList> m_oids;
    qint64 m_bytes = 0;
    quint64 m_seed = 1;
    qsizetype m_logBegin = 0;
    int m_run = 0;
};

} // namespace weightyard::bench
