#include "git/clone_work.h"

#include "base/error_code.h"
#include "git/file_stat.h"
#include "git/libgit2_handle.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <algorithm>
#include <utility>
#include <vector>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

using RefIteratorHandle = Handle<git_reference_iterator, git_reference_iterator_free>;

constexpr auto kRemotes = "refs/remotes/";

Result<RepositoryHandle> openClone(const Clone &clone)
{
    git_repository *raw = nullptr;
    const QByteArray path = QFile::encodeName(clone.gitDir);
    const int opened =
        git_repository_open_ext(&raw, path.constData(), GIT_REPOSITORY_OPEN_NO_SEARCH, nullptr);
    if (opened == 0)
        return RepositoryHandle(raw);
    const bool foreign = opened == GIT_EOWNER;
    return fail(libgit2Error(foreign ? ErrorKind::Permission : ErrorKind::Corrupt,
                             foreign ? ErrorCode::GitOfOtherUser : ErrorCode::GitNotOpened, clone.gitDir));
}

struct Ref {
    QString name;
    git_oid commit{};
};

/// All refs that lead to commits.
Result<std::vector<Ref>> refsOf(git_repository *repository, const QString &gitDir)
{
    git_reference_iterator *raw = nullptr;
    if (git_reference_iterator_new(&raw, repository) != 0)
        return fail(libgit2Error(ErrorKind::Corrupt, ErrorCode::GitNotOpened, gitDir));
    const RefIteratorHandle all(raw);
    std::vector<Ref> refs;
    git_reference *next = nullptr;
    while (git_reference_next(&next, raw) == 0) {
        const ReferenceHandle reference(next);
        git_object *peeled = nullptr;
        if (git_reference_peel(&peeled, next, GIT_OBJECT_COMMIT) != 0)
            continue; // a tag of something else, or a branch of a remote that is not here
        const ObjectHandle commit(peeled);
        refs.push_back(
            {.name = QString::fromUtf8(git_reference_name(next)), .commit = *git_object_id(peeled)});
    }
    return refs;
}

/// The first line of HEAD's log is git's own note on the clone: "<zeros> <commit> ... clone: from <address>".
QString clonedCommit(const Clone &clone)
{
    QFile log(clone.gitDir + u"/logs/HEAD"_s);
    constexpr qint64 kMostOfLine = 64LL * 1024;
    const QString line =
        log.open(QIODevice::ReadOnly) ? QString::fromUtf8(log.readLine(kMostOfLine)) : QString();
    return line.contains("\tclone: from "_L1) ? line.section(u' ', 1, 1) : QString();
}

/// Where a shallow clone ends (gitrepository-layout(5), "shallow"): a fetch has brought these, whatever refs lead to them.
QStringList shallowCommits(const Clone &clone)
{
    constexpr qint64 kMostOfText = 16LL * 1024 * 1024;
    QFile file(clone.commonDir + u"/shallow"_s);
    const QString text =
        file.open(QIODevice::ReadOnly) ? QString::fromLatin1(file.read(kMostOfText)) : QString();
    return text.split(u'\n', Qt::SkipEmptyParts);
}

std::vector<git_oid> idsOf(const QStringList &commits)
{
    std::vector<git_oid> ids;
    for (const QString &commit : commits) {
        if (const Result<git_oid> id = idFromHex(commit.toLatin1()))
            ids.push_back(*id);
    }
    return ids;
}

bool isIn(git_repository *repository, const git_oid &commit, const git_oid &past)
{
    return git_oid_equal(&past, &commit) == 1 || git_graph_descendant_of(repository, &past, &commit) == 1;
}

bool isEmptyFolder(const QString &path)
{
    return !QFileInfo(path).isDir() || QDir(path).isEmpty();
}

/// git keeps 32 bits of a size.
bool hasStat(const git_index_entry &entry, const FileStat &stat)
{
    const bool sameSize = entry.file_size == static_cast<uint32_t>(stat.size & 0xffffffff)
                          || ((stat.size & 0xffffffff) == 0 && stat.size > 0);
    const bool sameSecond = entry.mtime.seconds == static_cast<int32_t>(stat.modified.seconds);
    return sameSize && sameSecond
           && (entry.mtime.nanoseconds == 0 || entry.mtime.nanoseconds == stat.modified.nanoseconds);
}

} // namespace

Result<void> checkAllIsPushed(const Clone &clone, const QStringList &known)
{
    const base::ErrorContext context{.path = clone.gitDir};
    if (clone.gitDir != clone.commonDir || QFileInfo(clone.gitDir).isSymLink()
        || !isEmptyFolder(clone.gitDir + u"/worktrees"_s) || !isEmptyFolder(clone.gitDir + u"/modules"_s))
        return fail(ErrorKind::Conflict, ErrorCode::SharedGitFolder, context);
    if (QFileInfo::exists(clone.gitDir + u"/index.lock"_s))
        return fail(ErrorKind::Conflict, Cause(ErrorCode::GitAtWork, u"index.lock"_s), context);
    const auto repository = openClone(clone);
    if (!repository)
        return fail(repository.error());
    git_repository *raw = repository->get();
    if (git_repository_state(raw) != GIT_REPOSITORY_STATE_NONE)
        return fail(ErrorKind::Conflict, Cause(ErrorCode::GitAtWork, u"HEAD"_s), context);
    Result<std::vector<Ref>> refs = refsOf(raw, clone.gitDir);
    if (!refs)
        return fail(refs.error());
    std::vector<git_oid> pushed = idsOf(known + shallowCommits(clone) + QStringList{clonedCommit(clone)});
    for (const Ref &ref : *refs) {
        if (ref.name.startsWith(QLatin1StringView(kRemotes)))
            pushed.push_back(ref.commit);
    }
    if (const Result<git_oid> head = idFromHex(clone.commit.toLatin1()))
        refs->push_back({.name = u"HEAD"_s, .commit = *head});
    for (const Ref &ref : *refs) {
        const bool isPushed = std::any_of(pushed.cbegin(), pushed.cend(), [&](const git_oid &remote) {
            return isIn(raw, ref.commit, remote);
        });
        if (!isPushed)
            return fail(ErrorKind::Conflict, Cause(ErrorCode::UnpushedCommits, ref.name), context);
    }
    return {};
}

Result<QString> pushedCommit(const Clone &clone, const QStringList &known)
{
    const Result<git_oid> head = idFromHex(clone.commit.toLatin1());
    if (!head)
        return fail(head.error());
    const QStringList noted = known + shallowCommits(clone) + QStringList{clonedCommit(clone)};
    if (noted.contains(clone.commit))
        return clone.commit;
    const auto repository = openClone(clone);
    if (!repository)
        return fail(repository.error());
    git_repository *raw = repository->get();
    const Result<std::vector<Ref>> refs = refsOf(raw, clone.gitDir);
    if (!refs)
        return fail(refs.error());
    std::vector<git_oid> pushed = idsOf(noted);
    const QString own = QLatin1StringView(kRemotes) + clone.remote + u'/';
    for (const Ref &ref : *refs) {
        if (ref.name.startsWith(own))
            pushed.push_back(ref.commit);
    }
    std::optional<git_oid> newest;
    for (const git_oid &remote : pushed) {
        git_oid base{};
        const bool hasBase = isIn(raw, *head, remote) ? git_oid_cpy(&base, &*head) == 0
                                                      : git_merge_base(&base, raw, &remote, &*head) == 0;
        if (hasBase && (!newest || isIn(raw, *newest, base)))
            newest = base;
    }
    return newest ? QString::fromLatin1(hexOf(*newest)) : QString();
}

Result<QStringList> touchedFiles(const Clone &clone, const QString &worktree, const QList<TreeEntry> &entries)
{
    const QString path = clone.gitDir + u"/index"_s;
    git_index *raw = nullptr;
    if (git_index_open(&raw, QFile::encodeName(path).constData()) != 0)
        return fail(libgit2Error(ErrorKind::Corrupt, ErrorCode::IndexNotOpened, path));
    const IndexHandle index(raw);
    if (git_index_entrycount(raw) == 0 && !entries.isEmpty())
        return fail(ErrorKind::Conflict, Cause(ErrorCode::GitAtWork, u"index"_s), {.path = clone.gitDir});
    const Result<FileStat> written = statFile(path);
    if (!written)
        return fail(written.error());
    QStringList touched;
    QHash<QByteArray, QByteArray> committed;
    for (const TreeEntry &file : entries) {
        committed.insert(file.path.toUtf8(), file.blob);
        if (file.kind == TreeEntry::Kind::Submodule)
            continue;
        const git_index_entry *entry = git_index_get_bypath(raw, file.path.toUtf8().constData(), 0);
        const Result<FileStat> stat = statFile(worktree + u'/' + file.path);
        const bool isLeftOut =
            entry != nullptr && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
        if (isLeftOut && !stat && hexOf(entry->id) == file.blob)
            continue; // on purpose: nothing of it is here
        if (entry == nullptr || hexOf(entry->id) != file.blob || !stat)
            return fail(ErrorKind::Conflict, Cause(ErrorCode::OwnChanges, file.path), {.path = worktree});
        if (!hasStat(*entry, *stat) || stat->modified.seconds >= written->modified.seconds)
            touched.append(file.path);
    }
    for (size_t i = 0; i < git_index_entrycount(raw); ++i) { // staged, and not in the commit
        const git_index_entry *entry = git_index_get_byindex(raw, i);
        if (!committed.contains(QByteArray(entry->path)))
            return fail(ErrorKind::Conflict, Cause(ErrorCode::OwnChanges, QString::fromUtf8(entry->path)),
                        {.path = worktree});
    }
    return touched;
}

} // namespace weightyard::git
