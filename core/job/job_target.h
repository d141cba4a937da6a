// The folder that a download fills: what is there already, and what is moved out of its way first. Blocks; the job's thread.
#pragma once

#include "job/download_request.h"
#include "job/job_reporter.h"
#include "job/job_services.h"
#include "library/presence.h"
#include "library/script_folder.h"

namespace weightyard::job {

/// Where it goes. An update replaces a folder of the user's as a whole.
base::Result<store::DownloadLayout> placeOf(const DownloadRequest &request, const QString &configDir);

/// Of a request that a script asks for.
library::ScriptFolder scriptFolderOf(const DownloadRequest &request);

/// Before the layout is found: a clone that a script left unfinished there is set aside. Busy, Conflict.
base::Result<void> clearTarget(const DownloadRequest &request, qint64 wallMs);

/// Where a branch or a tag is asked for and another commit's name is on what is here, the remote is asked which commit that is: it may
/// be this one. One request; when it cannot be answered, the Conflict stands.
base::Result<library::Presence> presenceOf(const DownloadRequest &request, const store::DownloadLayout &place,
                                           const JobServices &services, const base::CancelToken &cancel);

/// A model that is Installed or Unverified is told as that.
void tellPresence(library::Presence here, const DownloadRequest &request, const store::DownloadLayout &place,
                  const JobServices &services, JobReporter &reporter);

/// What is in the folder stays, and what comes goes beside it. Among the files of a model that is not ours no history begins; where it has
/// one, that is in the way.
void goBeside(DownloadRequest &request, store::DownloadLayout &place, bool isOthers);

/// All of these files are in the folder, with their sizes; git's own files go with a history. Told, where they are.
bool areAllThere(const store::DownloadLayout &place, const lfs::Manifest &manifest, JobReporter &reporter,
                 const base::CancelToken &cancel);

/// Of a variant that there is not: VariantIsBranch where the repository has a branch or tag of that name; else the error as it is. One
/// request.
base::Error asBranch(const base::Error &error, const DownloadRequest &request, const JobServices &services,
                     const base::CancelToken &cancel);

/// Whether this Conflict of presenceOf() is of a model of ours: it is here, at another commit than the one that is asked for.
bool isAtOtherCommit(const base::Error &error, const store::DownloadLayout &place);

/// Makes an update of the request. Always true; the place is then that of one. As placeOf().
base::Result<bool> moveOn(DownloadRequest &request, store::DownloadLayout &place, const QString &configDir);

/// Of a model that is here: a history that was not wanted, files that its user has changed.
void tellWhatStays(const DownloadRequest &request, const store::DownloadLayout &place, JobReporter &reporter);

/// Whether a new model gets a .git; told, where it lies in another work tree.
bool keepsHistory(const DownloadRequest &request, const store::DownloadLayout &place, JobReporter &reporter);

} // namespace weightyard::job
