// What a download looks like in a terminal, as text: pure, so that tests can read it.
#pragma once

#include "job/job_snapshot.h"
#include "queue/download_queue.h"

#include <QStringList>

namespace weightyard::cli {

struct Command;

/// Two live lines, none longer than `columns`: the model, and its state with bar, bytes, rate and time left.
QStringList liveLines(const job::JobSnapshot &job, qint64 wallNowMs, int columns);

/// All of them in one line: how many are done, bytes, rate, time left.
QString totalLine(const queue::QueueTotals &totals, int columns);

/// One plain line for a log: "owner/name: Downloading 61 % (1.31 GB of 2.15 GB)".
QString plainLine(const job::JobSnapshot &job, qint64 wallNowMs);

/// The last word on a model, wrapped: done (folder, bytes, time) or failed (sentence, remedy).
/// `command`: whose words the remedy may have (remedy.h).
QString closingText(const job::JobSnapshot &job, qint64 elapsedMs, int columns,
                    const Command *command = nullptr);

} // namespace weightyard::cli
