// BasicAdapter: git-lfs's basic transfers: the batch API says where an object is (an action: address and headers), and one GET brings a
// range of it. One request asks for the actions of up to a hundred objects, so that many small ones cost few requests; it is made on
// a thread of its own, so that objects with good actions go on while it waits out a limit. The job's thread.
#pragma once

#include "lfs/batch_client.h"
#include "lfs/transfer_adapter.h"

#include <QHash>
#include <atomic>
#include <mutex>
#include <thread>

namespace weightyard::lfs {

class BasicAdapter final : public TransferAdapter
{
public:
    explicit BasicAdapter(BatchClient &batch);
    ~BasicAdapter() override;
    BasicAdapter(const BasicAdapter &) = delete;
    BasicAdapter &operator=(const BasicAdapter &) = delete;

    const base::Clock &clock() const override { return m_batch.session().clock(); }
    void attach(EventQueue &events) override { m_events = &events; }
    bool isReady(const base::Oid &oid) const override;
    /// Fails when one of them cannot be had: better now than after gigabytes of the others.
    void prepare(const QList<Pointer> &objects) override;
    bool isPreparing() const override { return m_asking; }
    void forget(const base::Oid &oid) override;
    /// Our own credential goes along only where the storage is the very origin that asked for it.
    net::Exchange start(const AttemptPlan &plan, std::shared_ptr<Attempt> attempt) override;
    void stop() override;

private:
    struct Held {
        Action action;
        qint64 cameMs = 0; ///< steady
        bool used = false;
    };
    base::Result<void> ask(const QList<Pointer> &objects);

    BatchClient &m_batch;
    EventQueue *m_events = nullptr;
    base::CancelToken m_stop;
    mutable std::mutex m_mutex;
    QHash<base::Oid, Held> m_actions; ///< under the mutex
    std::atomic<bool> m_asking = false;
    std::thread m_thread;
};

} // namespace weightyard::lfs
