// LocalHub: a Git + LFS host for tests on loopback, with a thread of its own.
//
//     LocalHub hub;                                   // http on 127.0.0.1, a free port, already running
//     RepoBuilder repo;  repo.file("README.md", "hi").lfsFile("model.bin", bytes).commit("first");
//     hub.addRepository("owner/name", repo);
//     hub.addFault(Fault::cut(Endpoint::Storage, 1000));
//     ... client works with hub.repositoryUrl("owner/name") ...
//     QCOMPARE(hub.log().count(Endpoint::Storage), 2);
//
// Serves git smart HTTP by the real `git http-backend`, the LFS batch API (download and upload), object storage with
// single ranges, and the Hub's /api/models. An implementation of its own: it uses nothing of core.
// Every public method may be called from any thread at any time. Construction failures throw std::runtime_error.
// Sources: git-lfs docs/api/batch.md and basic-transfers.md, git's http-backend(1), RFC 9110 and 9112, hub-docs.
#pragma once

#include "fault.h"
#include "hub_settings.h"
#include "object_source.h"
#include "request_log.h"
#include "temp_dir.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <memory>

namespace weightyard::test {

class RepoBuilder;
class HubThread;
struct HubState;

struct ListenerOptions {
    QString address = QStringLiteral("127.0.0.1"); // 127.0.0.2 and so on count as other hosts (Linux)
    quint16 port = 0;                              // 0: a free one
    QString hostName;                              // what base URLs say; empty: the address
    QString certificateFile;                       // PEM, see TlsAuthority; both empty: plain http
    QString keyFile;
};

struct Listener {
    int id = 0;
    QUrl baseUrl; // http://127.0.0.1:1234, no slash at the end
    quint16 port = 0;
};

class LocalHub
{
public:
    LocalHub();
    explicit LocalHub(const ListenerOptions &first, const HubSettings &settings = {});
    ~LocalHub();
    LocalHub(const LocalHub &) = delete;
    LocalHub &operator=(const LocalHub &) = delete;

    // Addresses. All listeners serve everything; the log and Fault::port tell them apart.
    QUrl baseUrl() const; // of the first listener
    quint16 port() const;
    QUrl repositoryUrl(const QString &id) const; // <base>/<id>
    QUrl batchUrl(const QString &id) const;      // <base>/<id>.git/info/lfs/objects/batch
    Listener addListener(const ListenerOptions &options);
    void closeListener(int id); // stops listening; open connections stay
    void dropConnections();     // resets every open connection
    int openConnections() const;
    int peakConnections() const; // highest number open at once so far

    // Repositories: bare ones at <root>/<owner>/<name>, served as /<owner>/<name>[.git].
    QString root() const;
    QString repositoryPath(const QString &id) const;
    void addRepository(const QString &id, RepoBuilder &repository,
                       const AccessRule &access = {}); // pushes all refs and objects
    void addEmptyRepository(const QString &id);        // no commits; enough for batch requests
    void setAccess(const QString &id, const AccessRule &access);
    void addAccount(const Account &account);

    // Objects
    ObjectId addObject(const QByteArray &bytes);
    ObjectId addObjectFile(const QString &path);
    ObjectId addGenerated(quint64 seed, qint64 size);
    int ingestLfsFolder(
        const QString &gitFolder); // <gitFolder>/lfs/objects/aa/bb/<oid>: links or copies; their number
    ObjectStore &objects();

    // Behaviour
    void update(const std::function<void(HubSettings &)> &change);
    HubSettings settings() const;
    int addFault(const Fault &fault); // an id for removeFault and faultHits
    void removeFault(int id);
    void clearFaults();
    int faultHits(int id) const;
    void expireActions(); // all hrefs given out so far answer 403 from now on

    RequestLog &log();

private:
    TempDir m_folder;
    std::shared_ptr<HubState> m_state;
    std::unique_ptr<HubThread> m_thread;
    Listener m_first;
};

} // namespace weightyard::test
