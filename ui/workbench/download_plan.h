// What a click on a download button would do, before anything begins: which models, how many bytes, and what of it fits. Each disk
// counts for itself: what was begun on another one than the chosen library's goes on there. Arithmetic over what was looked at; GUI
// thread.
#pragma once

#include "ui/model/model_tree.h"
#include "ui/workbench/library_watch.h"

namespace weightyard::ui {

struct DownloadPlan {
    QStringList keys;             ///< in the order of the tree
    QStringList fitting;          ///< those of them that fit, one after the other
    qint64 bytes = 0;             ///< to be received
    qint64 bytesToWrite = 0;      ///< the room that takes; where it is too little on one disk, there
    qint64 available = 0;         ///< there, less the reserve, and less what running downloads will take
    std::optional<qint64> timeMs; ///< at the last known speed
    bool fits() const { return fitting.size() == keys.size(); }
};

/// Without a time. A disk that has not answered yet is not in the way: the job looks again.
DownloadPlan planDownloads(const QStringList &keys, const ModelTree &tree, const LibraryWatch &library);

} // namespace weightyard::ui
