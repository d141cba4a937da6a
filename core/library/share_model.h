// What sharing an installed model with another program on this machine needs, and what came of it: values for share_hub_cache.h and
// share_lm_studio.h. What is in the other program's folder already is left as it is: nothing is replaced. A kill at any point leaves
// the other program with a complete model or without it; sharing again ends it, and unshare.h finds what there is.
#pragma once

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

} // namespace weightyard::library
