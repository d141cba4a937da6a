// Objects that installed models of a library have already, so that they are not fetched again. Blocks on the disk: worker
// threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/oid.h"
#include "base/result.h"
#include "lfs/pointer.h"

#include <QHash>
#include <functional>

namespace weightyard::library {

/// Copies objects that installed models of this library have to <partials>/<oid>.object (by reflink where the volume can). They
/// are not hashed here: the transfer run verifies every finished object that it finds, and fetches what does not match. An
/// object that cannot be copied is left out. `elsewhere`: files that may be objects, too. Returns how many bytes were copied; `copied` hears now and then how many bytes of
/// an object stand there, also after a failure. Fails with Cancelled only.
base::Result<qint64> reuseObjects(const QList<lfs::Pointer> &objects, const QString &library,
                                  const QString &partialsDir, const base::CancelToken &cancel,
                                  const std::function<void(const base::Oid &oid, qint64 bytes)> &copied = {},
                                  const QHash<base::Oid, QString> &elsewhere = {});

} // namespace weightyard::library
