// Hashes the files of installed models again: has the disk kept what was verified when it came? As many files at a
// time as there are threads, largest first. Blocks; any thread. Needs no lock: it only reads, and noteDamage() takes
// the library's lock itself.
#pragma once

#include "base/cancel_token.h"
#include "store/record.h"

#include <functional>

namespace weightyard::library {

struct ModelVerdict {
    store::Record record;
    QString folder;                        ///< absolute
    QStringList missing;                   ///< files that are not there, or short
    QStringList damaged;                   ///< files whose bytes do not have their hash
    QStringList changed = {};              ///< small files that have grown: the user's by now, not looked at
    qint64 bytes = 0;                      ///< hashed
    std::optional<base::Error> error = {}; ///< a file that could not be read; the others were looked at

    bool isGood() const { return missing.isEmpty() && damaged.isEmpty() && !error; }
};

struct InstalledModel {
    store::Record record;
    QString folder; ///< absolute
};

/// Verdicts in the order of the models. `progress` gets the bytes hashed and to be hashed, from any of the threads but
/// never two at a time. After a cancel, Cancelled.
base::Result<QList<ModelVerdict>> verifyModels(const QList<InstalledModel> &models, int threads,
                                               const std::function<void(qint64, qint64)> &progress,
                                               const base::CancelToken &cancel);

/// Writes what was found into the model's record, so that the next download of it fetches just that. Busy while another program
/// works in the library. Does nothing when the record says so already.
base::Result<void> noteDamage(const ModelVerdict &verdict, const QString &recordFile,
                              const QString &lockFile);

} // namespace weightyard::library
