// QueueStateFile: reads and writes a queue's file on a thread of its own, so that the queue's owner never waits for a
// disk. Of several states that come faster than the disk only the last is written, durably. A file that is of a newer
// version or cannot be read is never touched; one that is not understood is put aside as `<file>.damaged`. The
// destructor writes what was asked for last. save(), load() and waitForLoad() from one thread; the callbacks come on
// this object's thread.
#pragma once

#include "queue/queue_state.h"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace weightyard::queue {

class QueueStateFile
{
public:
    struct Callbacks {
        std::function<void(const QList<SavedJob> &)> loaded; ///< after load(), always
        std::function<void(const base::Error &)> failed;
    };
    QueueStateFile(QString path, Callbacks callbacks);
    ~QueueStateFile();
    QueueStateFile(const QueueStateFile &) = delete;
    QueueStateFile &operator=(const QueueStateFile &) = delete;

    void load();
    void waitForLoad(); ///< until what load() asked for has been handed over
    void save(const QList<SavedJob> &jobs);

private:
    void work();
    QList<SavedJob> read();
    void write(const QJsonObject &jobs);

    const QString m_path;
    const Callbacks m_callbacks;
    bool m_looked = false;  ///< the thread's: at what was there before
    bool m_foreign = false; ///< the thread's: a newer version's file, or an unreadable one
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::condition_variable m_loaded;
    bool m_loadAsked = false;
    bool m_loading = false;
    std::optional<QJsonObject> m_toWrite;
    bool m_stop = false;
    std::thread m_thread;
};

} // namespace weightyard::queue
