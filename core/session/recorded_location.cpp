#include "session/recorded_location.h"

namespace weightyard::session {

bool isFromHub(const store::Record &record)
{
    // A hub may live below a path of its host.
    return QUrl(record.url).path().endsWith(u'/' + record.modelPath);
}

base::Result<catalog::ModelLocation> recordedLocation(const store::Record &record, const QUrl &hub)
{
    base::Result<catalog::ModelLocation> location = catalog::parseModelLocation(record.url, hub);
    if (!location)
        return location;
    if (!location->onHub && isFromHub(record)) {
        location->url = catalog::hubUrl(hub, record.modelPath);
        location->onHub = true;
        location->credential.reset();
    }
    location->modelPath = record.modelPath;
    location->revision = record.revision;
    return location;
}

} // namespace weightyard::session
