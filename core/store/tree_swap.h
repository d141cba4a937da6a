// TreeSwap: replaces an installed model's folder by another version of it, in one step. The new folder is made complete in staging
// (<staging>/tree): what is new is put there by the caller, everything else of the old folder (the model's files that stay, and the
// user's) gets a second name there (hard link; a copy, by reflink where the volume can, where there are no links,
// and of what git writes to in .git). Then the two folders change places, and what of the old one is not in the
// new one goes to <state>/previous/<model>/ (previous_version.h).
//
// Durable: <staging>/swap.json ("version": 1) is written when the new folder is complete and synced. A mark in the new folder says
// whether the two have changed places. A kill before that leaves the old version, and recover() takes the new one apart; a kill after
// that leaves the new version, and recover() ends what is left to do. On systems that cannot exchange two names there is a moment
// between two renames without the folder; recover() ends that, too. One thread, the model held (store/lock_keeper.h).
#pragma once

#include "base/cancel_token.h"
#include "store/download_layout.h"
#include "store/record.h"

#include <QSet>

namespace weightyard::store {

struct SwapPlan {
    Record before;        ///< of the version that is there
    Record after;         ///< of the one that comes
    QStringList replaced; ///< files of the old folder that go aside: other ones come, or none
};

class TreeSwap
{
public:
    explicit TreeSwap(DownloadLayout place);

    /// Where the new folder is made.
    QString tree() const;

    /// FolderNotSwapped when the model's folder is a mount point or its parent is not ours to write; platform::checkNames().
    base::Result<void> check() const;

    /// Second names in tree() for everything in the folder but what is replaced. ChangedInBoth for a file that tree() has, too: it came
    /// after the plan was made. Cancellable.
    base::Result<void> carryOver(const SwapPlan &plan, const base::CancelToken &cancel) const;

    /// The new folder is complete: syncs it and makes it the model's. Not cancellable.
    base::Result<void> commit(const SwapPlan &plan) const;

    /// A swap was begun and has not ended: recover() is to be called.
    bool isPending() const;
    /// Its plan. Errors: versioned_file.h, NotOurMoves.
    base::Result<std::optional<SwapPlan>> load() const;
    /// True: a swap that was begun has ended well now, and the record is that of the new version. ThereNow, and both versions stay in
    /// staging, when something else has come to the model's place between the two renames.
    base::Result<bool> recover() const;

private:
    base::Result<void> carryFolder(const QString &relative, const QSet<QString> &replaced,
                                   const base::CancelToken &cancel) const;
    base::Result<void> writePlan(const SwapPlan &plan) const;
    base::Result<void> swap() const;
    base::Result<void> finish(const SwapPlan &plan) const;
    base::Result<void> setAside(const SwapPlan &plan) const;
    base::Result<void> sweepOld() const;
    base::Result<void> keepPrevious(const SwapPlan &plan) const;

    QString planFile() const;
    QString old() const;   ///< the old folder, once they have changed places
    QString aside() const; ///< what becomes the previous version
    QString markIn(const QString &folder) const;

    DownloadLayout m_place;
};

} // namespace weightyard::store
