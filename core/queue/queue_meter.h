// QueueMeter: the rates of all downloads together, measured once a second while any of them is on a thread. The queue's thread.
#pragma once

#include "base/clock.h"
#include "job/progress_meter.h"
#include "queue/queue_book.h"

#include <QTimer>

namespace weightyard::queue {

class QueueMeter
{
public:
    QueueMeter(const QueueBook &book, const base::Clock &clock);
    void start();               ///< ends by itself
    QueueTotals totals() const; ///< the book's, with rates

private:
    void measure();

    const QueueBook &m_book;
    const base::Clock &m_clock;
    job::ProgressMeter m_meter;
    job::MeanRate m_mean;
    QTimer m_timer;
};

} // namespace weightyard::queue
