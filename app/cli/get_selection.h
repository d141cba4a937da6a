// What `get` is to fetch: the models of the command line as requests, and whether they fit on their disk, before the
// first byte. Looks at the library's disk; no network.
#pragma once

#include "app/cli/command.h"
#include "job/download_request.h"
#include "session/space_plan.h"

namespace weightyard::cli {

struct GetSelection {
    QList<job::DownloadRequest> requests;
    QStringList leftOut;         ///< model paths that --fits left out
    QStringList away;            ///< model paths that a library which is not connected has
    QList<base::Error> warnings; ///< told before it begins
};

/// Usage for what is not understood. DiskFull, with the figures and in `detail` a sentence on the models that are too
/// much, when they do not all fit, or with --fits none does. Sizes that nobody knows yet, and downloads into a folder,
/// are left to each download.
base::Result<GetSelection> selectDownloads(const CommandContext &context, const QUrl &hub);

/// Does it fit on that folder's disk? With --fits what does not is left out, too; else DiskFull, as above.
base::Result<void> fitOn(const QString &folder, const QList<session::SpaceDemand> &demands,
                         GetSelection &selection, const CommandLine &line);

} // namespace weightyard::cli
