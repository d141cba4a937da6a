// WantedObjects: which objects an unfinished download of a library still wants, in one small file beside the partials, so that a
// later run can tell whose partials they are. Written by the download before its first byte, gone with its success or its cancel.
//   <partials>/<model>.wanted   {"version": 1, "model": "owner/name", "oids": ["<64 hex>", ...]}
// Downloads into a folder need none: their partials are in a state folder of their own. Blocking; worker threads, lock held.
#pragma once

#include "base/oid.h"
#include "store/workplace.h"

#include <QHash>
#include <QSet>

namespace weightyard::store {

base::Result<void> writeWanted(const Workplace &place, const QString &modelPath, const QSet<base::Oid> &oids);
base::Result<void> removeWanted(const Workplace &place);

/// By model path. Reading needs no lock; a file that cannot be understood is left out.
QHash<QString, QSet<base::Oid>> listWanted(const QString &partialsDir);

/// Of one object, whether finished or partial.
qint64 receivedOnDisk(const QString &partialsDir, const base::Oid &oid);
/// Partial, journal and finished object. Nobody may be writing to it.
base::Result<void> dropReceived(const QString &partialsDir, const base::Oid &oid);

} // namespace weightyard::store
