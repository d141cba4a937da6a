// QueueTotals: sums over a queue, as a value.
#pragma once

#include <QtGlobal>
#include <optional>

namespace weightyard::queue {

struct QueueTotals {
    int jobs = 0; ///< that are in the queue, ended ones among them; without failures of an earlier run
    int running = 0;
    int queued = 0; ///< also waiting for their turn after a pause
    int paused = 0;
    int installed = 0;
    int failed = 0;
    int cancelled = 0;
    qint64 bytesTotal = 0; ///< of jobs that know theirs; never goes back but for jobs that leave
    qint64 bytesHere = 0;
    qint64 bytesFetched = 0;          ///< by all so far, those that left among them: never fewer than before
    qint64 bytesMissing = 0;          ///< of what runs or is queued
    bool allKnown = true;             ///< each of these knows how many
    bool moving = false;              ///< bytes are on their way
    double rate = 0;                  ///< bytes/s, smoothed
    double lastRate = 0;              ///< bytes/s, mean of the last time that bytes came
    std::optional<qint64> timeLeftMs; ///< when known well enough
};

} // namespace weightyard::queue
