// What the log of each download said, as `<config>/activity.json` keeps it: the last lines of the last downloads, redacted, in the
// language of then. Values; readActivity() and writeActivity() block on the disk: not for the GUI thread. A file of a newer version is
// left untouched (Prerequisite), one that is no JSON or has no version is Corrupt, and kept aside by the next write
// (platform/versioned_file.h). Downloads and lines that make no sense count as none, and the next write leaves them out.
//   {"version": 1, "downloads": [{"key", "lines": [{"when_ms", "text"}]}]}
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

namespace weightyard::session {

constexpr qsizetype kMostKeptLogs = 100;  ///< downloads
constexpr qsizetype kMostKeptLines = 60;  ///< of each
constexpr qsizetype kLongestLine = 2'000; ///< characters

struct ActivityLine {
    qint64 whenMs = 0; ///< wall clock
    QString text;
    friend bool operator==(const ActivityLine &, const ActivityLine &) = default;
};

struct DownloadActivity {
    QString key; ///< of the row
    QList<ActivityLine> lines;
    friend bool operator==(const DownloadActivity &, const DownloadActivity &) = default;
};

/// Nothing in it where there is none. Lines that say nothing are left out.
base::Result<QList<DownloadActivity>> readActivity(const QString &configDir);
/// The last ones of the list, and of each the last lines.
base::Result<void> writeActivity(const QString &configDir, const QList<DownloadActivity> &downloads);

} // namespace weightyard::session
