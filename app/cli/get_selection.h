// What `get` is to fetch: the models of the command line as requests, and whether they fit on their disk, before the
// first byte. Looks at the library's disk; no network.
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/model_arguments.h"
#include "job/download_request.h"
#include "settings/settings.h"

namespace weightyard::cli {

struct GetSelection {
    QList<job::DownloadRequest> requests;
    QStringList leftOut; ///< model paths that --fits left out
    QList<base::Error> refusedCatalogues;
};

struct GetSurroundings {
    QString configDir;
    QUrl hub;
};

/// Usage for what is not understood. DiskFull, with the figures and in `detail` a sentence on the models that are too
/// much, when they do not all fit, or with --fits none does. Sizes that nobody knows yet, and downloads into a folder,
/// are left to each download.
base::Result<GetSelection> selectDownloads(const CommandLine &line, const settings::Settings &settings,
                                           const GetSurroundings &around);

} // namespace weightyard::cli
