// Where a model that is here is asked for again, by its record: an update, a repair, what an adoption lacks. Pure.
#pragma once

#include "catalog/model_location.h"
#include "store/record.h"

namespace weightyard::session {

/// It came from the Hub, by whichever address the Hub had then. Other hosts stand in a model's path, the Hub does not.
bool isFromHub(const store::Record &record);

/// At today's hub for what came from the Hub: an address of that day may be a mirror that is gone. With the record's path and revision.
/// Fails as parseModelLocation().
base::Result<catalog::ModelLocation> recordedLocation(const store::Record &record, const QUrl &hub);

} // namespace weightyard::session
