// What a queue remembers between two runs, as JSON. Ended jobs are remembered only when they failed; the
// credential of a URL never is. A file of a newer version is Prerequisite, anything else that is not understood is
// Corrupt; both name the file.
//   {"version": 2, "jobs": [{"url", "model", "phase": "queued" | "paused" | "failed", "library" | "into",
//                            "update": "refuse" | "keep_mine" | "take_new", "pick": base::PickWish,
//                            "files": [{"path", "size", "here", "verified", "damaged", "users"}], ...}]}
#pragma once

#include "job/download_request.h"
#include "job/job_snapshot.h"

#include <QJsonObject>

namespace weightyard::queue {

struct SavedJob {
    enum class Phase { Queued, Paused, Failed };
    job::DownloadRequest request;
    Phase phase = Phase::Queued;
    std::optional<base::Error> error; ///< Failed
    QString commit = {};
    qint64 bytesTotal = 0;
    qint64 bytesHere = 0;
    QList<job::FileProgress> files =
        {}; ///< as the download told them last; none where that is too much to keep
    qint64 filesTotal = 0;
};

QJsonObject queueToJson(const QList<SavedJob> &jobs);
base::Result<QList<SavedJob>> queueFromJson(const QJsonObject &json, const QString &path);
/// The file, as platform/versioned_file.h has it; nothing in it where there is none. Block on the disk.
base::Result<QList<SavedJob>> readQueue(const QString &path);
base::Result<void> writeQueue(const QString &path, const QJsonObject &jobs);

} // namespace weightyard::queue
