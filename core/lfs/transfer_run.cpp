#include "lfs/transfer_run.h"

#include "base/log.h"

#include <QFile>
#include <QRandomGenerator>
#include <algorithm>

namespace weightyard::lfs {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {
constexpr qint64 kReportMs = 100;
constexpr std::chrono::milliseconds kTick{50};
constexpr qint64 kLargeObject = 16LL * 1024 * 1024;
constexpr int kSmallObjectsAtOnce = 4;
} // namespace

TransferRun::TransferRun(BatchClient &batch, QString partialsDir, TransferOptions options,
                         TransferListener &listener)
    : m_batch(batch),
      m_partialsDir(std::move(partialsDir)),
      m_options(std::move(options)),
      m_listener(listener),
      m_disk(m_events, m_options.hashThreads),
      m_actions(batch,
                [&listener](const base::Error &why, qint64 delayMs) { listener.waiting(why, delayMs); }),
      m_share(m_options.budget)
{}

TransferRun::~TransferRun()
{
    stopAttempts();
}

qint64 TransferRun::steadyMs() const
{
    return m_batch.session().clock().steadyMs();
}

Result<QHash<base::Oid, QString>> TransferRun::run(const QList<Pointer> &objects,
                                                   const base::CancelToken &cancel)
{
    const auto wakeOnCancel = cancel.onCancel([this] { m_events.wake(); });
    if (const Result<void> opened = takeStock(objects, cancel); !opened)
        return fail(opened.error());
    qint64 largest = 0;
    for (const Pointer &pointer : objects)
        largest = std::max(largest, pointer.size);
    m_ramp.emplace(ConnectionRamp::Limits{.first = largest < kLargeObject ? kSmallObjectsAtOnce : 1,
                                          .least = objectsAtOnce(),
                                          .most = m_share.most(m_options.connections)},
                   steadyMs());
    report(true); // what is here before anything is fetched
    const Result<void> ended = loop(cancel);
    stopAttempts();
    const Result<void> flushed = m_disk.flushAll();
    report(true);
    if (!ended)
        return fail(ended.error());
    if (!flushed)
        return fail(flushed.error());
    return m_verified;
}

// Objects that an earlier run began are opened at once, so that progress starts where it stood; the others wait their turn.
Result<void> TransferRun::takeStock(const QList<Pointer> &objects, const base::CancelToken &cancel)
{
    m_objectsTotal = static_cast<int>(objects.size());
    for (const Pointer &pointer : objects)
        m_bytesTotal += pointer.size;
    for (const Pointer &pointer : objects) {
        const Result<bool> finished = adoptFinished(pointer, cancel);
        if (!finished)
            return fail(finished.error());
        if (*finished)
            continue;
        if (!store::hasPartial(m_partialsDir, pointer.oid))
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
    if (const auto action = m_actions.known(pointer.oid, steadyMs()))
        m_open.back()->setAction(*action);
    m_disk.add(*partial);
    return {};
}

// An object that an earlier run finished is hashed again: the disk may have changed its mind since.
Result<bool> TransferRun::adoptFinished(const Pointer &pointer, const base::CancelToken &cancel)
{
    const auto path = store::finishedObject(m_partialsDir, pointer.oid, pointer.size);
    if (!path)
        return false;
    const Result<bool> matches = store::Verifier::matches(*path, pointer.oid, pointer.size,
                                                          [&](qint64) { return !cancel.isCancelled(); });
    if (!matches)
        return fail(matches.error());
    if (!*matches) {
        QFile::remove(*path);
        return false;
    }
    m_verified.insert(pointer.oid, *path);
    m_bytesVerified += pointer.size;
    m_listener.objectVerified(pointer.oid);
    return true;
}

Result<void> TransferRun::loop(const base::CancelToken &cancel)
{
    while (!m_open.empty() || !m_pending.empty()) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (const Result<void> started = startAttempts(cancel); !started)
            return started;
        if (const Result<void> handled = handleAll(); !handled)
            return handled;
        resumePaused();
        adjustConnections();
        report(false);
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

Result<void> TransferRun::startAttempts(const base::CancelToken &cancel)
{
    if (steadyMs() < m_notBeforeMs)
        return {};
    for (size_t i = 0; i < m_open.size() && mayStartMore(); ++i) {
        if (const Result<void> started = startSome(*m_open[i], cancel); !started)
            return started;
    }
    while (mayStartMore() && !m_pending.empty()) {
        const Pointer next = m_pending.front();
        m_pending.pop_front();
        if (const Result<void> opened = open(next); !opened)
            return opened;
        if (const Result<void> started = startSome(*m_open.back(), cancel); !started)
            return started;
    }
    return {};
}

Result<void> TransferRun::startSome(ObjectTransfer &transfer, const base::CancelToken &cancel)
{
    const int objects = objectsAtOnce();
    const int share = (m_ramp->target() + objects - 1) / objects;
    while (mayStartMore() && transfer.running() < share && transfer.mayStart(steadyMs())) {
        const auto plan = transfer.plan(m_nextId, m_disk.hashedTo(transfer.pointer().oid));
        if (!plan)
            break;
        ++m_nextId;
        if (transfer.needsAction(steadyMs())) {
            if (const Result<void> fetched = giveAction(transfer, cancel); !fetched)
                return fetched;
        }
        start(transfer, *plan);
    }
    return {};
}

Result<void> TransferRun::giveAction(ObjectTransfer &transfer, const base::CancelToken &cancel)
{
    const Result<Action> action = m_actions.fetch(transfer.pointer(), m_pending, cancel);
    if (!action)
        return fail(action.error());
    transfer.setAction(*action);
    return {};
}

// As many as can be hashed at once, so that neither the hash nor the order of the bytes holds the others up.
int TransferRun::objectsAtOnce() const
{
    const auto left = static_cast<int>(m_open.size() + m_pending.size());
    return std::clamp(left, 1, m_options.hashThreads);
}

void TransferRun::adjustConnections()
{
    qint64 bytes = m_bytesVerified;
    for (const auto &transfer : m_open)
        bytes += transfer->partial()->received().total();
    m_ramp->setMost(m_share.most(m_options.connections));
    m_ramp->observe(bytes, static_cast<int>(m_running.size()), m_disk.takeWasBehind(), steadyMs());
}

void TransferRun::start(ObjectTransfer &transfer, const AttemptPlan &plan)
{
    net::AuthSession &session = m_batch.session();
    const Action &action = *transfer.action();
    net::HttpRequest request = attemptRequest(action.href, action.headers, plan);
    // Our credential goes to storage only where it is the very origin that asked for it.
    const bool sameOrigin = base::Origin::of(action.href) == base::Origin::of(m_batch.url());
    const bool mayAuthorize = sameOrigin && m_batch.trust() == net::AuthSession::Trust::Ask
                              && !action.headers.contains("Authorization");
    if (mayAuthorize) {
        if (const auto authorization = session.authorizationFor(action.href);
            authorization && !action.authenticated)
            request.headers.set("Authorization", *authorization);
        else
            request.addConfiguredHeaders = true;
    }
    auto sink = std::make_shared<Attempt>(plan, session.clock(), m_disk, m_events);
    m_running.emplace(plan.id, session.client().start(request, std::move(sink)));
}

Result<void> TransferRun::handle(const TransferEvent &event)
{
    if (const auto *ended = std::get_if<AttemptEnded>(&event))
        return handleEnd(*ended);
    if (const auto *hashed = std::get_if<Hashed>(&event))
        return handleHashed(*hashed);
    if (const auto *failed = std::get_if<DiskFailed>(&event))
        return fail(failed->error);
    if (const auto *head = std::get_if<HeadSeen>(&event)) {
        if (ObjectTransfer *transfer = find(head->oid))
            transfer->headSeen(*head);
    } else if (const auto *damaged = std::get_if<BlockDamaged>(&event)) {
        qCInfo(base::lcLfs).noquote()
            << "a block of" << damaged->oid.toString() << "was damaged on disk; fetching it again";
    }
    return {};
}

Result<void> TransferRun::handleEnd(const AttemptEnded &event)
{
    m_running.erase(event.attempt);
    ObjectTransfer *transfer = find(event.oid);
    if (transfer == nullptr)
        return {};
    const double jitter = QRandomGenerator::global()->generateDouble();
    const ObjectTransfer::Verdict verdict = transfer->ended(event, m_options.retries, steadyMs(), jitter);
    if (verdict.failed)
        return fail(*verdict.failed);
    if (verdict.waiting) {
        if (verdict.waiting->kind == ErrorKind::RateLimited) {
            m_notBeforeMs = std::max(m_notBeforeMs, steadyMs() + verdict.waitMs);
            m_ramp->refused();
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
    m_disk.remove(event.oid);
    if (transfer.partial()->hasDropped()) {
        m_disk.add(transfer.partial()); // the hash is of bytes that were dropped meanwhile: start over
        return {};
    }
    if (!event.matches) {
        qCInfo(base::lcLfs).noquote() << "the bytes of" << event.oid.toString() << "do not match their hash";
        if (const Result<void> again = transfer.mismatched(); !again)
            return again;
        m_disk.add(transfer.partial());
        return {};
    }
    const qint64 unsynced = transfer.partial()->unflushedBytes();
    const Result<QString> finished = transfer.partial()->finish();
    if (!finished)
        return fail(finished.error());
    if (unsynced > 0)
        m_disk.addFinished(*finished, unsynced);
    m_verified.insert(event.oid, *finished);
    m_bytesVerified += transfer.pointer().size;
    m_listener.objectVerified(event.oid);
    m_open.erase(position);
    return {};
}

void TransferRun::resumePaused()
{
    if (m_disk.mustPause())
        return;
    for (const auto &[id, exchange] : m_running)
        exchange.resume();
}

// Every attempt reports its end exactly once; only then may partials and queue go away.
void TransferRun::stopAttempts()
{
    for (const auto &[id, exchange] : m_running)
        exchange.abort();
    while (!m_running.empty()) {
        for (const TransferEvent &event : m_taken) {
            if (const auto *ended = std::get_if<AttemptEnded>(&event))
                m_running.erase(ended->attempt);
        }
        m_taken = m_running.empty() ? std::deque<TransferEvent>() : m_events.take(kTick);
    }
}

void TransferRun::report(bool now)
{
    const qint64 time = steadyMs();
    if (!now && time - m_lastReportMs < kReportMs)
        return;
    m_lastReportMs = time;
    TransferProgress progress{.bytesHere = m_bytesVerified,
                              .bytesTotal = m_bytesTotal,
                              .objectsVerified = static_cast<int>(m_verified.size()),
                              .objectsTotal = m_objectsTotal};
    for (const auto &transfer : m_open) {
        const qint64 received = transfer->partial()->received().total();
        progress.bytesHere += received;
        progress.open.append({.oid = transfer->pointer().oid, .bytesHere = received});
    }
    progress.verifying = progress.bytesHere == m_bytesTotal && !m_open.empty();
    m_listener.progress(progress);
}

ObjectTransfer *TransferRun::find(const base::Oid &oid)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(),
                                    [&](const auto &transfer) { return transfer->pointer().oid == oid; });
    return found == m_open.end() ? nullptr : found->get();
}

} // namespace weightyard::lfs
