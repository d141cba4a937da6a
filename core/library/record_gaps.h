// Which files of an installed model are missing. Blocks on the disk: worker threads only.
#pragma once

#include "store/record.h"

namespace weightyard::library {

/// Recorded files that are missing or short, or were found damaged; so many at most. What has grown was changed by the user
/// and is theirs, and so are small files of records that know no more than their names.
QStringList missingOrShort(const store::Record &record, const QString &folder, qsizetype most);

} // namespace weightyard::library
