// ModelRow: what the window knows of one model, gathered from catalogue, Hub, disk and queue. A value with pure questions; the
// window's one truth about sizes and states.
#pragma once

#include "catalog/model_entry.h"
#include "hub/model_facts.h"
#include "job/job_snapshot.h"
#include "library/library_scan.h"

#include <QList>

namespace weightyard::ui {

struct ModelRow {
    catalog::ModelEntry entry;
    QString key; ///< path in the library, and key in the queue
    bool ticked = false;
    bool added = false; ///< by the user; no catalogue has it
    bool scanned = false;
    bool fits = true;       ///< alone, into what is free now
    int queuePosition = -1; ///< among the queued; 0: next
    std::optional<hub::ModelFacts> facts;
    library::ModelOnDisk disk;
    std::optional<job::JobSnapshot> job;
    double rate = 0; ///< bytes/s
    std::optional<qint64> timeLeftMs;
};

qint64 bytesOf(const ModelRow &row); ///< of the whole download; 0: not known
bool isExact(const ModelRow &row);
qint64 bytesMissing(const ModelRow &row); ///< to be received yet
qint64 bytesToWrite(
    const ModelRow &row); ///< the room it will take yet; less than it misses where partials are preallocated
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
