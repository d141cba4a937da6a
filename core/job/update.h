// Update: an installed model gets the commit at which its revision stands now. What both versions have stays where it is; the folder
// is replaced in one step (store/tree_swap.h); the clone's history moves along. What the user changed is found before the first byte
// of an object is fetched. Blocks on the disk; the job's thread.
#pragma once

#include "job/git_tree_source.h"
#include "library/version_plan.h"
#include "store/publisher.h"
#include "store/tree_swap.h"

namespace weightyard::store {
class LockKeeper;
}

namespace weightyard::job {

class Update
{
public:
    /// NotFound without a record or its folder. Conflict for a clone with a history of the user's own (OwnCommits), and for a folder
    /// that cannot be replaced in one step.
    /// A clone of chosen files that its user has made whole (`git sparse-checkout disable`) is one of all files from now on; while its
    /// other LFS files are pointers, Conflict (CloneIsPointers).
    static base::Result<Update> begin(const store::DownloadLayout &place, library::MineOrNew choice,
                                      const lfs::Selection &selection);

    const store::Record &record() const { return m_record; }
    bool keepsHistory() const { return m_keepsHistory; }
    /// Of a clone that has more than the one commit: it goes on, and is never cut.
    git::KnownHistory history() const;
    /// Paths that need nothing. `after` is the record of the new version, and learns what stays as its user has
    /// it. Conflict where the user's changes are in the way.
    base::Result<QSet<QString>> staying(store::Record &after, const QList<store::TreeFile> &files,
                                        GitTreeSource &source, const platform::VolumeTraits &traits,
                                        const base::CancelToken &cancel);
    /// `request` is of the new version, with what stays as what is there already.
    base::Result<void> publish(const store::PublishRequest &request, GitTreeSource &source,
                               const base::CancelToken &cancel) const;

private:
    explicit Update(const store::DownloadLayout &place) : m_place(place) {}
    base::Result<void> makeTree(const store::PublishRequest &request, const store::SwapPlan &plan,
                                GitTreeSource &source, const base::CancelToken &cancel) const;

    store::DownloadLayout m_place;
    store::Record m_record;
    library::MineOrNew m_choice = library::MineOrNew::Refuse;
    library::VersionPlan m_plan;
    bool m_keepsHistory = false;
};

/// After Publisher::recover() has ended a swap: the clone's index is to know the files as they lie there now.
base::Result<void> settleInstalled(const store::DownloadLayout &place);

/// The same for an installed model whose last run was killed before it told git of what it had added. What fails is in the log: the
/// model is whole.
void settleChoice(const store::DownloadLayout &place, store::LockKeeper &locks);

} // namespace weightyard::job
