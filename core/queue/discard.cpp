#include "queue/discard.h"

#include "store/wanted_objects.h"

#include <QFileInfo>

namespace weightyard::queue {

using base::fail;
using base::Oid;
using base::Result;

namespace {

Result<void> dropObjects(const store::Workplace &place, const QString &modelPath, store::ObjectClaims &claims)
{
    QHash<QString, store::WantedObjects> wanted = store::listWanted(place.partialsDir);
    // Entering first: a download that begins now waits until this is over.
    const auto ticket = claims.enter(place.partialsDir, wanted.value(modelPath).oids);
    QSet<Oid> objects = ticket.mine();
    wanted = store::listWanted(place.partialsDir);
    wanted.remove(modelPath);
    for (const store::WantedObjects &others : std::as_const(wanted))
        objects.subtract(others.oids);
    for (const Oid &oid : std::as_const(objects)) {
        if (const Result<void> dropped = store::dropReceived(place.partialsDir, oid); !dropped)
            return dropped;
    }
    return store::removeWanted(place);
}

} // namespace

Result<void> discardDownload(const DownloadRequest &request, const JobServices &services)
{
    const bool into = !request.into.isEmpty();
    const Result<store::Workplace> place =
        into ? store::intoWorkplace(request.into, services.configDir)
             : store::libraryWorkplace(request.library, request.location.modelPath);
    if (!place)
        return fail(place.error());
    if (!QFileInfo::exists(place->partialsDir))
        return {}; // it never began, or its disk is not connected
    const Result<store::LockKeeper::Hold> hold = services.locks.hold(place->lockFile);
    if (!hold)
        return fail(hold.error());
    // A move that a kill interrupted is finished first; nothing half-done stays visible.
    const Result<bool> recovered = store::Publisher(*place).recover();
    if (!recovered)
        return fail(recovered.error());
    if (!into) {
        const Result<void> dropped = dropObjects(*place, request.location.modelPath, services.claims);
        if (!dropped)
            return dropped;
    }
    return store::cleanUp(*place);
}

} // namespace weightyard::queue
