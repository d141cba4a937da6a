#include "job/discard.h"

#include "store/lock_keeper.h"
#include "store/publisher.h"
#include "store/wanted_objects.h"

#include <QFileInfo>

namespace weightyard::job {

using base::fail;
using base::Oid;
using base::Result;

Result<void> dropUnwanted(const store::DownloadLayout &place, const QString &modelPath, const QSet<Oid> &keep,
                          store::ObjectClaims &claims)
{
    QHash<QString, store::WantedObjects> wanted = store::listWanted(place.partialsDir);
    // Entering first: a download that begins now waits until this is over.
    const auto ticket = claims.enter(place.partialsDir, wanted.value(modelPath).oids);
    QSet<Oid> objects = ticket.mine();
    wanted = store::listWanted(place.partialsDir);
    wanted.remove(modelPath);
    objects.subtract(keep);
    for (const store::WantedObjects &others : std::as_const(wanted))
        objects.subtract(others.oids);
    for (const Oid &oid : std::as_const(objects)) {
        if (const Result<void> dropped = store::dropReceived(place.partialsDir, oid); !dropped)
            return dropped;
    }
    return {};
}

Result<void> discardDownload(const DownloadRequest &request, const JobServices &services)
{
    const bool into = !request.into.isEmpty();
    const Result<store::DownloadLayout> place =
        into ? store::layoutInFolder(request.into, services.configDir)
             : store::layoutInLibrary(request.library, request.location.modelPath);
    if (!place)
        return fail(place.error());
    if (!QFileInfo::exists(place->partialsDir))
        return {}; // it never began, or its disk is not connected
    const Result<store::LockKeeper::Hold> hold = services.locks.holdModel(*place);
    if (!hold)
        return fail(hold.error());
    // A move that a kill interrupted is finished first; nothing half-done stays visible.
    const Result<bool> recovered = store::Publisher(*place).recover();
    if (!recovered)
        return fail(recovered.error());
    if (!into) {
        Result<void> dropped = dropUnwanted(*place, request.location.modelPath, {}, services.claims);
        if (dropped)
            dropped = store::removeWanted(*place);
        if (!dropped)
            return dropped;
    }
    return store::cleanUp(*place);
}

} // namespace weightyard::job
