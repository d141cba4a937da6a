#include "store/tree_copy.h"

#include "base/error_code.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/tree_sync.h"
#include "platform/volume.h"
#include "store/carried_file.h"
#include "store/prefix_hasher.h"

#include <QDir>
#include <QFileInfo>
#include <cstring>
#include <utility>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;
using platform::File;
using platform::FileState;

namespace {

constexpr qint64 kBlock = 1024 * 1024;
constexpr qint64 kTimeStep = 1; // FAT keeps even seconds

Result<bool> haveSameBytes(const QString &one, const QString &other, const base::CancelToken &cancel)
{
    const Result<File> left = File::open(one, File::Access::Read);
    const Result<File> right = left ? File::open(other, File::Access::Read) : fail(left.error());
    if (!right)
        return fail(right.error());
    QByteArray first(kBlock, Qt::Uninitialized);
    QByteArray second(kBlock, Qt::Uninitialized);
    for (qint64 at = 0;; at += kBlock) {
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        const Result<qint64> some = left->readAt(at, first.data(), kBlock);
        const Result<qint64> same = some ? right->readAt(at, second.data(), kBlock) : fail(some.error());
        if (!same)
            return fail(same.error());
        if (*some != *same
            || std::memcmp(first.constData(), second.constData(), static_cast<size_t>(*some)) != 0)
            return false;
        if (*some < kBlock)
            return true;
    }
}

Result<bool> isCopyOf(const QString &from, const QString &copy, qint64 size,
                      const std::optional<base::Oid> &oid, const base::CancelToken &cancel)
{
    if (oid) {
        const Result<bool> matches =
            Verifier::matches(copy, *oid, size, [&](qint64) { return !cancel.isCancelled(); });
        if (cancel.isCancelled())
            return fail(base::cancelledError());
        if (!matches || *matches)
            return matches;
    }
    return haveSameBytes(from, copy, cancel); // also of what was damaged before
}

bool isCopied(const std::optional<FileState> &copy, const FileState &source)
{
    return copy && copy->kind == source.kind && copy->size == source.size
           && std::abs(copy->mtimeSeconds - source.mtimeSeconds) <= kTimeStep;
}

/// One tree from begin to end.
class TreeCopy
{
public:
    TreeCopy(const TreeToCopy &tree, const CopyProgress &progress, const base::CancelToken &cancel)
        : m_tree(tree),
          m_progress(progress),
          m_cancel(cancel)
    {}

    Result<void> run()
    {
        Result<void> done = platform::makeFolder(m_tree.to);
        const Result<platform::VolumeFacts> facts =
            done ? platform::volumeFacts(m_tree.to) : Result<platform::VolumeFacts>(fail(done.error()));
        if (!facts)
            return fail(facts.error());
        m_mostBytes = facts->maxFileBytes;
        done = copyFolder({});
        return done ? platform::syncTree(m_tree.to) : done;
    }

private:
    Result<void> copyFolder(const QString &relative) // as "/a/b"
    {
        const QString to = m_tree.to + relative;
        Result<void> done = removeOthers(relative);
        if (done)
            done = platform::makeFolder(to);
        if (!done)
            return done;
        const QFileInfoList entries =
            QDir(m_tree.from + relative).entryInfoList(platform::kEveryEntry, QDir::Name);
        for (const QFileInfo &entry : entries) {
            if (m_cancel.isCancelled())
                return fail(base::cancelledError());
            if (done = copyEntry(relative + u'/' + entry.fileName()); !done)
                return done;
        }
        return platform::copyPermissions(m_tree.from + relative, to);
    }

    Result<void> copyEntry(const QString &relative)
    {
        const QString from = m_tree.from + relative;
        const QString to = m_tree.to + relative;
        const std::optional<FileState> state = platform::stateOf(from);
        if (!state || isLeftInGit(relative.mid(1)))
            return {};
        switch (state->kind) {
        case FileState::Kind::Folder:
            return copyFolder(relative);
        case FileState::Kind::Link: {
            const Result<QByteArray> target = platform::readLink(from);
            const Result<void> free = target ? platform::removeFile(to) : fail(target.error());
            return free ? platform::makeLink(to, *target) : free;
        }
        case FileState::Kind::Other:
            return fail(ErrorKind::Conflict, ErrorCode::NotRegularFile, {.path = from});
        case FileState::Kind::File:
            break;
        }
        if (isCopied(platform::stateOf(to), *state)) {
            m_progress(state->size);
            return {};
        }
        if (m_mostBytes >= 0 && state->size > m_mostBytes)
            return fail(ErrorKind::DiskFull, ErrorCode::FileTooLarge,
                        {.path = from, .bytesNeeded = state->size, .bytesFree = m_mostBytes});
        const auto oid = m_tree.oids.constFind(relative.mid(1));
        return copyChecked(from, to, m_tree.part,
                           oid == m_tree.oids.cend() ? std::nullopt : std::optional(*oid), m_progress,
                           m_cancel);
    }

    // Of an earlier run: what is gone since, or is of another kind now.
    Result<void> removeOthers(const QString &relative) const
    {
        const QFileInfoList entries = QDir(m_tree.to + relative).entryInfoList(platform::kEveryEntry);
        for (const QFileInfo &entry : entries) {
            const auto here = platform::stateOf(entry.filePath());
            const auto there = platform::stateOf(m_tree.from + relative + u'/' + entry.fileName());
            if (here && there && here->kind == there->kind)
                continue;
            if (const Result<void> removed = platform::removeTree(entry.filePath()); !removed)
                return removed;
        }
        return {};
    }

    const TreeToCopy &m_tree;
    const CopyProgress &m_progress;
    const base::CancelToken &m_cancel;
    qint64 m_mostBytes = -1; ///< of a file there; -1: no limit that matters
};

Result<bool> hasEntry(const QString &from, const QString &to, const QString &relative,
                      const base::CancelToken &cancel)
{
    const std::optional<FileState> one = platform::stateOf(from);
    const std::optional<FileState> other = platform::stateOf(to);
    if (!one || isLeftInGit(relative))
        return true;
    if (!other || one->kind != other->kind || one->kind == FileState::Kind::Other)
        return one->kind == FileState::Kind::Folder && QDir(from).isEmpty(platform::kEveryEntry);
    if (one->kind == FileState::Kind::Link) {
        const Result<QByteArray> left = platform::readLink(from);
        const Result<QByteArray> right = left ? platform::readLink(to) : fail(left.error());
        return right ? Result<bool>(*left == *right) : fail(right.error());
    }
    if (one->kind == FileState::Kind::File)
        return relative == ".git/index"_L1 ? Result<bool>(true) : haveSameBytes(from, to, cancel);
    const QFileInfoList entries = QDir(from).entryInfoList(platform::kEveryEntry);
    for (const QFileInfo &entry : entries) {
        const QString name = entry.fileName();
        const QString path = relative.isEmpty() ? name : relative + u'/' + name;
        const Result<bool> has = hasEntry(entry.filePath(), to + u'/' + name, path, cancel);
        if (!has || !*has)
            return has;
    }
    return true;
}

} // namespace

Result<void> copyChecked(const QString &from, const QString &to, const QString &part,
                         const std::optional<base::Oid> &oid, const CopyProgress &progress,
                         const base::CancelToken &cancel)
{
    const std::optional<FileState> before = platform::stateOf(from);
    if (!before)
        return {}; // it went away meanwhile
    qint64 told = 0;
    const auto tell = [&](qint64 bytes) { progress(bytes - std::exchange(told, bytes)); };
    Result<void> done = platform::removeFile(part);
    if (done)
        done = platform::copyFile(from, part, cancel, tell);
    const Result<bool> same =
        done ? isCopyOf(from, part, before->size, oid, cancel) : Result<bool>(fail(done.error()));
    if (same && (!*same || platform::stateOf(from) != before))
        done = fail(ErrorKind::Corrupt, ErrorCode::CopyDiffers, {.path = from});
    else if (!same)
        done = fail(same.error());
    const Result<quint32> mode = platform::permissionsOf(from);
    if (done && mode)
        done = platform::setPermissions(part, *mode);
    if (done)
        done = platform::setModified(part, before->mtimeSeconds);
    if (done)
        done = platform::syncFileFully(part);
    if (done)
        done = platform::renameOver(part, to);
    tell(done ? before->size : 0);
    if (!done)
        static_cast<void>(platform::removeFile(part));
    return done;
}

Result<void> copyTree(const TreeToCopy &tree, const CopyProgress &progress, const base::CancelToken &cancel)
{
    return TreeCopy(tree, progress, cancel).run();
}

Result<bool> hasAllOf(const QString &from, const QString &to, const base::CancelToken &cancel)
{
    return hasEntry(from, to, {}, cancel);
}

} // namespace weightyard::store
