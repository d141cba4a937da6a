// Which files of an installed model are missing. Blocks on the disk: worker threads only.
#pragma once

#include "store/record.h"

namespace weightyard::library {

/// Recorded files that are missing or short, or were found damaged; so many at most. What has grown was changed by the user
/// and is theirs, and so are small files of records that know no more than their names, and what was different when the folder was adopted.
QStringList missingOrShort(const store::Record &record, const QString &folder, qsizetype most);
/// A weight was different when the folder was adopted, and is its user's still: what is there is not all of the model.
bool holdsOtherWeights(const store::Record &record);

} // namespace weightyard::library
