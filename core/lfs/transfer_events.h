// What lanes and disk threads tell the job's thread, and the queue that carries it. The queue is thread-safe; events
// are values.
#pragma once

#include "base/oid.h"
#include "base/result.h"
#include "store/interval_set.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <variant>

namespace weightyard::lfs {

/// The head of an attempt's answer was good.
struct HeadSeen {
    base::Oid oid;
    store::Interval range;
    bool ranges = false; ///< 206; false: the server sends the whole object from byte 0
};

/// An attempt ended; its last word.
struct AttemptEnded {
    base::Oid oid;
    quint64 attempt = 0;
    store::Interval range;
    qint64 written = 0; ///< bytes that were not here before
    base::Result<void> outcome;
};

/// Everything is here and hashed.
struct Hashed {
    base::Oid oid;
    bool matches = false;
};

/// A block from an earlier run is not what the journal says; it was dropped.
struct BlockDamaged {
    base::Oid oid;
};

/// Disk and hash are no longer behind: paused attempts may go on.
struct DiskCaughtUp {};

struct DiskFailed {
    base::Error error;
};

/// More objects may be ready to be fetched.
struct Prepared {};

/// What permits to fetch an object cannot be had.
struct PrepareFailed {
    base::Error error;
};

/// The server wants us to wait before it says what permits to fetch more.
struct PreparationWaits {
    base::Error why;
    qint64 delayMs = 0;
};

/// One of several sources is of no use, and left out from now on.
struct SourceDropped {
    QString source; ///< redacted
    base::Error why;
};

using TransferEvent = std::variant<HeadSeen, AttemptEnded, Hashed, BlockDamaged, DiskCaughtUp, DiskFailed,
                                   Prepared, PrepareFailed, PreparationWaits, SourceDropped>;

class EventQueue
{
public:
    void push(TransferEvent event);
    /// All events so far; waits up to `longest` for the first one.
    std::deque<TransferEvent> take(std::chrono::milliseconds longest);
    void wake(); ///< makes take() return at once

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<TransferEvent> m_events;
    bool m_woken = false;
};

} // namespace weightyard::lfs
