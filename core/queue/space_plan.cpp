#include "queue/space_plan.h"

#include <QHash>
#include <algorithm>
#include <limits>

namespace weightyard::queue {

namespace {

// Sizes come from catalogues of users: a sum beyond 2^63 is "more than there is", not an overflow.
qint64 sumOf(qint64 a, qint64 b)
{
    return a > std::numeric_limits<qint64>::max() - b ? std::numeric_limits<qint64>::max() : a + b;
}

} // namespace

SpacePlan planSpace(const QList<SpaceDemand> &demands, const QList<VolumeRoom> &rooms)
{
    QHash<QString, qint64> left;
    for (const VolumeRoom &room : rooms)
        left.insert(room.volume, std::max<qint64>(room.available - store::reserveOf(room), 0));
    SpacePlan plan;
    QStringList counted;
    for (const SpaceDemand &demand : demands) {
        const qint64 bytes = std::max<qint64>(demand.bytesMissing, 0);
        plan.bytesNeeded = sumOf(plan.bytesNeeded, bytes);
        if (!counted.contains(demand.volume)) {
            counted.append(demand.volume);
            plan.bytesAvailable = sumOf(plan.bytesAvailable, left.value(demand.volume));
        }
        if (bytes > left.value(demand.volume)) {
            plan.tooMuch.append(demand.key);
            continue;
        }
        left[demand.volume] -= bytes;
        plan.fits.append(demand.key);
    }
    return plan;
}

} // namespace weightyard::queue
