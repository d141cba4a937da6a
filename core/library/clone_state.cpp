#include "library/clone_state.h"

#include "base/error_code.h"
#include "git/history_move.h"
#include "git/sparse_checkout.h"
#include "library/model_folder.h"
#include "library/picked_files.h"
#include "platform/file_io.h"

#include <algorithm>

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

bool leavesOutItsOwn(const store::Record &record, const QString &folder)
{
    if (record.picks.isEmpty() || !hasClone(record, folder))
        return false;
    const QSet<QString> leftOut = git::leftOutPaths(folder + u"/.git"_s).value_or(QSet<QString>());
    return std::any_of(record.files.cbegin(), record.files.cend(),
                       [&](const store::RecordFile &file) { return leftOut.contains(file.path); });
}

Result<void> settleClone(const store::Record &record, const QString &folder)
{
    if (!hasClone(record, folder))
        return {};
    const QString gitDir = folder + u"/.git"_s;
    const Result<void> done = leavesOutItsOwn(record, folder)
                                  ? git::checkOutOnly(gitDir, folder, checkedOutPaths(record))
                                  : Result<void>();
    return done ? git::settleIndex(gitDir, folder) : done;
}

} // namespace weightyard::library
