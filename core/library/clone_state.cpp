#include "library/clone_state.h"

#include "base/error_code.h"
#include "git/history_move.h"
#include "library/model_folder.h"
#include "platform/file_io.h"

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

bool hasClone(const store::Record &record, const QString &folder)
{
    return record.withHistory && platform::stateOf(folder + u"/.git"_s).has_value();
}

Result<void> checkClone(const store::Record &record, const QString &folder)
{
    if (!hasClone(record, folder))
        return {};
    const QString gitDir = folder + u"/.git"_s;
    if (platform::stateOf(gitDir)->kind != platform::FileState::Kind::Folder)
        return fail(ErrorKind::Conflict, ErrorCode::HistoryNotUsable, {.path = gitDir});
    const QString head = git::headOfClone(gitDir);
    const bool onBranch = record.ref.startsWith("refs/heads/"_L1);
    if (headCommit(folder) != record.commit || (onBranch ? head != record.ref : head != record.commit))
        return fail(ErrorKind::Conflict, ErrorCode::OwnCommits, {.path = folder});
    return {};
}

Result<void> settleClone(const store::Record &record, const QString &folder)
{
    return hasClone(record, folder) ? git::settleIndex(folder + u"/.git"_s, folder) : Result<void>();
}

} // namespace weightyard::library
