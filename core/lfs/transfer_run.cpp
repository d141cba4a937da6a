#include "lfs/transfer_run.h"

#include "base/log.h"
#include "store/partial_files.h"

#include <QRandomGenerator>
#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr std::chrono::milliseconds kTick{50};
constexpr qint64 kLargeObject = 16LL * 1024 * 1024;
constexpr int kSmallObjectsAtOnce = 4;
constexpr qsizetype kPreparedAtOnce = 100;
constexpr size_t kPreparedAhead = 30;
} // namespace

TransferRun::TransferRun(TransferAdapter &adapter, QString partialsDir, TransferOptions options,
                         TransferListener &listener, std::shared_ptr<ConnectionBudget> budget)
    : m_adapter(adapter),
      m_partialsDir(std::move(partialsDir)),
      m_options(options),
      m_budget(std::move(budget)),
      m_listener(listener),
      m_disk(m_events, m_options.hashThreads),
      m_progress(listener)
{
    m_adapter.attach(m_events);
}

TransferRun::~TransferRun()
{
    stopAttempts();
}

qint64 TransferRun::steadyMs() const
{
    return m_adapter.clock().steadyMs();
}

Result<QHash<base::Oid, QString>> TransferRun::run(const QList<Pointer> &objects,
                                                   const base::CancelToken &cancel)
{
    const auto wakeOnCancel = cancel.onCancel([this] { m_events.wake(); });
    if (const Result<void> opened = takeStock(objects, cancel); !opened)
        return fail(opened.error());
    m_share.emplace(m_budget); // while it hashes what is here, the connections are the others'
    qint64 largest = 0;
    for (const Pointer &pointer : objects)
        largest = std::max(largest, pointer.size);
    m_ramp.emplace(ConnectionRamp::Limits{.first = largest < kLargeObject ? kSmallObjectsAtOnce : 1,
                                          .least = objectsAtOnce(),
                                          .most = m_share->most(m_options.connections)},
                   steadyMs());
    report(); // what is here before anything is fetched
    const Result<void> ended = loop(cancel);
    stopAttempts();
    m_share.reset();
    const Result<void> flushed = cancel.isCancelled() ? m_disk.flushPartials() : m_disk.flushAll();
    report();
    if (!ended)
        return fail(ended.error());
    if (!flushed)
        return fail(flushed.error());
    return m_progress.verifiedObjects();
}

// Objects that an earlier run began are opened at once, so that progress starts where it stood; the others wait their turn.
Result<void> TransferRun::takeStock(const QList<Pointer> &objects, const base::CancelToken &cancel)
{
    m_progress.begin(objects);
    for (const Pointer &pointer : objects) {
        const auto finished = store::Verifier::adopt(m_partialsDir, pointer.oid, pointer.size,
                                                     [&](qint64) { return !cancel.isCancelled(); });
        if (!finished)
            return fail(finished.error());
        if (const Result<void> cleared =
                *finished ? store::removePartial(m_partialsDir, pointer.oid) : Result<void>();
            !cleared)
            return cleared;
        if (*finished)
            m_progress.verified(pointer, **finished);
        else if (!store::hasPartial(m_partialsDir, pointer.oid))
            m_pending.push_back(pointer);
        else if (const Result<void> opened = open(pointer); !opened)
            return opened;
    }
    return {};
}

Result<void> TransferRun::open(const Pointer &pointer)
{
    auto partial = store::Partial::open(m_partialsDir, pointer.oid, pointer.size, m_options.preallocate);
    if (!partial)
        return fail(partial.error());
    m_open.push_back(
        std::make_unique<ObjectTransfer>(pointer, *partial, m_options.ranges.fitted(pointer.size)));
    m_disk.add(*partial);
    return {};
}

Result<void> TransferRun::loop(const base::CancelToken &cancel)
{
    while (!m_open.empty() || !m_pending.empty()) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (const Result<void> started = startAttempts(); !started)
            return started;
        if (const Result<void> handled = handleAll(); !handled)
            return handled;
        if (!m_disk.mustPause())
            m_running.resumeAll();
        adjustConnections();
        if (m_progress.isDue(steadyMs()))
            report();
    }
    return {};
}

// An event that ends the run may have others behind it: ends of attempts, which stopAttempts() must still see.
Result<void> TransferRun::handleAll()
{
    for (m_taken = m_events.take(kTick); !m_taken.empty();) {
        const TransferEvent event = std::move(m_taken.front());
        m_taken.pop_front();
        if (const Result<void> handled = handle(event); !handled)
            return handled;
    }
    return {};
}

Result<void> TransferRun::startAttempts()
{
    if (steadyMs() < m_notBeforeMs)
        return {};
    for (size_t i = 0; i < m_open.size() && mayStartMore(); ++i)
        startSome(*m_open[i]);
    while (mayStartMore() && !m_pending.empty() && isReady(m_pending.front())) {
        const Pointer next = m_pending.front();
        m_pending.pop_front();
        if (const Result<void> opened = open(next); !opened)
            return opened;
        startSome(*m_open.back());
    }
    // Before they are needed, so that a server that wants a wait holds nobody up; once, though they may expire until their turn
    // comes: a large object ahead of them can take hours.
    if (!m_pending.empty()) {
        const Pointer &ahead = m_pending[std::min(kPreparedAhead, m_pending.size() - 1)];
        if (!m_prepared.contains(ahead.oid))
            isReady(ahead);
    }
    return {};
}

void TransferRun::startSome(ObjectTransfer &transfer)
{
    const int objects = objectsAtOnce();
    // Where one for each is enough, the last object does not get the others' too: they would only put its bytes out of order.
    const int share = m_ramp->isAtLeast() ? 1 : (m_ramp->target() + objects - 1) / objects;
    while (mayStartMore() && transfer.running() < share && transfer.mayStart(steadyMs())
           && isReady(transfer.pointer())) {
        auto slot = m_share->take();
        if (!slot)
            break;
        const auto plan = transfer.plan(m_nextId, m_disk.hashedTo(transfer.pointer().oid));
        if (!plan)
            break;
        ++m_nextId;
        auto attempt = std::make_shared<Attempt>(*plan, m_adapter.clock(), m_disk, m_events, std::move(slot));
        m_running.add(plan->id, m_adapter.start(*plan, std::move(attempt)));
    }
}

// One request for those at hand and for the ones that come next.
bool TransferRun::isReady(const Pointer &pointer)
{
    if (m_adapter.isReady(pointer.oid))
        return true;
    if (m_adapter.isPreparing())
        return false;
    QList<Pointer> wanted{pointer};
    const auto add = [&](const Pointer &other) {
        if (wanted.size() < kPreparedAtOnce && other.oid != pointer.oid && !m_adapter.isReady(other.oid))
            wanted.append(other);
    };
    for (const auto &transfer : m_open)
        add(transfer->pointer());
    for (const Pointer &next : m_pending) {
        if (wanted.size() >= kPreparedAtOnce)
            break;
        add(next);
    }
    for (const Pointer &one : std::as_const(wanted))
        m_prepared.insert(one.oid);
    m_adapter.prepare(wanted);
    return m_adapter.isReady(pointer.oid);
}

// As many as can be hashed at once, so that neither the hash nor the order of the bytes holds the others up.
int TransferRun::objectsAtOnce() const
{
    const auto left = static_cast<int>(m_open.size() + m_pending.size());
    return std::clamp(left, 1, m_options.hashThreads);
}

void TransferRun::adjustConnections()
{
    qint64 bytes = m_progress.bytesVerified();
    for (const auto &transfer : m_open)
        bytes += transfer->partial()->received().total();
    const int most = m_share->most(m_options.connections);
    m_ramp->setMost(most);
    m_running.keepAtMost(most, steadyMs());
    const int before = m_ramp->target();
    m_ramp->observe(bytes, m_running.count(), m_disk.takeWasBehind(), steadyMs());
    if (m_ramp->target() != before)
        qCDebug(base::lcLfs) << "connections:" << before << "->" << m_ramp->target();
}

Result<void> TransferRun::handle(const TransferEvent &event)
{
    if (const auto *ended = std::get_if<AttemptEnded>(&event))
        return handleEnd(*ended);
    if (const auto *hashed = std::get_if<Hashed>(&event))
        return handleHashed(*hashed);
    if (const auto *failed = std::get_if<DiskFailed>(&event))
        return fail(failed->error);
    if (const auto *failed = std::get_if<PrepareFailed>(&event))
        return fail(failed->error);
    if (const auto *waits = std::get_if<PreparationWaits>(&event))
        m_listener.waiting(waits->why, waits->delayMs);
    if (const auto *dropped = std::get_if<SourceDropped>(&event))
        m_listener.sourceDropped(dropped->source, dropped->why);
    if (const auto *head = std::get_if<HeadSeen>(&event)) {
        if (ObjectTransfer *transfer = find(head->oid))
            transfer->headSeen(*head);
    } else if (const auto *damaged = std::get_if<BlockDamaged>(&event)) {
        qCDebug(base::lcLfs).noquote()
            << "a block of" << damaged->oid.toString() << "was damaged on disk; fetching it again";
    }
    return {};
}

Result<void> TransferRun::handleEnd(const AttemptEnded &event)
{
    const bool givenBack = m_running.ended(event.attempt);
    const bool fellBack = m_adapter.fallsBack(event);
    ObjectTransfer *transfer = find(event.oid);
    if (transfer == nullptr)
        return {};
    AttemptEnded end = event;
    if (fellBack || (givenBack && !end.outcome && end.outcome.error().kind == ErrorKind::Cancelled))
        end.outcome = {}; // the rest of its range is missing, and that is all
    const double jitter = QRandomGenerator::global()->generateDouble();
    const ObjectTransfer::Verdict verdict = transfer->ended(end, m_options.retries, steadyMs(), jitter);
    if (transfer->takeRefusal())
        m_adapter.forget(event.oid);
    if (verdict.failed)
        return fail(*verdict.failed);
    if (verdict.waiting) {
        if (verdict.waiting->kind == ErrorKind::RateLimited) {
            if (steadyMs() >= m_notBeforeMs) // those that were under way are refused with the first
                m_ramp->refused();
            m_notBeforeMs = std::max(m_notBeforeMs, steadyMs() + verdict.waitMs);
        }
        m_listener.waiting(*verdict.waiting, verdict.waitMs);
    }
    return {};
}

Result<void> TransferRun::handleHashed(const Hashed &event)
{
    const auto position = std::find_if(m_open.begin(), m_open.end(), [&](const auto &transfer) {
        return transfer->pointer().oid == event.oid;
    });
    if (position == m_open.end())
        return {};
    ObjectTransfer &transfer = **position;
    // A hash of bytes that were dropped meanwhile says nothing.
    const bool stale = transfer.partial()->hasDropped();
    if (!stale && !event.matches) {
        qCDebug(base::lcLfs).noquote() << "the bytes of" << event.oid.toString() << "do not match their hash";
        if (const Result<void> again = transfer.mismatched(m_adapter.fallsBackFrom(event.oid)); !again)
            return again;
        if (transfer.takeRefusal())
            m_adapter.forget(event.oid);
    }
    if (stale || !event.matches) {
        m_disk.add(transfer.partial()); // hashed from the begin
        return {};
    }
    const qint64 unsynced = transfer.partial()->unflushedBytes();
    const Result<QString> finished = transfer.partial()->finish();
    if (!finished && transfer.partial()->hasDropped()) { // a moment ago
        m_disk.add(transfer.partial());
        return {};
    }
    if (!finished)
        return fail(finished.error());
    if (unsynced > 0)
        m_disk.addFinished(*finished);
    m_disk.remove(event.oid);
    m_adapter.forget(event.oid);
    m_progress.verified(transfer.pointer(), *finished);
    m_open.erase(position);
    return {};
}

// Every attempt reports its end exactly once; only then may partials and queue go away.
void TransferRun::stopAttempts()
{
    m_running.abortAll();
    m_adapter.stop();
    while (m_running.count() > 0) {
        for (const TransferEvent &event : m_taken) {
            if (const auto *ended = std::get_if<AttemptEnded>(&event))
                m_running.ended(ended->attempt);
        }
        m_taken = m_running.count() == 0 ? std::deque<TransferEvent>() : m_events.take(kTick);
    }
}

void TransferRun::report()
{
    QList<ObjectProgress> open;
    for (const auto &transfer : m_open)
        open.append({.oid = transfer->pointer().oid,
                     .bytesHere = transfer->partial()->received().total(),
                     .isAgain = transfer->isAgain()});
    m_progress.tell(open, steadyMs());
}

ObjectTransfer *TransferRun::find(const base::Oid &oid)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [&](const auto &transfer) { return transfer->pointer().oid == oid; });
    return found == m_open.end() ? nullptr : found->get();
}

} // namespace weightyard::lfs
