#include "session/go_back.h"

#include "session/installed_choice.h"
#include "store/store_lock.h"

namespace weightyard::session {

using base::fail;
using base::Result;

Result<store::Record> goBack(const BackQuestion &question, const base::CancelToken &cancel)
{
    const Result<store::DownloadLayout> place = placeOf(question.model, question.library, question.configDir);
    if (!place)
        return fail(place.error());
    Result<store::Record> kept = library::previousOf(question.model, *place);
    if (!kept || question.dryRun)
        return kept;
    if (const Result<void> prepared = store::prepare(*place); !prepared)
        return fail(prepared.error());
    const Result<store::StoreLock> lock = store::StoreLock::acquire(place->lockFile);
    if (!lock)
        return fail(lock.error());
    Result<store::Record> now = library::rollBack(question.model, *place, question.choice, cancel);
    static_cast<void>(store::cleanUp(*place));
    return now;
}

} // namespace weightyard::session
