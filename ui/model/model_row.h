// ModelRow: what is known of one model (session::KnownModel), and what the queue does with it. A value with pure questions; the
// window's one truth about sizes and states.
#pragma once

#include "job/job_snapshot.h"
#include "session/known_model.h"

#include <QList>

namespace weightyard::ui {

struct ModelRow : session::KnownModel {
    QString key;        ///< path in the library, and key in the queue
    QString searchText; ///< all that a search looks at, folded; ModelTree keeps it
    bool ticked = false;
    bool added = false; ///< by the user; no catalogue has it
    bool scanned = false;
    bool fits = true;       ///< alone, into what is free now
    int queuePosition = -1; ///< among the queued; 0: next
    std::optional<job::JobSnapshot> job;
};

qint64 bytesOf(const ModelRow &row); ///< of the whole download; 0: not known
bool isExact(const ModelRow &row);
qint64 bytesMissing(const ModelRow &row); ///< to be received yet
/// Bytes still to be allocated on the disk; fewer than bytesMissing() when partials are preallocated.
qint64 bytesToWrite(const ModelRow &row);
/// Where it is, or will be: a download stays in its library when another one is chosen.
QString folderOf(const ModelRow &row, const QString &library);
bool isHere(const ModelRow &row);   ///< complete on disk, verified or not
bool isActive(const ModelRow &row); ///< queued, running, waiting or paused
bool isProblem(const ModelRow &row);
/// The order of states when sorted by them: what moves first, what is not here last. Numbers that come in leave it as it is.
int statusRank(const ModelRow &row);
/// Not here and not on its way: what a click on Download would begin.
bool isWanted(const ModelRow &row);
/// The box of several together: ticked when all are that could be.
Qt::CheckState tickOf(const QList<const ModelRow *> &rows);

} // namespace weightyard::ui
