// A hub with models and a DownloadQueue over it, as a window has it: own library and config folder, the process's event
// loop, the real services. Main thread.
#pragma once

#include "app/services.h"
#include "local_hub.h"
#include "queue/download_queue.h"
#include "repo_builder.h"
#include "temp_dir.h"

#include <QSignalSpy>

namespace weightyard::test {

constexpr qint64 kMiB = 1024 * 1024;
const int kPatience = test::patient(60'000); ///< ms
inline const QString kA = QStringLiteral("owner/a");
inline const QString kB = QStringLiteral("owner/b");
inline const QString kC = QStringLiteral("owner/c");

/// Nothing of this machine's user reaches the services: HOME, git configuration, tokens. Before the first QueueScene.
void neutralizeProcess(const QString &home);

class QueueScene
{
public:
    QueueScene();
    ~QueueScene();

    /// One object of `size` bytes and a README.
    ObjectId addModel(const QString &name, qint64 size);
    job::DownloadRequest request(const QString &name) const;
    queue::DownloadQueue &open(int parallelJobs = 2, bool keepState = false); ///< closes the one before
    void close();
    queue::DownloadQueue &queue() { return *m_queue; }
    job::JobServices services() const;

    QString library() const { return m_home.path(QStringLiteral("library")); }
    QString stateFile() const { return m_home.path(QStringLiteral("config/queue.json")); }
    QString fileOf(const QString &model) const;
    QString partial(const ObjectId &object) const;
    job::JobState stateOf(const QString &key) const;
    /// States and keys as they were told, without repetitions: "a:resolving", "b:resolving", ...
    QStringList told() const { return m_told; }
    qint64 bytesSent();
    void setSpeed(qint64 bytesPerSecond);

    LocalHub hub;
    QUrl hubNow = hub.baseUrl(); ///< what HF_ENDPOINT would say: for requests and queues made from now on

private:
    TempDir m_home;
    std::unique_ptr<app::Services> m_services;
    std::unique_ptr<queue::DownloadQueue> m_queue;
    QStringList m_told;
};

} // namespace weightyard::test
