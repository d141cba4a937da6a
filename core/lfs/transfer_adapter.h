// TransferAdapter: how the bytes of objects come over the network, as in git-lfs's tq: TransferRun decides which range of which object
// is fetched next, and knows nothing of what permits a request or how it is made. One run; called on the job's thread.
#pragma once

#include "base/clock.h"
#include "lfs/attempt.h"
#include "lfs/pointer.h"
#include "net/http_client.h"

namespace weightyard::lfs {

class TransferAdapter
{
public:
    virtual ~TransferAdapter() = default;

    virtual const base::Clock &clock() const = 0;
    /// What prepare() finds out is told there, from another thread. Before all others.
    virtual void attach(EventQueue &events) = 0;

    /// What permits to fetch this object is here, and holds.
    virtual bool isReady(const base::Oid &oid) const = 0;
    /// Gets what permits to fetch these, behind the scenes; the first one is waited for. Prepared or PrepareFailed follows,
    /// PreparationWaits may come before. Nothing happens while an earlier call is under way.
    virtual void prepare(const QList<Pointer> &objects) = 0;
    virtual bool isPreparing() const = 0;
    /// What permitted to fetch it was refused, or is not needed any more.
    virtual void forget(const base::Oid &oid) = 0;
    /// Of an object that is ready. The attempt's end is AttemptEnded.
    virtual net::Exchange start(const AttemptPlan &plan, std::shared_ptr<Attempt> attempt) = 0;
    /// Told of each end. True: the source that failed is given up, at least for this object, and another one has it: the failure is
    /// none of the object's, whose bytes are just missing.
    virtual bool fallsBack(const AttemptEnded &) { return false; }
    /// All bytes of an object are here and do not have its hash. True: a source that brought some of them is given up, and another
    /// one is asked for all of them.
    virtual bool fallsBackFrom(const base::Oid &) { return false; }
    /// Ends what prepare() has under way, within 1 s.
    virtual void stop() = 0;
};

} // namespace weightyard::lfs
