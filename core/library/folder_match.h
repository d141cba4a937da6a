// A folder against a commit, file by file: what of the model is there, what is missing, what is something else. By path, size and hash;
// nothing is changed. Blocks; worker threads only.
#pragma once

#include "library/commit_files.h"
#include "library/verify_models.h"

namespace weightyard::library {

struct FolderMatch {
    QStringList complete;
    QStringList
        missing; ///< not there, or of no use: a pointer, an empty file, a weight that its own header says is cut short
    QStringList different;        ///< other content: their user's
    QStringList extra;            ///< files of the folder that are not the model's
    bool hasWeights = false;      ///< at least one weight is the commit's
    bool hasOtherWeights = false; ///< in the place of one is something else, whatever its size
    qint64 bytes = 0;             ///< of what is complete
    store::Record record = {};    ///< of the folder as it is, `damaged` and `different` in it
};

/// What may prove that a folder holds a model: an LFS file that is not small beside the largest one, as a tokenizer is.
QStringList weightsOf(const QList<store::RecordFile> &files);

/// `wanted` has what the commit says; `stored` as CommitFiles has it. `progress` as verifyModels(). Unsafe for a path that leaves the
/// folder; Conflict when files change meanwhile; Cancelled.
base::Result<FolderMatch> matchFolder(const store::Record &wanted, const QHash<QString, git::FileId> &stored,
                                      const QString &folder, int threads,
                                      const std::function<void(qint64, qint64)> &progress,
                                      const base::CancelToken &cancel, HashMemory *memory = nullptr);

/// The same lists by a record that was matched before: by names and sizes only.
FolderMatch lookByRecord(const store::Record &record, const QString &folder, const base::CancelToken &cancel);

/// Whether a weight of the commit may be there, by its path and size: before anything is hashed.
bool mayHoldWeights(const QList<store::RecordFile> &files, const QString &folder);

} // namespace weightyard::library
