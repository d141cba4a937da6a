// ActionSource: the actions of a run's objects. One request brings those of the object at hand and of the ones that
// come next, so that many small objects cost few requests. The job's thread.
#pragma once

#include "lfs/batch_client.h"

#include <QHash>
#include <deque>

namespace weightyard::lfs {

class ActionSource
{
public:
    ActionSource(BatchClient &batch, base::WaitFunction waiting);

    /// A good action that is known already; it is given away.
    std::optional<Action> known(const base::Oid &oid, qint64 steadyNowMs);
    /// Asks the server. Fails when one of them cannot be had: better now than after gigabytes of the others.
    base::Result<Action> fetch(const Pointer &first, const std::deque<Pointer> &next,
                               const base::CancelToken &cancel);

private:
    BatchClient &m_batch;
    base::WaitFunction m_waiting;
    QHash<base::Oid, Action> m_actions;
};

} // namespace weightyard::lfs
