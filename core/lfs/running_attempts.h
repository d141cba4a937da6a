// RunningAttempts: the attempts of one run that are on their way, from start() until their end has been reported. The
// job's thread.
#pragma once

#include "lfs/attempt.h"
#include "lfs/batch_client.h"

#include <map>

namespace weightyard::lfs {

class RunningAttempts
{
public:
    RunningAttempts(const BatchClient &batch, DiskWorker &disk, EventQueue &events);

    /// Sends the request. Our credential goes along only where the storage is the very origin that asked for it.
    void start(const Action &action, const AttemptPlan &plan);
    /// AttemptEnded came. Every attempt reports its end exactly once.
    void ended(quint64 attempt) { m_running.erase(attempt); }

    int count() const { return static_cast<int>(m_running.size()); }
    void resumeAll();
    void abortAll();

private:
    const BatchClient &m_batch;
    DiskWorker &m_disk;
    EventQueue &m_events;
    std::map<quint64, net::Exchange> m_running;
};

} // namespace weightyard::lfs
