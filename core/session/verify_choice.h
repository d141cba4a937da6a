// Which models are verified, and by what: those with our record by it, clones made by git by the commit that they have checked out,
// and weights of which nobody knows what they should be by what their own headers say. Blocks on the disk; worker threads only, or a
// terminal's main thread. Needs a git::Runtime.
#pragma once

#include "base/config_entries.h"
#include "library/library_scan.h"
#include "library/verify_models.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::session {

struct VerifyQuestion {
    QStringList libraries; ///< the first one always, the others where they are connected
    QString configDir;
    QStringList names; ///< as typed: parts of names, folders; none: all of them
    const base::ConfigEntries &userConfig;
    QList<library::ModelOnDisk> folders =
        {}; ///< outside libraries: by their clone, where they have no record
};

struct VerifyChoice {
    QList<library::InstalledModel> models; ///< clones among them: recorded is false
    QList<library::ModelOnDisk>
        unknown; ///< nothing says what their files should be; `problems` is all that is known
    QList<library::InstalledModel>
        movedOn;            ///< by hand, since they were installed: what should be there now is not known
    QStringList wentOn;     ///< folders that git has moved on: verified by what it has there now
    QStringList names = {}; ///< of the question, as wordsAmong() has them
    QList<base::Error> errors;
};

VerifyChoice modelsToVerify(const VerifyQuestion &question, const base::CancelToken &cancel);

/// Writes what was found of a model with a record into it, so that its next download fetches just that. Busy.
base::Result<void> noteVerdict(const library::ModelVerdict &verdict, const QString &library,
                               const QString &configDir, store::LockKeeper &locks);

/// One model, by the folder that it is in.
struct VerifiedFolder {
    std::optional<library::ModelVerdict> verdict = {}; ///< nothing: nobody knows what should be there
    QStringList problems = {};                         ///< of the latter: what its own headers say
    bool movedOn = false; ///< by hand, since it was installed: what should be there now is not known
};
/// Hashes it and notes what is damaged. `question.names` has its path. NotFound when no model is in that folder; Cancelled.
base::Result<VerifiedFolder> verifyFolder(const VerifyQuestion &question, const QString &folder,
                                          const std::function<void(qint64, qint64)> &progress,
                                          store::LockKeeper &locks, const base::CancelToken &cancel);

} // namespace weightyard::session
