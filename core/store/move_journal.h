// MoveJournal: the durable list of what is to be moved into a folder that has other files, <staging>/moves.json,
// "version": 1. It is there before the first move and makes the moves repeatable: recover() carries out what is left of
// them. Order: weights (largest first), other files, then config.json and *.index.json, because loaders look for those;
// the history folder at the very end. One thread (the job's).
#pragma once

#include "store/record.h"
#include "store/staging.h"

namespace weightyard::platform {
class TargetFolder;
}

namespace weightyard::store {

struct MoveList {
    QStringList paths;         ///< files and links, in order of moving
    qsizetype early = 0;       ///< so many of them before the ones that loaders look for
    QStringList folders;       ///< empty ones of submodules
    QString gitDir;            ///< empty: without history
    bool historyReady = false; ///< gitDir matches the files as they are in the target now
    Record record;
};

MoveList planMoves(const PublishRequest &request);

class MoveJournal
{
public:
    MoveJournal(const DownloadLayout &place, QString tree);

    /// There is a list: not all of it has been carried out.
    bool isPending() const;
    base::Result<std::optional<MoveList>> load() const;
    base::Result<void> write(const MoveList &list) const;
    base::Result<void> remove() const;

    /// Everything but the history. Conflict when something came in the way; the list stays, to be carried out later.
    /// False: a file is neither staged nor in the target.
    base::Result<bool> moveFiles(const MoveList &list) const;
    /// Record, then .git: the model is installed.
    base::Result<void> complete(const MoveList &list) const;

private:
    base::Result<bool> moveSome(platform::TargetFolder &target, const QStringList &paths) const;
    QString path() const;

    const DownloadLayout &m_place;
    const QString m_tree;
};

} // namespace weightyard::store
