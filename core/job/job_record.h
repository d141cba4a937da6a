// The record of a model that is about to be published. The repository's thread.
#pragma once

#include "git/repository.h"
#include "job/download_request.h"
#include "job/job_services.h"
#include "library/picked_files.h"
#include "store/record.h"

namespace weightyard::job {

struct RecordFacts {
    QString folder;           ///< absolute
    bool withHistory = false; ///< decides whether the .gitattributes files are there
};

/// What the Hub said of the commit's files, if it was asked, is noted of them (`xetHash`).
base::Result<store::Record> makeRecord(const DownloadRequest &request, const git::Repository &repository,
                                       const library::PickedFiles &picked, const JobServices &services,
                                       const RecordFacts &facts);

} // namespace weightyard::job
