// Hashes the files of installed models again: has the disk kept what was verified when it came? As many files at a
// time as there are threads, largest first. Blocks; any thread. Needs no lock: it only reads, and noteDamage() holds
// the model itself (store/lock_keeper.h).
#pragma once

#include "base/cancel_token.h"
#include "store/record.h"

#include <functional>

namespace weightyard::store {
struct DownloadLayout;
class LockKeeper;
} // namespace weightyard::store

namespace weightyard::library {

class HashMemory;

struct ModelVerdict {
    store::Record record;
    QString folder;                        ///< absolute
    QStringList missing;                   ///< files that are not there, weights that are short
    QStringList damaged;                   ///< files whose bytes do not have their hash
    QStringList changed = {};              ///< small files that were edited: the user's by now
    qint64 bytes = 0;                      ///< hashed
    std::optional<base::Error> error = {}; ///< a file that could not be read; the others were looked at
    bool recorded = true;                  ///< as InstalledModel has it
    QList<base::Error> behindLinks = {};   ///< why damaged or missing files cannot be fetched (behind_link.h)

    bool isGood() const { return missing.isEmpty() && damaged.isEmpty() && !error; }
};

struct InstalledModel {
    store::Record record;
    QString folder;       ///< absolute
    bool recorded = true; ///< our record; false: made of what a clone's own commit says, and nowhere on disk
};

/// Verdicts in the order of the models. `progress` gets the bytes hashed and to be hashed, from any of the threads but
/// never two at a time. `memory`: what is in it is not hashed again, and what is found to be good goes into it. After a cancel,
/// Cancelled.
base::Result<QList<ModelVerdict>> verifyModels(const QList<InstalledModel> &models, int threads,
                                               const std::function<void(qint64, qint64)> &progress,
                                               const base::CancelToken &cancel, HashMemory *memory = nullptr);

/// What is to be written down of a verdict.
enum class DamageNote {
    // Small files that were changed are noted to be their user's, but for a repair.
    ForGet, ///< the next download of the model fetches just that; what was different when it was adopted stays its user's
    OfOurs, ///< all that is damaged or missing is to be fetched, but for what was different when it was adopted
    ForRepair, ///< all that is damaged, missing or changed is to be fetched, whoever's it is: it was asked for
};

/// The record with what was found. Pure.
store::Record withDamage(const store::Record &record, const ModelVerdict &verdict, DamageNote note);

/// Writes what was found into the model's record. Busy while another program works in the library, or this one on that model. Does
/// nothing when the record says so already.
base::Result<void> noteDamage(const ModelVerdict &verdict, const store::DownloadLayout &place,
                              store::LockKeeper &locks, DamageNote note = DamageNote::ForGet);

} // namespace weightyard::library
