#include "app/cli/estimate_plan.h"

#include "base/byte_sum.h"
#include "store/space.h"

#include <algorithm>

namespace weightyard::cli {

using base::Result;

bool EstimatePlan::allFits() const
{
    return std::all_of(volumes.cbegin(), volumes.cend(),
                       [](const VolumePlan &one) { return one.space.allFits(); });
}

QStringList EstimatePlan::fits() const
{
    QStringList keys;
    for (const VolumePlan &one : volumes)
        keys += one.space.fits;
    return keys;
}

qint64 EstimatePlan::tooMuch() const
{
    qint64 bytes = 0;
    for (const VolumePlan &one : volumes)
        bytes = base::addBytes(bytes, std::max<qint64>(one.space.bytesNeeded - one.space.bytesAvailable, 0));
    return bytes;
}

QList<VolumePlan> EstimatePlan::used() const
{
    QList<VolumePlan> used = volumes;
    used.removeIf([](const VolumePlan &one) { return one.space.bytesNeeded == 0; });
    return used.isEmpty() ? volumes.mid(0, 1) : used;
}

Result<EstimatePlan> estimatePlan(const QList<ModelRow> &rows, const CommandContext &context)
{
    const QString &asked = context.line.text("revision");
    QList<session::SpaceDemand> demands{{.key = {}, .library = context.library}}; // its disk is the first
    for (const ModelRow &row : rows) {
        const QString revision = asked.isEmpty() ? row.location.revision : asked;
        demands.append({.key = row.location.modelPath,
                        .bytesMissing = bytesToWrite(row),
                        .library = session::targetOf(row.model, revision, context.library)});
    }
    EstimatePlan plan;
    const QList<session::VolumeDemands> volumes = session::byVolume(demands);
    for (const session::VolumeDemands &volume : volumes) {
        QList<session::SpaceDemand> models = volume.demands;
        models.removeIf([](const session::SpaceDemand &one) { return one.key.isEmpty(); });
        const QString &library = plan.volumes.isEmpty() ? context.library : volume.library;
        Result<session::SpacePlan> space = session::planLibrary(models, library);
        if (!space)
            return base::fail(space.error());
        if (models.isEmpty()) {
            const Result<store::VolumeSpace> room = store::spaceAt(library);
            if (!room)
                return base::fail(room.error());
            space->bytesAvailable = std::max<qint64>(room->available - store::reserveOf(*room), 0);
        }
        plan.volumes.append({.library = library, .space = *space});
    }
    return plan;
}

} // namespace weightyard::cli
