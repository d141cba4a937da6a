// The command lines of `git clone` and `huggingface-cli download`, as data. Sources: git-clone(1) 2.49; huggingface_hub's
// commands/download.py (0.20 to 1.0: huggingface-cli and hf). Pure, any thread.
#pragma once

#include "base/error.h"
#include "base/pick_wish.h"
#include "scripts/shell_values.h"

namespace weightyard::scripts {

struct DownloadWords {
    QList<Value> positional;
    Value folder;                 ///< --local-dir; empty: not given
    Value revision;               ///< --branch, --revision
    Value repoType;               ///< --repo-type
    base::PickWish pick = {};     ///< files that are named, --include, --exclude
    QString withoutCheckout = {}; ///< the option by which git clone leaves the files to a later checkout
    std::optional<base::Cause> problem = {}; ///< what makes it another thing than files of a repository
};

/// `words` begin behind "clone" or "download". The value of --token is dropped here.
DownloadWords cloneWords(const QList<Value> &words);
DownloadWords huggingFaceWords(const QList<Value> &words);

} // namespace weightyard::scripts
