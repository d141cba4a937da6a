#include "library/rollback_model.h"

#include "base/error_code.h"
#include "library/clone_state.h"
#include "library/picked_files.h"
#include "library/version_plan.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/carried_file.h"
#include "store/library_layout.h"
#include "store/prefix_hasher.h"
#include "store/previous_version.h"
#include "store/publisher.h"
#include "store/tree_swap.h"

#include <QDateTime>
#include <QFileInfo>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using platform::FileState;
using store::PreviousVersion;
using store::RecordFile;

namespace {

constexpr qint64 kLongestKept = 64LL * 1024 * 1024;

Result<PreviousVersion> previousVersion(const InstalledModel &model, const store::DownloadLayout &place)
{
    const QString folder =
        store::previousFolder(store::StateLayout(place.stateDir).previous(), model.record.modelPath);
    const Result<std::optional<PreviousVersion>> previous = store::readPrevious(folder);
    if (!previous)
        return fail(previous.error());
    if (!*previous)
        return fail(ErrorKind::NotFound, Cause(ErrorCode::NothingPrevious, model.record.modelPath));
    return **previous;
}

class Rollback
{
public:
    Rollback(const InstalledModel &model, const store::DownloadLayout &place, PreviousVersion previous,
             base::CancelToken cancel)
        : m_model(model),
          m_swap(place),
          m_previous(std::move(previous)),
          m_cancel(std::move(cancel)),
          m_hasClone(hasClone(model.record, model.folder))
    {}

    Result<store::Record> run(MineOrNew choice)
    {
        if (const Result<void> ours = checkClone(m_model.record, m_model.folder); !ours)
            return fail(ours.error());
        if (const Result<void> possible = m_swap.check(); !possible)
            return fail(possible.error());
        const Result<VersionPlan> plan = makePlan(choice);
        if (!plan)
            return fail(plan.error());
        m_plan = *plan;
        Result<void> done = restore();
        const store::SwapPlan swap{
            .before = m_model.record, .after = recordThen(), .replaced = m_plan.replaced};
        if (done)
            done = m_swap.carryOver(swap, m_cancel);
        if (done && m_hasClone)
            done = moveClone();
        if (done && m_cancel.isCancelled())
            done = fail(base::cancelledError());
        if (!done)
            static_cast<void>(platform::removeTree(m_swap.tree()));
        if (done)
            done = m_swap.commit(swap);
        if (done)
            done = settleClone(swap.after, m_model.folder);
        return done ? Result<store::Record>(swap.after) : fail(done.error());
    }

private:
    QString keptFile(const QString &path) const { return store::previousFile(m_previous.folder, path); }

    store::Record recordThen() const
    {
        store::Record record = m_previous.record;
        record.withHistory = m_hasClone;
        record.installedAt = QDateTime::currentDateTimeUtc();
        record.different.removeIf([this](const QString &path) { return !m_previous.kept.contains(path); });
        record.different += filesKept(m_plan, record.files);
        return record;
    }

    Result<VersionPlan> makePlan(MineOrNew choice) const
    {
        VersionQuestion question{.before = m_model.record,
                                 .after = m_previous.record.files,
                                 .folder = m_model.folder,
                                 .choice = choice,
                                 .knowsExecutable = true};
        if (m_hasClone)
            question.index = git::indexStates(m_model.folder + u"/.git"_s, m_model.folder);
        for (const RecordFile &file : m_previous.record.files) {
            const bool isKept = m_previous.kept.contains(file.path);
            if (!isKept
                && isOtherNow(file)) // the change that is undone has left the user's file where it was
                question.mine.insert(file.path);
            const std::optional<FileState> state =
                platform::stateOf(isKept ? keptFile(file.path) : m_model.folder + u'/' + file.path);
            if (state && state->executable)
                question.executable.insert(file.path);
        }
        question.content = [this](const QString &path) { return contentThen(path); };
        return planVersion(question, m_cancel);
    }

    std::optional<QByteArray> contentThen(const QString &path) const
    {
        const QString file = m_previous.kept.contains(path) ? keptFile(path) : m_model.folder + u'/' + path;
        const std::optional<FileState> state = platform::stateOf(file);
        if (state && state->kind == FileState::Kind::Link) {
            const Result<QByteArray> target = platform::readLink(file);
            return target ? std::optional(*target) : std::nullopt;
        }
        const Result<std::optional<QByteArray>> bytes = platform::readWhole(file, kLongestKept);
        return bytes ? *bytes : std::nullopt;
    }

    // What the earlier version has and the folder has not.
    Result<void> restore()
    {
        Result<void> done = platform::removeTree(m_swap.tree());
        if (done)
            done = platform::makeFolder(m_swap.tree());
        if (!done)
            return done;
        for (const RecordFile &file : m_previous.record.files) {
            if (m_plan.staying.contains(file.path))
                continue;
            if (const Result<void> restored = restoreFile(file); !restored)
                return restored;
        }
        return {};
    }

    Result<void> restoreFile(const RecordFile &file)
    {
        if (!m_previous.kept.contains(file.path)) {
            if (m_plan.replaced.contains(file.path) || isOtherNow(file))
                return fail(ErrorKind::Conflict, Cause(ErrorCode::PreviousIncomplete, file.path),
                            {.path = m_previous.folder});
            m_plan.unclean.insert(file.path); // both have it, and the user deleted it: it stays deleted
            return {};
        }
        const QString to = m_swap.tree() + u'/' + file.path;
        if (const Result<void> made = platform::makeFolder(QFileInfo(to).absolutePath()); !made)
            return made;
        const Result<bool> isAsRecorded = isRecorded(file);
        if (!isAsRecorded)
            return fail(isAsRecorded.error());
        if (!*isAsRecorded)
            m_plan.unclean.insert(file.path); // the user's, which an update has put aside
        return store::carryFile(keptFile(file.path), to, true, m_cancel);
    }

    bool isOtherNow(const RecordFile &file) const
    {
        return differenceOf(m_model.record.files, {file}).changed.contains(file.path)
               || differenceOf(m_model.record.files, {file}).added.contains(file.path);
    }

    Result<bool> isRecorded(const RecordFile &file) const
    {
        if (!m_hasClone || !file.isChecked())
            return !m_hasClone;
        const std::optional<FileState> state = platform::stateOf(keptFile(file.path));
        if (!state || state->kind != FileState::Kind::File || state->size != file.size)
            return false;
        const auto goOn = [this](qint64) { return !m_cancel.isCancelled(); };
        return file.oid ? store::Verifier::matches(keptFile(file.path), *file.oid, file.size, goOn)
                        : store::Verifier::matchesBlob(keptFile(file.path), file.blob, file.size, goOn);
    }

    Result<void> moveClone() const
    {
        return git::moveHistory({.gitDir = m_swap.tree() + u"/.git"_s,
                                 .worktree = m_swap.tree(),
                                 .commit = m_previous.record.commit,
                                 .ref = m_previous.record.ref,
                                 .chosen = checkedOutPaths(m_previous.record),
                                 .unclean = m_plan.unclean},
                                m_cancel);
    }

    const InstalledModel &m_model;
    const store::TreeSwap m_swap;
    const PreviousVersion m_previous;
    const base::CancelToken m_cancel;
    const bool m_hasClone;
    VersionPlan m_plan;
};

} // namespace

Result<store::Record> previousOf(const InstalledModel &model, const store::DownloadLayout &place)
{
    const Result<PreviousVersion> previous = previousVersion(model, place);
    return previous ? Result<store::Record>(previous->record) : fail(previous.error());
}

Result<store::Record> rollBack(const InstalledModel &model, const store::DownloadLayout &place,
                               MineOrNew choice, const base::CancelToken &cancel)
{
    // What a killed run began comes to its end first. If that was going back, it is done.
    const Result<PreviousVersion> before = previousVersion(model, place);
    const Result<bool> recovered = store::Publisher(place).recover();
    if (!recovered)
        return fail(recovered.error());
    InstalledModel now = model;
    const Result<std::optional<store::Record>> record = store::readRecord(place.recordFile);
    if (!record)
        return fail(record.error());
    if (*record)
        now.record = **record;
    if (*recovered && before && before->record.commit == now.record.commit) {
        const Result<void> settled = settleClone(now.record, now.folder);
        return settled ? Result<store::Record>(now.record) : fail(settled.error());
    }
    const Result<PreviousVersion> previous = previousVersion(now, place);
    if (!previous)
        return fail(previous.error());
    return Rollback(now, place, *previous, cancel).run(choice);
}

} // namespace weightyard::library
