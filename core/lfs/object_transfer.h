// ObjectTransfer: what is known of one object on its way, and what each end of an attempt means for it. No I/O of its own but
// opening and finishing the partial; the job's thread.
//
// Retry rules: a break with new bytes starts the count anew (unlimited while progress is being made); 401, 403, 404 and 410
// are believed only when a fresh action is refused too; a 416 is a break that wants a fresh action; of three answers in a
// row that are no good (416, or bytes that cannot be mapped) the third is to a request without a range. Bytes are
// dropped only for a hash mismatch, once. Attempts that run side by side fail for one cause together: what ends them while another one's
// back-off lasts counts once.
#pragma once

#include "base/retry_policy.h"
#include "lfs/attempt.h"
#include "lfs/pointer.h"
#include "lfs/range_planner.h"

#include <QSet>
#include <utility>

namespace weightyard::lfs {

class ObjectTransfer
{
public:
    ObjectTransfer(Pointer pointer, std::shared_ptr<store::Partial> partial, RangeLimits limits);

    const Pointer &pointer() const { return m_pointer; }
    const std::shared_ptr<store::Partial> &partial() const { return m_partial; }

    /// Ready for another attempt: not waiting, and either nothing runs yet or the server is known to serve ranges.
    bool mayStart(qint64 steadyNowMs) const;
    qint64 notBeforeMs() const { return m_notBeforeMs; }
    /// What permitted to fetch it was refused, or led to answers that are no good: a fresh one is wanted. Once.
    bool takeRefusal() { return std::exchange(m_refused, false); }

    std::optional<AttemptPlan> plan(quint64 id, qint64 hashedTo);
    int running() const { return static_cast<int>(m_running.size()); }

    void headSeen(const HeadSeen &event);

    struct Verdict {
        std::optional<base::Error> failed;  ///< the object cannot be had
        std::optional<base::Error> waiting; ///< why the next attempt waits
        qint64 waitMs = 0;
    };
    Verdict ended(const AttemptEnded &event, const base::RetryLimits &limits, qint64 steadyNowMs,
                  double jitter);
    /// The whole object's hash is wrong: Corrupt when it is for the second time, else the partial was emptied. `elsewhere`: the
    /// bytes are to come from another source now, so that it does not count.
    base::Result<void> mismatched(bool elsewhere = false);
    bool isAgain() const { return m_isAgain; } ///< what came before was not what its hash says

private:
    Verdict refused(const base::Error &error);
    bool mayAskForRanges() const;
    Verdict backOff(const base::Error &error, const base::RetryLimits &limits, qint64 steadyNowMs,
                    double jitter);

    Pointer m_pointer;
    std::shared_ptr<store::Partial> m_partial;
    RangePlanner m_planner;
    qint64 m_segment;
    bool m_refused = false;
    std::shared_ptr<std::atomic<bool>> m_wholeBodyTaken = std::make_shared<std::atomic<bool>>(false);
    bool m_rangesKnown = false;
    QSet<quint64> m_running; ///< attempts
    QSet<quint64> m_stale;   ///< those that run with a permission which another one has been refused
    int m_failures = 0;      ///< in a row without progress
    int m_refusals = 0;      ///< in a row
    int m_badRanges = 0;     ///< answers in a row that were none to a range
    int m_mismatches = 0;
    bool m_isAgain = false;
    qint64 m_notBeforeMs = 0;
};

} // namespace weightyard::lfs
