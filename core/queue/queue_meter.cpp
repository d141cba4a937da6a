#include "queue/queue_meter.h"

namespace weightyard::queue {

namespace {
constexpr int kMeterMs = 1000;
} // namespace

QueueMeter::QueueMeter(const QueueBook &book, const base::Clock &clock) : m_book(book), m_clock(clock)
{
    m_timer.setInterval(kMeterMs);
    m_timer.callOnTimeout(&m_timer, [this] { measure(); });
}

void QueueMeter::start()
{
    if (m_timer.isActive())
        return;
    measure(); // from where it begins
    m_timer.start();
}

void QueueMeter::measure()
{
    const qint64 now = m_clock.steadyMs();
    const qint64 fetched = m_book.bytesFetched();
    if (!m_book.isMoving())
        m_meter = {}; // the time in which nothing was asked for is no part of a rate
    m_meter.add(now, fetched);
    m_mean.add(now, fetched);
    if (m_book.list().onThreads() == 0)
        m_timer.stop();
}

QueueTotals QueueMeter::totals() const
{
    QueueTotals totals = m_book.totals();
    totals.moving = m_book.isMoving();
    totals.rate = totals.moving ? m_meter.rate() : 0; // not that of a second ago
    totals.lastRate = m_mean.rate();
    if (totals.allKnown && totals.running > 0)
        totals.timeLeftMs = m_meter.timeLeftMs(totals.bytesMissing);
    return totals;
}

} // namespace weightyard::queue
