// What a download finds on disk before it starts: is the model here already, does another git work tree surround the
// target, which objects of other models can be taken over. Only takeOverObjects() writes, and only into the partials
// folder. Blocks on the disk, worker threads only.
#pragma once

#include "base/cancel_token.h"
#include "lfs/pointer.h"
#include "store/record.h"
#include "store/workplace.h"

#include <QHash>
#include <functional>

namespace weightyard::queue {

enum class Presence {
    Absent,
    Installed,  ///< complete by our record: every file is there with its size
    Unverified, ///< complete as far as one can see, but not by us: a script's clone, weights without .git
    Damaged,    ///< ours, and files are missing or short: can be mended in place
};

struct PresenceQuestion {
    QString url;
    QString revision;
    QString modelPath; ///< below the library; empty for a folder given with --into, which may hold anything
    QString hubPath = {}; ///< the model's path on the Hub, for models of it: the same on every mirror
};

/// Usage when the path is that of a folder with models in it ("OWNER"). Conflict when the target holds something else: another model, another revision, or files that are not ours.
base::Result<Presence> presence(const store::Workplace &place, const PresenceQuestion &question,
                                const base::CancelToken &cancel);

/// The nearest folder above `target` that has a .git; empty when there is none.
QString surroundingWorkTree(const QString &target);

/// Copies objects that installed models of this library already have to <partials>/<oid>.object (by reflink where the volume
/// can). Not hashed yet: the transfer run verifies every finished object that it finds, and fetches what does not match.
/// Best effort. Returns how many bytes were copied; `copied` hears now and then how many bytes of an object stand there, also
/// after a failure.
base::Result<qint64>
takeOverObjects(const QList<lfs::Pointer> &objects, const QString &library, const QString &partialsDir,
                const base::CancelToken &cancel,
                const std::function<void(const base::Oid &oid, qint64 bytes)> &copied = {});

} // namespace weightyard::queue
