#include "session/space_plan.h"

#include "base/byte_sum.h"

#include <QHash>
#include <algorithm>

namespace weightyard::session {

SpacePlan planSpace(const QList<SpaceDemand> &demands, const QList<VolumeRoom> &rooms)
{
    QHash<QString, qint64> left;
    for (const VolumeRoom &room : rooms)
        left.insert(room.volume, std::max<qint64>(room.available - store::reserveOf(room), 0));
    SpacePlan plan;
    QStringList counted;
    for (const SpaceDemand &demand : demands) {
        const qint64 bytes = std::max<qint64>(demand.bytesMissing, 0);
        plan.bytesNeeded = base::addBytes(plan.bytesNeeded, bytes);
        if (!counted.contains(demand.volume)) {
            counted.append(demand.volume);
            plan.bytesAvailable = base::addBytes(plan.bytesAvailable, left.value(demand.volume));
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

} // namespace weightyard::session
