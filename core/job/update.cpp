#include "job/update.h"

#include "base/error_code.h"
#include "base/log.h"
#include "git/history_move.h"
#include "library/clone_state.h"
#include "library/picked_files.h"
#include "library/whole_clone.h"
#include "store/lock_keeper.h"
#include "store/staging.h"

#include <QFileInfo>

namespace weightyard::job {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

Result<Update> Update::begin(const store::DownloadLayout &place, library::MineOrNew choice,
                             const lfs::Selection &selection)
{
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    if (!*record || !QFileInfo(place.target).isDir())
        return fail(ErrorKind::NotFound,
                    Cause(ErrorCode::NoInstalledModel, QFileInfo(place.target).fileName()));
    if (const Result<void> ours = library::checkClone(**record, place.target); !ours)
        return fail(ours.error());
    Update update(place);
    if (const Result<void> possible = store::TreeSwap(place).check(); !possible)
        return fail(possible.error());
    const Result<store::Record> now = library::asCheckedOut(**record, place.target, selection);
    if (!now)
        return fail(now.error());
    update.m_record = *now;
    update.m_choice = choice;
    update.m_keepsHistory = library::hasClone(**record, place.target);
    return update;
}

git::KnownHistory Update::history() const
{
    const QString gitDir = m_place.target + u"/.git"_s;
    const bool goesOn = m_keepsHistory && !git::isCutAt(gitDir, m_record.commit);
    return goesOn ? git::KnownHistory{.gitDir = gitDir, .commit = m_record.commit} : git::KnownHistory();
}

Result<QSet<QString>> Update::staying(store::Record &after, const QList<store::TreeFile> &files,
                                      GitTreeSource &source, const platform::VolumeTraits &traits,
                                      const base::CancelToken &cancel)
{
    library::VersionQuestion question{.before = m_record,
                                      .after = after.files,
                                      .folder = m_place.target,
                                      .choice = m_choice,
                                      .knowsExecutable = traits.executableBit};
    QHash<QString, store::TreeFile> byPath;
    for (const store::TreeFile &file : files) {
        byPath.insert(file.path, file);
        if (file.kind == store::TreeFile::Kind::Executable)
            question.executable.insert(file.path);
    }
    if (m_keepsHistory)
        question.index = git::indexStates(m_place.target + u"/.git"_s, m_place.target);
    question.content = [&](const QString &path) -> std::optional<QByteArray> {
        const Result<QByteArray> bytes = source.content(byPath.value(path));
        return bytes ? std::optional(*bytes) : std::nullopt;
    };
    const Result<library::VersionPlan> plan = library::planVersion(question, cancel);
    if (!plan)
        return fail(plan.error());
    m_plan = *plan;
    after.different = library::filesKept(m_plan, after.files);
    return m_plan.staying;
}

Result<void> Update::publish(const store::PublishRequest &request, GitTreeSource &source,
                             const base::CancelToken &cancel) const
{
    const store::TreeSwap swap(m_place);
    const store::SwapPlan plan{.before = m_record, .after = request.record, .replaced = m_plan.replaced};
    Result<void> done = makeTree(request, plan, source, cancel);
    if (done && cancel.isCancelled())
        done = fail(base::cancelledError());
    if (!done) {
        static_cast<void>(
            store::Staging(m_place).takeBack()); // what fails here, the next run's recover() does
        return done;
    }
    done = swap.commit(plan);
    return done ? library::settleClone(request.record, m_place.target) : done;
}

Result<void> Update::makeTree(const store::PublishRequest &request, const store::SwapPlan &plan,
                              GitTreeSource &source, const base::CancelToken &cancel) const
{
    const QString tree = store::TreeSwap(m_place).tree();
    Result<void> done = store::Staging(m_place).assemble(request, source, cancel);
    if (done)
        done = store::TreeSwap(m_place).carryOver(plan, cancel);
    if (!done || !m_keepsHistory)
        return done;
    done = git::addFetchedObjects(tree + u"/.git"_s, request.gitDir);
    if (!done)
        return done;
    const Result<void> moved = git::moveHistory({.gitDir = tree + u"/.git"_s,
                                                 .worktree = tree,
                                                 .commit = request.record.commit,
                                                 .ref = request.record.ref,
                                                 .isFetched = true,
                                                 .chosen = library::checkedOutPaths(request.record),
                                                 .unclean = m_plan.unclean},
                                                cancel);
    if (moved || moved.error().cause.code != ErrorCode::UnpushedCommits)
        return moved;
    base::Error error = moved.error();
    error.context.path = m_place.target;
    return fail(error);
}

Result<void> settleInstalled(const store::DownloadLayout &place)
{
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    return *record ? library::settleClone(**record, place.target) : Result<void>();
}

void settleChoice(const store::DownloadLayout &place, store::LockKeeper &locks)
{
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record || !*record || !library::leavesOutItsOwn(**record, place.target))
        return;
    const Result<store::LockKeeper::Hold> lock = locks.holdModel(place);
    const Result<void> done = lock ? settleInstalled(place) : fail(lock.error());
    if (!done)
        qCInfo(base::lcJob).noquote()
            << "the index of" << place.target << "stays as it is -" << base::describe(done.error());
}

} // namespace weightyard::job
