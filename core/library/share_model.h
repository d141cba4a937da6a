// Sharing an installed model with another program on this machine, and taking that back. What is in the other program's folder already
// is left as it is: nothing is replaced, and nothing but our own is removed. A kill at any point leaves the other program with a
// complete model or without it; sharing again ends it, and unshare() finds what there is. Blocks on the disk; worker threads only, or
// a terminal's main thread.
#pragma once

#include "base/cancel_token.h"
#include "library/foreign_stores.h"
#include "library/share_files.h"

namespace weightyard::library {

struct ShareWish {
    InstalledModel model;
    QString
        place; ///< absolute: the Hugging Face cache, or LM Studio's folder of models; made when it is not there
    QString recordFile; ///< shareRecordFile()
    bool dryRun = false;
    PlacingWish placing = {};
};

struct ShareOutcome {
    QString folder;        ///< where the other program finds it
    int files = 0;         ///< of the model
    int already = 0;       ///< of these, there already, by whomever
    qint64 bytes = 0;      ///< of those that were put there, or would be
    qint64 copied = 0;     ///< of these, copied
    bool linked = false;   ///< some are hard links
    QString ref = {};      ///< Hugging Face cache: "main"; empty: none of this commit is wanted
    QString refStays = {}; ///< the other commit that it names in the cache, and goes on to name
};

/// blobs, snapshot, trees and, for a model that was asked for by a branch or as the default one, the branch's ref (hub_cache.h).
/// Usage: ShareNotHub. Conflict: DamagedModel, ShareOtherVolume. Busy: ShareBusy. DiskFull before the first copy.
base::Result<ShareOutcome> shareWithHubCache(const ShareWish &wish, const base::CancelToken &cancel);

/// <place>/<publisher>/<repo>/: LM Studio takes no folder that is deeper or less deep (lmstudio-ai/docs, "Import models").
base::Result<ShareOutcome> shareWithLmStudio(const ShareWish &wish, const base::CancelToken &cancel);

struct UnshareOutcome {
    int removed = 0;       ///< files and links
    QStringList kept = {}; ///< below the place: of ours, but changed since, or in use by another program
};

/// NotFound: NotShared.
base::Result<UnshareOutcome> unshare(const QString &recordFile, const QString &modelPath, ForeignTool tool,
                                     bool dryRun);

} // namespace weightyard::library
