// Copies of whole folders onto another volume: each file compared with what it was copied from, or by its oid, before it has its name
// there, with permissions and modification times. What an earlier run has finished is not copied again. Blocks on the disk; worker
// threads only.
#pragma once

#include "base/cancel_token.h"
#include "base/oid.h"
#include "base/result.h"

#include <QHash>
#include <functional>

namespace weightyard::store {

/// `bytes` more of what is to be copied stand there; fewer than none: they have to be copied again.
using CopyProgress = std::function<void(qint64 bytes)>;

/// One file, durably: `part`, on the volume of `to`, becomes `to`, replacing what is there. Corrupt (CopyDiffers) when the copy is not
/// the file, also of one that was written to meanwhile.
base::Result<void> copyChecked(const QString &from, const QString &to, const QString &part,
                               const std::optional<base::Oid> &oid, const CopyProgress &progress,
                               const base::CancelToken &cancel);

struct TreeToCopy {
    QString from;                   ///< absolute
    QString to;                     ///< absolute: afterwards it has what `from` has, and nothing else
    QString part;                   ///< the file that is being copied, on the volume of `to`
    QHash<QString, base::Oid> oids; ///< by path below `from`, as far as they are known
};

/// Files, links and folders. Conflict (NotRegularFile) for anything else. Locks that git left are left out. Synced when it returns.
base::Result<void> copyTree(const TreeToCopy &tree, const CopyProgress &progress,
                            const base::CancelToken &cancel);

/// `to` has every file and link of `from`, with the same bytes. Of git's index only that there is one.
base::Result<bool> hasAllOf(const QString &from, const QString &to, const base::CancelToken &cancel);

} // namespace weightyard::store
