// The record of a model that is about to be published. The repository's thread.
#pragma once

#include "git/repository.h"
#include "job/download_request.h"
#include "library/picked_files.h"
#include "store/record.h"

namespace weightyard::job {

struct RecordFacts {
    QString folder; ///< absolute
    qint64 wallMs = 0;
    bool withHistory = false; ///< decides whether the .gitattributes files are there
};

base::Result<store::Record> makeRecord(const DownloadRequest &request, const git::Repository &repository,
                                       const library::PickedFiles &picked, const RecordFacts &facts);

} // namespace weightyard::job
