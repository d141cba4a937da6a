#include "session/go_back.h"

#include "session/installed_choice.h"
#include "store/lock_keeper.h"

namespace weightyard::session {

using base::fail;
using base::Result;

Result<store::Record> goBack(const BackQuestion &question, store::LockKeeper &locks,
                             const base::CancelToken &cancel)
{
    const Result<store::DownloadLayout> place = placeOf(question.model, question.library, question.configDir);
    if (!place)
        return fail(place.error());
    Result<store::Record> kept = library::previousOf(question.model, *place);
    if (!kept || question.dryRun)
        return kept;
    const Result<store::LockKeeper::Hold> hold = locks.prepareAndHold(*place);
    if (!hold)
        return fail(hold.error());
    Result<store::Record> now = library::rollBack(question.model, *place, question.choice, cancel);
    static_cast<void>(store::cleanUp(*place));
    return now;
}

} // namespace weightyard::session
