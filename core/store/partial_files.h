// What a folder of partials has, without opening any of them. Blocking; any thread but the GUI's.
#pragma once

#include "base/oid.h"
#include "base/result.h"

#include <optional>

namespace weightyard::store {

/// <partials>/<oid>.partial is there: an earlier run began this object.
bool hasPartial(const QString &partialsDir, const base::Oid &oid);

/// A kill in finish() leaves a journal whose partial has become an object. With the lock held.
base::Result<void> removeStrayJournals(const QString &partialsDir);

/// Removes <oid>.partial and its journal: the whole object is there. With the lock held.
base::Result<void> removePartial(const QString &partialsDir, const base::Oid &oid);

/// <partials>/<oid>.object of this size, if it is there.
std::optional<QString> finishedObject(const QString &partialsDir, const base::Oid &oid, qint64 size);

} // namespace weightyard::store
