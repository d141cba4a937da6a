// History: what was downloaded, updated and removed, and what failed, with dates, as `<config>/history.json` keeps it: the newest
// kMostHistory of them. Values; readHistory() and writeHistory() block on the disk: not for the GUI thread. A file of a newer version is
// left untouched (Prerequisite), one that is no JSON or has no version is Corrupt, and kept aside by the next write
// (platform/versioned_file.h). Entries that make no sense count as none, and the next write leaves them out.
//   {"version": 1, "entries": [{"what": "downloaded" | "updated" | "removed" | "failed", "when_ms", "key", "name", "folder", "bytes",
//                               "error"}]}
#pragma once

#include "base/result.h"

#include <QList>
#include <QString>

namespace weightyard::session {

constexpr qsizetype kMostHistory = 500;

struct HistoryEntry {
    enum class What { Downloaded, Updated, Removed, Failed };
    What what = What::Downloaded;
    qint64 whenMs = 0; ///< wall clock
    QString key;       ///< of the row: path in the library, or a folder
    QString name;
    QString folder = {};
    qint64 bytes = 0;                      ///< of the model; of a removal, what it freed
    std::optional<base::Error> error = {}; ///< Failed
};

using DownloadHistory = QList<HistoryEntry>; ///< the oldest first

inline bool isFinished(const HistoryEntry &entry)
{
    return entry.what != HistoryEntry::What::Failed;
}

/// With it at its end; the oldest go where there are too many.
DownloadHistory withEntry(DownloadHistory history, const HistoryEntry &entry);

/// Nothing in it where there is none. What an entry lacks that it must have leaves it out; the others count.
base::Result<DownloadHistory> readHistory(const QString &configDir);
base::Result<void> writeHistory(const QString &configDir, const DownloadHistory &history);

} // namespace weightyard::session
