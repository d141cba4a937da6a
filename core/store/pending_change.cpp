#include "store/pending_change.h"

#include "store/move_journal.h"
#include "store/tree_swap.h"

namespace weightyard::store {

using base::fail;
using base::Result;

bool isChangePending(const DownloadLayout &place)
{
    const TreeSwap swap(place);
    return swap.isPending() || MoveJournal(place, swap.tree()).isPending();
}

Result<QString> modelOfPendingChange(const DownloadLayout &place)
{
    const TreeSwap swap(place);
    const Result<std::optional<SwapPlan>> plan = swap.load();
    if (!plan)
        return fail(plan.error());
    if (*plan)
        return (*plan)->after.modelPath;
    const Result<std::optional<MoveList>> moves = MoveJournal(place, swap.tree()).load();
    if (!moves)
        return fail(moves.error());
    return *moves ? (*moves)->record.modelPath : QString();
}

} // namespace weightyard::store
