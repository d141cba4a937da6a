#include "git/history_move.h"

#include "base/error_code.h"
#include "git/file_stat.h"
#include "git/index_writer.h"
#include "git/libgit2_handle.h"
#include "git/tree_walk.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <algorithm>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kShallowText = 16LL * 1024 * 1024;
constexpr qint64 kHeadText = 4096;
constexpr auto kSettled = ".settled"_L1; ///< of our own: git looks at no such name
constexpr auto kHeads = "refs/heads/"_L1;

Result<IndexHandle> openIndex(const QString &path)
{
    git_index *raw = nullptr;
    if (git_index_open(&raw, QFile::encodeName(path).constData()) != 0)
        return fail(libgit2Error(ErrorKind::Internal, ErrorCode::IndexNotOpened, path));
    return IndexHandle(raw);
}

bool hasTimes(const git_index_entry &entry, const FileStat &stat)
{
    return entry.mtime.seconds == static_cast<int32_t>(stat.modified.seconds)
           && entry.mtime.nanoseconds == stat.modified.nanoseconds
           && entry.ino == static_cast<uint32_t>(stat.inode) && entry.file_size == indexSize(stat.size);
}

bool isChangedLater(const git_index_entry &entry, const FileStat &stat)
{
    return entry.ctime.seconds != static_cast<int32_t>(stat.changed.seconds)
           || entry.ctime.nanoseconds != stat.changed.nanoseconds;
}

bool isFile(const git_index_entry &entry)
{
    return entry.mode != GIT_FILEMODE_COMMIT && git_index_entry_stage(&entry) == 0;
}

Result<void> setRef(git_repository *repository, const QString &name, const git_oid &id)
{
    git_reference *raw = nullptr;
    if (git_reference_create(&raw, repository, name.toUtf8().constData(), &id, 1, "weightyard: update") != 0)
        return fail(libgit2Error(ErrorKind::Internal, Cause(ErrorCode::GitFileNotWritten, name)));
    const ReferenceHandle reference(raw);
    return {};
}

std::optional<git_oid> commitOf(git_repository *repository, const QString &ref)
{
    git_oid id{};
    return git_reference_name_to_id(&id, repository, ref.toUtf8().constData()) == 0 ? std::optional(id)
                                                                                    : std::nullopt;
}

// A branch that is not checked out may have commits that are nowhere else.
Result<void> checkBranch(git_repository *repository, const HistoryMove &move, const git_oid &commit)
{
    const std::optional<git_oid> here = commitOf(repository, move.ref);
    if (!here || headOfClone(move.gitDir) == move.ref)
        return {};
    const auto remote = commitOf(repository, u"refs/remotes/origin/"_s + move.ref.mid(kHeads.size()));
    const auto isBehind = [&](const git_oid &other) {
        return git_oid_equal(&other, &*here) == 1 || git_graph_descendant_of(repository, &other, &*here) == 1;
    };
    if (isBehind(commit) || (remote && isBehind(*remote)))
        return {};
    return fail(ErrorKind::Conflict, Cause(ErrorCode::UnpushedCommits, move.ref));
}

Result<void> setRefs(git_repository *repository, const HistoryMove &move, const git_oid &commit)
{
    if (!move.ref.startsWith(kHeads)) {
        const Result<void> set = move.ref.isEmpty() ? Result<void>() : setRef(repository, move.ref, commit);
        if (!set)
            return set;
        if (git_repository_set_head_detached(repository, &commit) != 0)
            return fail(libgit2Error(ErrorKind::Internal, Cause(ErrorCode::GitFileNotWritten, u"HEAD"_s)));
        return {};
    }
    Result<void> done = checkBranch(repository, move, commit);
    if (done)
        done = setRef(repository, move.ref, commit);
    if (done && move.isFetched)
        done = setRef(repository, u"refs/remotes/origin/"_s + move.ref.mid(kHeads.size()), commit);
    if (done && headOfClone(move.gitDir) != move.ref
        && git_repository_set_head(repository, move.ref.toUtf8().constData()) != 0)
        done = fail(libgit2Error(ErrorKind::Internal, Cause(ErrorCode::GitFileNotWritten, u"HEAD"_s)));
    return done;
}

Result<RepositoryHandle> openClone(const QString &gitDir)
{
    git_repository *raw = nullptr;
    const int opened = git_repository_open_bare(&raw, QFile::encodeName(gitDir).constData());
    if (opened == 0)
        return RepositoryHandle(raw);
    const bool foreign = opened == GIT_EOWNER;
    return fail(libgit2Error(foreign ? ErrorKind::Permission : ErrorKind::Internal,
                             foreign ? ErrorCode::GitOfOtherUser : ErrorCode::GitNotOpened, gitDir));
}

Result<QList<TreeEntry>> entriesOf(git_repository *repository, const git_oid &commit,
                                   const base::CancelToken &cancel)
{
    git_odb *rawOdb = nullptr;
    git_commit *rawCommit = nullptr;
    if (git_repository_odb(&rawOdb, repository) != 0)
        return fail(libgit2Error(ErrorKind::Internal, ErrorCode::GitNotOpened));
    const OdbHandle odb(rawOdb);
    if (git_commit_lookup(&rawCommit, repository, &commit) != 0)
        return fail(libgit2Error(ErrorKind::Corrupt, ErrorCode::NoTree));
    const CommitHandle handle(rawCommit);
    const Result<WalkedTree> walked =
        walkTree(repository, odb.get(), *git_commit_tree_id(handle.get()), cancel);
    return walked ? Result<QList<TreeEntry>>(walked->entries) : fail(walked.error());
}

QList<QByteArray> linesOf(const QString &path)
{
    const Result<std::optional<QByteArray>> text = platform::readWhole(path, kShallowText);
    QList<QByteArray> lines = text ? text->value_or(QByteArray()).trimmed().split('\n') : QList<QByteArray>();
    lines.removeAll(QByteArray());
    return lines;
}

} // namespace

QHash<QString, IndexState> indexStates(const QString &gitDir, const QString &worktree)
{
    QHash<QString, IndexState> states;
    const Result<IndexHandle> index = QFileInfo::exists(gitDir + u"/index"_s)
                                          ? openIndex(gitDir + u"/index"_s)
                                          : Result<IndexHandle>(IndexHandle());
    const std::optional<platform::FileState> file = platform::stateOf(gitDir + u"/index"_s);
    if (!index || !*index || !file)
        return states;
    const size_t count = git_index_entrycount(index->get());
    for (size_t i = 0; i < count; ++i) {
        const git_index_entry *entry = git_index_get_byindex(index->get(), i);
        if (!isFile(*entry))
            continue;
        const QString path = QString::fromUtf8(entry->path);
        const Result<FileStat> stat = statFile(worktree + u'/' + path);
        // What is not older than the index may have changed within the same tick (racy-git(7) in git's documentation).
        const bool unchanged = stat && hasTimes(*entry, *stat) && !isChangedLater(*entry, *stat)
                               && stat->modified.seconds < file->mtimeSeconds;
        states.insert(path, {.blob = hexOf(entry->id), .unchanged = unchanged});
    }
    return states;
}

QString headOfClone(const QString &gitDir)
{
    static const QRegularExpression hash(u"^[0-9a-f]{40}$"_s);
    const Result<std::optional<QByteArray>> text = platform::readWhole(gitDir + u"/HEAD"_s, kHeadText);
    const QString head = text ? QString::fromUtf8(text->value_or(QByteArray())).trimmed() : QString();
    if (head.startsWith("ref: "_L1))
        return head.mid(5).trimmed();
    return hash.match(head).hasMatch() ? head : QString();
}

bool isCutAt(const QString &gitDir, const QString &commit)
{
    return linesOf(gitDir + u"/shallow"_s).contains(commit.toLatin1());
}

Result<void> addFetchedObjects(const QString &gitDir, const QString &fetchedGitDir)
{
    const QString from = fetchedGitDir + u"/objects"_s;
    QDirIterator all(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    QStringList files;
    while (all.hasNext()) {
        const QString file = all.next().mid(from.size());
        if (!file.startsWith("/info/"_L1)) // where a fetch that went on from the clone found its objects
            files.append(file);
    }
    // A pack before its index: git takes the index for a sign that all is there.
    std::sort(files.begin(), files.end(), [](const QString &a, const QString &b) {
        return std::pair(a.endsWith(".idx"_L1), a) < std::pair(b.endsWith(".idx"_L1), b);
    });
    for (const QString &file : std::as_const(files)) {
        const QString to = gitDir + u"/objects"_s + file;
        if (platform::stateOf(to))
            continue;
        Result<void> done = platform::makeFolder(QFileInfo(to).absolutePath());
        const Result<bool> linked = done ? platform::hardLink(from + file, to) : fail(done.error());
        if (!linked)
            return fail(linked.error());
        if (const Result<void> copied = *linked ? Result<void>() : platform::copyFile(from + file, to, {});
            !copied)
            return copied;
    }
    QList<QByteArray> roots = linesOf(gitDir + u"/shallow"_s);
    const QList<QByteArray> more = linesOf(fetchedGitDir + u"/shallow"_s);
    for (const QByteArray &root : more) {
        if (!roots.contains(root))
            roots.append(root);
    }
    return more.isEmpty() ? Result<void>()
                          : platform::writeDurably(gitDir + u"/shallow"_s, roots.join('\n') + '\n');
}

Result<void> moveHistory(const HistoryMove &move, const base::CancelToken &cancel)
{
    const Result<RepositoryHandle> repository = openClone(move.gitDir);
    if (!repository)
        return fail(repository.error());
    const Result<git_oid> commit = idFromHex(move.commit.toLatin1());
    if (!commit)
        return fail(commit.error());
    const Result<QList<TreeEntry>> entries = entriesOf(repository->get(), *commit, cancel);
    if (!entries)
        return fail(entries.error());
    if (const Result<void> set = setRefs(repository->get(), move, *commit); !set)
        return set;
    return writeIndex(move.gitDir, move.worktree, *entries, move.unclean, move.chosen);
}

Result<void> settleIndex(const QString &gitDir, const QString &worktree)
{
    // A copy of it, which takes its place when all is done: git's own lock would outlive a kill and keep the user's git out.
    const QString path = gitDir + u"/index"_s;
    const QString copy = path + kSettled;
    for (const QString &left : {copy, copy + u".lock"_s}) {
        if (const Result<void> removed = platform::removeFile(left); !removed)
            return removed;
    }
    if (const Result<void> copied = platform::copyFile(path, copy, {}); !copied)
        return copied;
    const Result<IndexHandle> index = openIndex(copy);
    if (!index)
        return fail(index.error());
    qint64 newest = 0;
    bool changed = false;
    const size_t count = git_index_entrycount(index->get());
    for (size_t i = 0; i < count; ++i) {
        const git_index_entry *entry = git_index_get_byindex(index->get(), i);
        if (!isFile(*entry))
            continue;
        const Result<FileStat> stat = statFile(worktree + u'/' + QString::fromUtf8(entry->path));
        if (!stat || !hasTimes(*entry, *stat))
            continue;
        newest = std::max(newest, stat->modified.seconds);
        if (!isChangedLater(*entry, *stat))
            continue;
        git_index_entry settled = *entry;
        const QByteArray name = settled.path;
        settled.path = name.constData();
        settled.ctime = {.seconds = static_cast<int32_t>(stat->changed.seconds),
                         .nanoseconds = stat->changed.nanoseconds};
        if (git_index_add(index->get(), &settled) != 0)
            return fail(
                libgit2Error(ErrorKind::Internal, ErrorCode::IndexRefusesFile, QString::fromUtf8(name)));
        changed = true;
    }
    if (!changed)
        return platform::removeFile(copy);
    if (git_index_write(index->get()) != 0)
        return fail(libgit2Error(ErrorKind::Internal, ErrorCode::IndexNotWritten, copy));
    const Result<quint32> mode = platform::permissionsOf(path);
    Result<void> done = mode ? platform::setPermissions(copy, *mode) : fail(mode.error());
    if (done)
        done = makeNewerThan(copy, newest);
    return done ? platform::renameOver(copy, path) : done;
}

} // namespace weightyard::git
