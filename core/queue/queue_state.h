// What a queue remembers between two runs, as JSON. Pure. Ended jobs are remembered only when they failed; the
// credential of a URL never is. A file of a newer version is Prerequisite, anything else that is not understood is
// Corrupt; both name the file.
//   {"version": 1, "jobs": [{"url", "model", "phase": "queued" | "paused" | "failed", "library" | "into", ...}]}
#pragma once

#include "queue/download_job.h"

namespace weightyard::queue {

struct SavedJob {
    enum class Phase { Queued, Paused, Failed };
    DownloadRequest request;
    Phase phase = Phase::Queued;
    std::optional<base::Error> error; ///< Failed
    QString commit = {};
    qint64 bytesTotal = 0;
    qint64 bytesHere = 0;
};

QByteArray queueToJson(const QList<SavedJob> &jobs);
base::Result<QList<SavedJob>> queueFromJson(const QByteArray &text, const QString &path);

} // namespace weightyard::queue
