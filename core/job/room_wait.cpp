#include "job/room_wait.h"

#include <algorithm>

namespace weightyard::job {

using base::Result;

namespace {
constexpr qint64 kRoomLookMs = 3'000;
constexpr qint64 kLongestPauseMs = 60'000;
} // namespace

Result<void> waitForRoom(const base::Error &why, const QString &path, int failures, store::SpaceLedger &space,
                         const base::CancelToken &cancel,
                         const std::function<void(const base::Error &why, qint64 delayMs)> &waiting)
{
    const qint64 needed = why.context.bytesNeeded;
    const qint64 delay =
        needed > 0 ? kRoomLookMs : std::min(kRoomLookMs << std::clamp(failures - 1, 0, 10), kLongestPauseMs);
    base::Error now = why;
    for (;;) {
        waiting(now, delay);
        if (!cancel.waitFor(std::chrono::milliseconds(delay)))
            return base::fail(base::cancelledError());
        if (needed <= 0)
            return {};
        const auto room = space.reserve(path, needed);
        if (room)
            return {};
        if (room.error().kind != base::ErrorKind::DiskFull)
            return base::fail(room.error());
        now = room.error();
    }
}

} // namespace weightyard::job
