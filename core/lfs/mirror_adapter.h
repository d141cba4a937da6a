// MirrorAdapter: objects from mirrors, in their order, and what they do not have from the origin. An object is its SHA-256, so any source
// will do, and what came from one goes on from another. A mirror that does not answer, refuses, breaks off again and again or gives
// bytes that are not the object's is left out for the rest of the job, and SourceDropped says so; one that lacks an object is passed
// over for that object. Its failures are none of the object's: there is always the origin. The job's thread, but for one that asks.
#pragma once

#include "lfs/mirror_source.h"
#include "lfs/transfer_adapter.h"

#include <QHash>
#include <QSet>
#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

namespace weightyard::lfs {

/// The mirrors of one job; which of them are left out is kept from one run to the next.
class MirrorList
{
public:
    MirrorList(const QList<base::Mirror> &mirrors, MirrorModel model, net::AuthSession &session);

private:
    friend class MirrorAdapter;
    struct Entry {
        std::unique_ptr<MirrorSource> source;
        bool isDropped = false;
        int breaks = 0; ///< that brought something
    };
    MirrorModel m_model;
    std::vector<Entry> m_entries;
};

class MirrorAdapter final : public TransferAdapter
{
public:
    MirrorAdapter(TransferAdapter &origin, MirrorList &mirrors);
    ~MirrorAdapter() override;
    MirrorAdapter(const MirrorAdapter &) = delete;
    MirrorAdapter &operator=(const MirrorAdapter &) = delete;

    const base::Clock &clock() const override { return m_origin.clock(); }
    void attach(EventQueue &events) override;
    bool isReady(const base::Oid &oid) const override;
    void prepare(const QList<Pointer> &objects) override;
    bool isPreparing() const override { return m_asking || m_origin.isPreparing(); }
    void forget(const base::Oid &oid) override;
    net::Exchange start(const AttemptPlan &plan, std::shared_ptr<Attempt> attempt) override;
    bool fallsBack(const AttemptEnded &end) override;
    bool fallsBackFrom(const base::Oid &oid) override;
    void stop() override;

private:
    static constexpr size_t kOrigin = static_cast<size_t>(-1);
    struct Object {
        size_t first = 0; ///< mirrors before it were tried
        std::optional<Action> action = {};
        QSet<size_t> brought = {}; ///< by which mirrors bytes came in this run
    };
    size_t sourceOf(const base::Oid &oid) const; ///< under the mutex
    void ask(size_t mirror, const QList<Pointer> &objects);
    void drop(size_t mirror, const base::Error &why);

    TransferAdapter &m_origin;
    MirrorList &m_mirrors;
    EventQueue *m_events = nullptr;
    base::CancelToken m_stop;
    mutable std::mutex m_mutex;
    QHash<base::Oid, Object> m_objects; ///< under the mutex, like what is dropped
    QHash<quint64, size_t> m_attempts;  ///< attempt -> its mirror
    std::atomic<bool> m_asking = false;
    std::thread m_thread;
};

} // namespace weightyard::lfs
