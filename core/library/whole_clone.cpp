#include "library/whole_clone.h"

#include "base/error_code.h"
#include "git/clone.h"
#include "git/sparse_checkout.h"
#include "lfs/pointer.h"
#include "library/clone_commit.h"
#include "library/clone_state.h"
#include "library/record_gaps.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isPointer(const QString &path)
{
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state || state->kind != platform::FileState::Kind::File || state->size >= lfs::kPointerLimit)
        return false;
    const Result<std::optional<QByteArray>> text = platform::readWhole(path, lfs::kPointerLimit);
    return text && *text && lfs::parsePointer(**text);
}

} // namespace

bool isWholeByNow(const store::Record &record, const QString &folder)
{
    if (record.picks.isEmpty() || !hasClone(record, folder))
        return false;
    const std::optional<QSet<QString>> leftOut = git::leftOutPaths(folder + u"/.git"_s);
    return leftOut && leftOut->isEmpty();
}

Result<store::Record> asCheckedOut(const store::Record &record, const QString &folder,
                                   const lfs::Selection &selection)
{
    const std::optional<git::Clone> clone =
        isWholeByNow(record, folder) ? git::cloneIn(folder) : std::nullopt;
    if (!clone || clone->commit != record.commit)
        return record;
    const Result<CommitFiles> commit = filesOfClone(*clone, selection, {});
    if (!commit)
        return fail(commit.error());
    for (const store::RecordFile &file : commit->files) {
        if (file.oid && file.size >= lfs::kPointerLimit && isPointer(folder + u'/' + file.path))
            return fail(ErrorKind::Conflict, Cause(ErrorCode::CloneIsPointers, file.path), {.path = folder});
    }
    store::Record whole = record;
    whole.files = commit->files;
    whole.leftAsPointers = commit->leftAsPointers;
    whole.picks.clear();
    whole.leaving.clear();
    return whole;
}

QSet<QString> filesAddedByGit(const store::Record &record, const QString &folder)
{
    const std::optional<git::Clone> clone =
        isWholeByNow(record, folder) ? git::cloneIn(folder) : std::nullopt;
    const Result<CommitFiles> commit =
        clone && clone->commit == record.commit ? filesOfClone(*clone, {}, {}) : CommitFiles();
    QSet<QString> added;
    if (!commit)
        return added;
    QSet<QString> known;
    for (const store::RecordFile &file : record.files)
        known.insert(file.path);
    for (const store::RecordFile &file : commit->files) {
        const QString path = folder + u'/' + file.path;
        const std::optional<platform::FileState> state = platform::stateOf(path);
        const bool isOurs = state && !isChangedByUser(file, path)
                            && (state->size == file.size || !file.isChecked() || isPointer(path));
        if (isOurs && !known.contains(file.path))
            added.insert(file.path);
    }
    return added;
}

store::Record withoutLeftOut(const store::Record &record, const QString &gitDir, const QString &folder)
{
    const std::optional<QSet<QString>> leftOut = git::leftOutPaths(gitDir);
    if (!leftOut || leftOut->isEmpty())
        return record;
    store::Record some = record;
    some.files.removeIf([&](const store::RecordFile &file) {
        return leftOut->contains(file.path) && !platform::stateOf(folder + u'/' + file.path);
    });
    if (some.files.size() == record.files.size())
        return record;
    base::PickWish pick;
    for (const store::RecordFile &file : some.files)
        pick.paths.append(file.path);
    some.picks = {pick};
    return some;
}

} // namespace weightyard::library
