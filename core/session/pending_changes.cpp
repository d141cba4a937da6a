#include "session/pending_changes.h"

#include "library/clone_state.h"
#include "session/installed_choice.h"
#include "store/lock_keeper.h"
#include "store/pending_change.h"
#include "store/publisher.h"
#include "store/tree_swap.h"

namespace weightyard::session {

using base::fail;
using base::Result;

Result<bool> endChange(const store::DownloadLayout &place)
{
    if (!store::isChangePending(place))
        return false;
    const Result<bool> ended = store::Publisher(place).recover();
    if (!ended)
        return ended;
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    Result<void> done = record && *record ? library::settleClone(**record, place.target) : Result<void>();
    // Else what was received may be wanted by a download that goes on.
    if (done && *ended)
        done = store::cleanUp(place);
    return done ? ended : fail(done.error());
}

Result<bool> endSwap(const library::InstalledModel &model, const QString &library, const QString &configDir,
                     store::LockKeeper &locks)
{
    const Result<store::DownloadLayout> place = placeOf(model, library, configDir);
    if (!place)
        return fail(place.error());
    if (!store::TreeSwap(*place).isPending())
        return false;
    const Result<store::LockKeeper::Hold> hold = locks.holdModel(*place);
    return hold ? endChange(*place) : fail(hold.error());
}

Result<bool> endHeldSwap(const library::InstalledModel &model, const QString &library,
                         const QString &configDir)
{
    const Result<store::DownloadLayout> place = placeOf(model, library, configDir);
    return place ? endChange(*place) : fail(place.error());
}

} // namespace weightyard::session
