// What verify found, put right: the damage is written down, and the downloads that fetch just that. A clone made by git gets a record
// of ours first, of the commit that it has checked out: then it is repaired like any model. Blocks on the disk; worker threads only,
// or a terminal's main thread.
#pragma once

#include "job/download_request.h"
#include "job/job_services.h"
#include "library/verify_models.h"
#include "settings/settings.h"

namespace weightyard::session {

struct Repairs {
    QList<job::DownloadRequest> requests;
    QStringList folders;       ///< of the models that they repair, in the same order
    QList<base::Error> errors; ///< of the others
};

/// Files that were different when the folder was adopted, and small ones that were edited, are their user's.
enum class RepairScope {
    Ours,      ///< they stay
    Everything ///< they are replaced: it was asked for, with the model's name
};

/// Paths that are damaged or missing, with RepairScope::Everything also those that their user changed: they would be fetched.
QStringList filesToRepair(const library::ModelVerdict &verdict, RepairScope scope);
qint64 bytesToRepair(const library::ModelVerdict &verdict, RepairScope scope);

/// Of these verdicts the ones that something is to be fetched for. Busy while another program works in the library.
Repairs beginRepairs(const QList<library::ModelVerdict> &verdicts, RepairScope scope,
                     const settings::Settings &settings, const QString &library,
                     const job::JobServices &services);

/// The download that fetches what a model with a record lacks, at the commit that it has. Usage for an address that nothing can be
/// fetched from.
base::Result<job::DownloadRequest> requestFor(const library::InstalledModel &model, const QString &library,
                                              const settings::Settings &settings, const QUrl &hub);

} // namespace weightyard::session
