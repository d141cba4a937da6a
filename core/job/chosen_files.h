// Which files of a commit a download is after, and what there is to say of them before the first byte. The repository's thread.
#pragma once

#include "git/repository.h"
#include "job/download_request.h"
#include "job/job_reporter.h"
#include "library/picked_files.h"

namespace weightyard::job {

/// Every path of the commit is checked, whether it is chosen or not (store/path_rules.h). `installed`: the record of the model that this
/// download mends, adds to or updates. `reporter` hears what is said of the files, and the licence of a model that
/// is new here. Errors: those of library::pickFiles() and store::checkTree().
base::Result<library::PickedFiles> chosenFiles(const DownloadRequest &request,
                                               const git::Repository &repository,
                                               const base::ConfigEntries &userConfig,
                                               const store::Record *installed, JobReporter &reporter);

/// What variants and doubles cost that nobody named one by one, formats that run code when they are loaded, code that a model's
/// configuration names.
QList<Notice> noticesOn(const git::Repository &repository, const library::PickedFiles &picked);

} // namespace weightyard::job
