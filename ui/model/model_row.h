// ModelRow: what is known of one model (session::KnownModel), and what the queue does with it. A value with pure questions; the
// window's one truth about sizes and states.
#pragma once

#include "job/job_snapshot.h"
#include "session/known_model.h"
#include "session/model_standings.h"
#include "session/update_check.h"

#include <QList>

namespace weightyard::ui {

/// What is done with a model that is here, besides downloads.
struct RowWork {
    enum class Kind { Verifying, LookingForUpdate, Sharing, GoingBack };
    Kind kind = Kind::Verifying;
    std::optional<double> fraction = {}; ///< 0 to 1, where it is known
    friend bool operator==(const RowWork &, const RowWork &) = default;
};

/// What the last look at its bytes has found wrong.
struct RowDamage {
    int files = 0;
    qint64 bytes = 0;                   ///< that a repair fetches
    QList<job::FileProgress> list = {}; ///< the damaged ones are marked, the others are missing
};

struct ModelRow : session::KnownModel {
    QString
        key; ///< path in the library, and key in the queue; of a download script's model, and outside of the libraries: its folder
    QString searchText; ///< all that a search looks at, folded; ModelTree keeps it
    bool ticked = false;
    bool added = false; ///< by the user; no catalogue has it
    bool scanned = false;
    bool fits = true;       ///< alone, into what is free now
    bool elsewhere = false; ///< its library is on another volume than the one that downloads go into
    int queuePosition = -1; ///< among the queued; 0: next
    std::optional<job::JobSnapshot> job;
    bool inFolder = false;    ///< a download script's, or the user's: its folder is none of the library's
    bool isOwnFolder = false; ///< the user's
    std::optional<RowWork> work;
    std::optional<RowDamage> damage;
    std::optional<session::KnownUpdate> update; ///< of the commit that is here
    session::ModelStanding standing;
    QList<library::ForeignTool> shareable; ///< programs that it could be shared with
};

/// "owner/name".
QString modelPathOf(const ModelRow &row);
/// The same, and the folder of one in a folder of the user's: several may have one name.
QString whereabouts(const ModelRow &row);
/// Of what is on the disk; else the one that a download is after, or that the Hub named last. Empty: not known.
QString commitOf(const ModelRow &row);
/// There is a newer commit, and nothing under way that brings it.
bool isUpdatable(const ModelRow &row);
/// Its update stopped at a file that the user changed: which one is wanted must be said.
bool wantsChoice(const ModelRow &row);

qint64 bytesOf(const ModelRow &row); ///< of the whole download; 0: not known
bool isExact(const ModelRow &row);
qint64 bytesMissing(const ModelRow &row); ///< to be received yet
/// Bytes still to be allocated on the disk; fewer than bytesMissing() when partials are preallocated.
qint64 bytesToWrite(const ModelRow &row);
/// What is chosen of its files: what is here was, or what a download would take. Empty: all.
base::PickWishes choiceOf(const ModelRow &row);
/// Where it is, or will be: a download stays in its library when another one is chosen.
QString folderOf(const ModelRow &row, const QString &library);
bool isHere(const ModelRow &row);   ///< complete on disk, verified or not
bool isActive(const ModelRow &row); ///< queued, running, waiting or paused
bool isProblem(const ModelRow &row);
/// The order of states when sorted by them: what moves first, what is not here last. Numbers that come in leave it as it is.
int statusRank(const ModelRow &row);
/// Not here, not in a library that is away, and not on its way: what a click on Download would begin.
bool isWanted(const ModelRow &row);

} // namespace weightyard::ui
