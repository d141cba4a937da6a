#include "library/version_plan.h"

#include "base/byte_sum.h"
#include "base/error_code.h"
#include "lfs/pointer.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/path_rules.h"
#include "store/prefix_hasher.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using platform::FileState;
using store::RecordFile;

namespace {

constexpr qint64 kMostCompared = 64LL * 1024 * 1024; // git's own files are smaller (tree_walk.h)

using FilesByPath = QHash<QString, RecordFile>;

FilesByPath byPath(const QList<RecordFile> &files)
{
    FilesByPath all;
    for (const RecordFile &file : files)
        all.insert(file.path, file);
    return all;
}

bool isSameVersion(const RecordFile &one, const RecordFile &other)
{
    if (!one.isChecked() || !other.isChecked())
        return one.isChecked() == other.isChecked();
    if (one.oid && other.oid)
        return *one.oid == *other.oid;
    return !one.oid && !other.oid && one.blob == other.blob;
}

// What git would hash: a link's target, or a file's bytes. Nothing: something else, or too large.
std::optional<QByteArray> bytesAt(const QString &path, const FileState &state)
{
    if (state.kind == FileState::Kind::Link) {
        const Result<QByteArray> target = platform::readLink(path);
        return target ? std::optional(*target) : std::nullopt;
    }
    if (state.kind != FileState::Kind::File || state.size > kMostCompared)
        return {};
    const Result<std::optional<QByteArray>> bytes = platform::readWhole(path, kMostCompared);
    return bytes ? *bytes : std::nullopt;
}

} // namespace

VersionDifference differenceOf(const QList<RecordFile> &before, const QList<RecordFile> &after)
{
    VersionDifference difference;
    const FilesByPath old = byPath(before);
    FilesByPath gone = old;
    for (const RecordFile &file : after) {
        gone.remove(file.path);
        const auto was = old.constFind(file.path);
        if (was != old.constEnd() && isSameVersion(*was, file))
            continue;
        (was == old.constEnd() ? difference.added : difference.changed).append(file.path);
        difference.bytes = base::addBytes(difference.bytes, file.size);
    }
    difference.removed = gone.keys();
    difference.removed.sort();
    return difference;
}

namespace {

class Planner
{
public:
    Planner(const VersionQuestion &question, base::CancelToken cancel)
        : m_question(question),
          m_cancel(std::move(cancel)),
          m_before(byPath(question.before.files))
    {}

    Result<VersionPlan> run()
    {
        FilesByPath gone = m_before;
        for (const RecordFile &file : m_question.after) {
            gone.remove(file.path);
            if (const Result<void> looked = look(file); !looked)
                return fail(looked.error());
        }
        for (const RecordFile &file : std::as_const(gone)) {
            if (const Result<void> looked = lookAtGone(file); !looked)
                return fail(looked.error());
        }
        m_plan.replaced.sort();
        return m_plan;
    }

private:
    QString placeOf(const QString &path) const { return m_question.folder + u'/' + path; }

    Result<void> look(const RecordFile &file)
    {
        if (m_cancel.isCancelled())
            return fail(base::cancelledError());
        if (const Result<void> free = checkFolders(file.path); !free)
            return free;
        const QString path = placeOf(file.path);
        const std::optional<FileState> state = platform::stateOf(path);
        if (!state)
            return {}; // to be put there
        if (state->kind == FileState::Kind::Folder)
            return lookAtFolder(file, path);
        const auto was = m_before.constFind(file.path);
        const bool sameVersion = was != m_before.constEnd() && isSameVersion(*was, file)
                                 && (file.isChecked() || !isOtherContent(file.path, *state));
        if (sameVersion && !hasOtherMode(file.path, *state)) {
            m_plan.staying.insert(file.path);
            return noteClean(file, path, *state);
        }
        return lookAtChanged(file, was == m_before.constEnd() ? nullptr : &*was, path, *state);
    }

    // A submodule is an empty folder, and is none of ours to fill.
    Result<void> lookAtFolder(const RecordFile &file, const QString &path)
    {
        // Its files go aside with the version that had them; anything else in it is the user's.
        const QString prefix = file.path + u'/';
        const bool isOld = std::any_of(m_before.keyBegin(), m_before.keyEnd(),
                                       [&](const QString &one) { return one.startsWith(prefix); });
        if (isOld)
            return {};
        return fail(ErrorKind::Conflict, ErrorCode::OtherKindInTheWay, {.path = path});
    }

    // A file or a link of the user's where the version needs a folder.
    Result<void> checkFolders(const QString &path) const
    {
        for (qsizetype slash = path.indexOf(u'/'); slash > 0; slash = path.indexOf(u'/', slash + 1)) {
            const QString above = path.left(slash);
            const std::optional<FileState> state = platform::stateOf(placeOf(above));
            if (!state)
                return {};
            if (state->kind != FileState::Kind::Folder && !m_before.contains(above))
                return fail(ErrorKind::Conflict, ErrorCode::FileOrLinkForFolder, {.path = placeOf(above)});
        }
        return {};
    }

    bool isOtherContent(const QString &path, const FileState &state) const
    {
        const std::optional<QByteArray> wanted = m_question.content ? m_question.content(path) : std::nullopt;
        const std::optional<QByteArray> here = bytesAt(placeOf(path), state);
        return !wanted || !here || *wanted != *here;
    }

    bool hasOtherMode(const QString &path, const FileState &state) const
    {
        return m_question.knowsExecutable && state.kind == FileState::Kind::File
               && state.executable != m_question.executable.contains(path);
    }

    Result<bool> hasBytesOf(const RecordFile &file, const QString &path, const FileState &state) const
    {
        if (state.kind != FileState::Kind::File || state.size != file.size)
            return false;
        const auto goOn = [this](qint64) { return !m_cancel.isCancelled(); };
        return file.oid ? store::Verifier::matches(path, *file.oid, file.size, goOn)
                        : store::Verifier::matchesBlob(path, file.blob, file.size, goOn);
    }

    // git knows the file as it is, and what git knows is what was installed: nothing that was only staged since.
    bool isKnownToGit(const RecordFile &was, const FileState &state) const
    {
        const auto index = m_question.index.constFind(was.path);
        if (index == m_question.index.constEnd() || !index->unchanged || state.size != was.size)
            return false;
        return index->blob
               == (was.oid ? store::Verifier::blobId(lfs::pointerText({*was.oid, was.size})) : was.blob);
    }

    // As it was installed, as far as anybody can tell.
    Result<bool> isUntouched(const RecordFile &was, const QString &path, const FileState &state) const
    {
        if (m_question.before.damaged.contains(was.path))
            return true;
        if (was.isChecked())
            return isKnownToGit(was, state) ? Result<bool>(true) : hasBytesOf(was, path, state);
        const auto index = m_question.index.constFind(was.path);
        const std::optional<QByteArray> bytes = bytesAt(path, state);
        return index == m_question.index.constEnd() || index->unchanged
               || (bytes && store::Verifier::blobId(*bytes) == index->blob);
    }

    Result<void> noteClean(const RecordFile &file, const QString &path, const FileState &state)
    {
        if (m_question.index.isEmpty() && !m_question.before.different.contains(file.path))
            return {};
        const Result<bool> untouched = isUntouched(file, path, state);
        if (!untouched)
            return fail(untouched.error());
        if (!*untouched)
            m_plan.unclean.insert(file.path);
        return {};
    }

    Result<void> lookAtChanged(const RecordFile &file, const RecordFile *was, const QString &path,
                               const FileState &state)
    {
        const Result<bool> isNew = file.isChecked() ? hasBytesOf(file, path, state)
                                                    : Result<bool>(!isOtherContent(file.path, state));
        if (!isNew)
            return fail(isNew.error());
        if (*isNew && !hasOtherMode(file.path, state)) {
            m_plan.staying.insert(file.path);
            return {};
        }
        const Result<bool> untouched = was != nullptr ? isUntouched(*was, path, state) : Result<bool>(*isNew);
        if (!untouched)
            return fail(untouched.error());
        if (*untouched || m_question.choice == MineOrNew::TakeNew) {
            m_plan.replaced.append(file.path);
            return {};
        }
        if (m_question.choice == MineOrNew::Refuse && !m_question.mine.contains(file.path))
            return fail(
                ErrorKind::Conflict,
                Cause(was != nullptr ? ErrorCode::ChangedInBoth : ErrorCode::NewWhereYours, file.path),
                {.path = m_question.folder});
        m_plan.staying.insert(file.path);
        m_plan.unclean.insert(file.path);
        return {};
    }

    Result<void> lookAtGone(const RecordFile &was)
    {
        const QString path = placeOf(was.path);
        const std::optional<FileState> state = platform::stateOf(path);
        if (!state || state->kind == FileState::Kind::Folder || !store::isTreePath(was.path))
            return {};
        const Result<bool> untouched = isUntouched(was, path, *state);
        if (!untouched)
            return fail(untouched.error());
        if (*untouched || m_question.choice == MineOrNew::TakeNew)
            m_plan.replaced.append(was.path);
        else if (m_question.choice == MineOrNew::Refuse)
            return fail(ErrorKind::Conflict, Cause(ErrorCode::ChangedInBoth, was.path),
                        {.path = m_question.folder});
        return {};
    }

    const VersionQuestion &m_question;
    const base::CancelToken m_cancel;
    const FilesByPath m_before;
    VersionPlan m_plan;
};

} // namespace

QStringList filesKept(const VersionPlan &plan, const QList<RecordFile> &after)
{
    QStringList kept;
    for (const RecordFile &file : after) {
        if (file.isChecked() && plan.staying.contains(file.path) && plan.unclean.contains(file.path))
            kept.append(file.path);
    }
    return kept;
}

Result<VersionPlan> planVersion(const VersionQuestion &question, const base::CancelToken &cancel)
{
    return Planner(question, cancel).run();
}

} // namespace weightyard::library
