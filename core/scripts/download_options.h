// The command lines of `git clone` and `huggingface-cli download`, as data. Sources: git-clone(1) 2.49; huggingface_hub's
// commands/download.py (0.20 to 1.0: huggingface-cli and hf). Pure, any thread.
#pragma once

#include "base/error.h"
#include "scripts/shell_values.h"

namespace weightyard::scripts {

struct DownloadWords {
    QList<Value> positional;
    Value folder;                            ///< --local-dir; empty: not given
    Value revision;                          ///< --branch, --revision
    Value repoType;                          ///< --repo-type
    std::optional<base::Cause> problem = {}; ///< what makes it another thing than a whole repository
};

/// `words` begin behind "clone" or "download". The value of --token is dropped here.
DownloadWords cloneWords(const QList<Value> &words);
DownloadWords huggingFaceWords(const QList<Value> &words);

} // namespace weightyard::scripts
