// Objects that are on this machine already, so that they are not fetched again. Blocks on the disk: worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/oid.h"
#include "base/result.h"
#include "lfs/pointer.h"
#include "library/object_sources.h"

#include <QHash>
#include <QStringList>
#include <functional>

namespace weightyard::library {

/// Copies objects that `sources` has to <partials>/<oid>.object (by reflink where the volume can). They are not
/// hashed here: the transfer run hashes every finished object that it finds, and fetches what does not match. A
/// source that cannot be copied, or vanishes, is left for the next one. `elsewhere`: files that may be objects,
/// too, the most likely first. Returns how many bytes were copied; `copied` hears now and then how many bytes of
/// an object stand there, also after a failure. Fails with
/// Cancelled only.
base::Result<qint64> reuseObjects(const QList<lfs::Pointer> &objects, const ObjectSources &sources,
                                  const QString &partialsDir, const base::CancelToken &cancel,
                                  const std::function<void(const base::Oid &oid, qint64 bytes)> &copied = {},
                                  const QHash<base::Oid, QStringList> &elsewhere = {});

} // namespace weightyard::library
