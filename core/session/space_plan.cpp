#include "session/space_plan.h"

#include "base/byte_sum.h"
#include "platform/volume.h"

#include <algorithm>

namespace weightyard::session {

SpacePlan planSpace(const QList<SpaceDemand> &demands, const store::VolumeSpace &room)
{
    SpacePlan plan;
    if (demands.isEmpty())
        return plan;
    plan.bytesAvailable = std::max<qint64>(room.available - store::reserveOf(room), 0);
    qint64 left = plan.bytesAvailable;
    for (const SpaceDemand &demand : demands) {
        const qint64 bytes = std::max<qint64>(demand.bytesMissing, 0);
        plan.bytesNeeded = base::addBytes(plan.bytesNeeded, bytes);
        if (bytes > left) {
            plan.tooMuch.append(demand.key);
            continue;
        }
        left -= bytes;
        plan.fits.append(demand.key);
    }
    return plan;
}

QList<VolumeDemands> byVolume(const QList<SpaceDemand> &demands)
{
    QStringList volumes;
    QList<VolumeDemands> all;
    for (const SpaceDemand &demand : demands) {
        const QString volume = platform::mountPoint(platform::nearestExisting(demand.library));
        if (!volumes.contains(volume)) {
            volumes.append(volume);
            all.append({.library = demand.library, .demands = {}});
        }
        all[volumes.indexOf(volume)].demands.append(demand);
    }
    return all;
}

base::Result<SpacePlan> planLibrary(const QList<SpaceDemand> &demands, const QString &library)
{
    const base::Result<store::VolumeSpace> room = store::spaceAt(library);
    if (!room)
        return base::fail(room.error());
    return planSpace(demands, *room);
}

} // namespace weightyard::session
