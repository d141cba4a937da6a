// WantedObjects: which objects an unfinished download of a library still wants, in one small file beside the partials,
// so that a later run can tell whose partials they are. Written by the download before its first byte, gone with its
// success or its cancel.
//   <partials>/<model>.wanted   {"version": 1, "model": "owner/name", "bytes": 123, "oids": ["<64 hex>", ...]}
// Downloads into a folder need none: their partials are in a state folder of their own. Blocking; worker threads, lock held.
#pragma once

#include "base/oid.h"
#include "store/download_layout.h"

#include <QHash>
#include <QSet>

namespace weightyard::store {

struct WantedObjects {
    QSet<base::Oid> oids;
    qint64 bytes = 0; ///< of all of them; 0: not known
    friend bool operator==(const WantedObjects &, const WantedObjects &) = default;
};

base::Result<void> writeWanted(const DownloadLayout &place, const QString &modelPath,
                               const WantedObjects &wanted);
base::Result<void> removeWanted(const DownloadLayout &place);

/// By model path. Reading needs no lock; a file that cannot be understood is left out.
QHash<QString, WantedObjects> listWanted(const QString &partialsDir);

/// Of one object: what its journal claims, or all of a finished one. What the next run need not fetch.
qint64 bytesReceived(const QString &partialsDir, const base::Oid &oid);
/// Of one object, whether finished or partial: the room it takes, which is all of its size where partials are preallocated.
qint64 bytesAllocated(const QString &partialsDir, const base::Oid &oid);
/// Partial, journal and finished object. Nobody may be writing to it.
base::Result<void> dropReceived(const QString &partialsDir, const base::Oid &oid);

} // namespace weightyard::store
