#include "git/index_writer.h"

#include "base/error_code.h"
#include "git/file_stat.h"
#include "git/libgit2_handle.h"

#include <QFile>
#include <QTemporaryDir>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

uint32_t modeOf(TreeEntry::Kind kind)
{
    switch (kind) {
    case TreeEntry::Kind::File:
        return GIT_FILEMODE_BLOB;
    case TreeEntry::Kind::Executable:
        return GIT_FILEMODE_BLOB_EXECUTABLE;
    case TreeEntry::Kind::Symlink:
        return GIT_FILEMODE_LINK;
    case TreeEntry::Kind::Submodule:
        return GIT_FILEMODE_COMMIT;
    }
    Q_UNREACHABLE();
}

void setStat(git_index_entry &entry, const FileStat &stat)
{
    entry.ctime = {.seconds = static_cast<int32_t>(stat.changed.seconds),
                   .nanoseconds = stat.changed.nanoseconds};
    entry.mtime = {.seconds = static_cast<int32_t>(stat.modified.seconds),
                   .nanoseconds = stat.modified.nanoseconds};
    entry.dev = static_cast<uint32_t>(stat.device);
    entry.ino = static_cast<uint32_t>(stat.inode);
    entry.uid = stat.user;
    entry.gid = stat.group;
    entry.file_size = indexSize(stat.size);
}

QStringList pathsOf(const QList<TreeEntry> &entries)
{
    QStringList paths;
    for (const TreeEntry &entry : entries)
        paths.append(entry.path);
    return paths;
}

/// For a clone that git did not finish: a lock that it left behind keeps nobody from giving the clone its first index.
base::Result<void> writeFirstIndex(const QString &gitDir, const QString &worktree,
                                   const QList<TreeEntry> &entries)
{
    const QTemporaryDir folder(gitDir + u"/index-XXXXXX"_s);
    if (!folder.isValid())
        return base::fail(base::ErrorKind::Permission, base::ErrorCode::IndexNotWritten, folder.errorString(),
                          {.path = gitDir});
    if (const base::Result<void> written = writeIndex(folder.path(), worktree, entries); !written)
        return written;
    const QString path = gitDir + u"/index"_s;
    if (!QFile::rename(folder.filePath(u"index"_s), path)) // never over one that came meanwhile
        return base::fail(base::ErrorKind::Internal, base::ErrorCode::IndexNotWritten, {.path = path});
    return {};
}

/// Closes an index that is good, when nothing in it is younger than it.
base::Result<void> finish(git_index *index, const QString &path, qint64 newest)
{
    if (git_index_write(index) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::IndexNotWritten, path));
    // git hashes every file again that is not older, in seconds, than the index (racy-git(7) in git's documentation).
    return makeNewerThan(path, newest);
}

} // namespace

/// git keeps 32 bits, and since 2.44 never 0 for a file that is not empty: 0 means "look again" (statinfo.c,
/// munge_st_size). Older versions hash a file whose size is a multiple of 4 GiB again either way.
uint32_t indexSize(qint64 size)
{
    const auto low = static_cast<uint32_t>(size & 0xffffffff);
    return low == 0 && size > 0 ? 0x80000000U : low;
}

base::Result<void> writeIndex(const QString &gitDir, const QString &worktree, const QList<TreeEntry> &entries,
                              const QSet<QString> &unclean, const CheckedOut &chosen)
{
    const QString path = gitDir + u"/index"_s;
    // An index without a repository: libgit2 would hash every young file of a work tree that it knows.
    git_index *raw = nullptr;
    const bool opened = git_index_open(&raw, QFile::encodeName(path).constData()) == 0;
    const IndexHandle index(raw);
    if (!opened || git_index_clear(raw) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::IndexNotOpened, path));

    qint64 newest = 0;
    for (const TreeEntry &file : entries) {
        const QByteArray name = file.path.toUtf8();
        const base::Result<git_oid> id = idFromHex(file.blob);
        if (!id)
            return base::fail(id.error());
        git_index_entry entry{};
        entry.path = name.constData();
        entry.id = *id;
        entry.mode = modeOf(file.kind);
        const bool isLeftOut = chosen && !chosen->contains(file.path);
        if (isLeftOut)
            entry.flags_extended = GIT_INDEX_ENTRY_SKIP_WORKTREE;
        if (!isLeftOut && file.kind != TreeEntry::Kind::Submodule && !unclean.contains(file.path)) {
            const base::Result<FileStat> stat = statFile(worktree + u'/' + file.path);
            if (!stat)
                return base::fail(stat.error());
            setStat(entry, *stat);
            newest = std::max(newest, stat->modified.seconds);
        }
        if (git_index_add(index.get(), &entry) != 0)
            return base::fail(
                libgit2Error(base::ErrorKind::Internal, base::ErrorCode::IndexRefusesFile, file.path));
    }
    const base::Result<void> written = finish(index.get(), path, newest);
    return written ? writeSparseFile(gitDir, pathsOf(entries), chosen) : written;
}

base::Result<void> updateIndex(const QString &gitDir, const QString &worktree,
                               const QList<TreeEntry> &entries, const QSet<QString> &paths)
{
    const QString path = gitDir + u"/index"_s;
    if (!QFile::exists(path))
        return writeFirstIndex(gitDir, worktree, entries);
    git_index *raw = nullptr;
    if (git_index_open(&raw, QFile::encodeName(path).constData()) != 0)
        return base::fail(libgit2Error(base::ErrorKind::Internal, base::ErrorCode::IndexNotOpened, path));
    const IndexHandle index(raw);
    qint64 newest = 0;
    for (const TreeEntry &file : entries) {
        const git_index_entry *known = git_index_get_bypath(raw, file.path.toUtf8().constData(), 0);
        if (known == nullptr || hexOf(known->id) != file.blob || !paths.contains(file.path))
            continue;
        const base::Result<FileStat> stat = statFile(worktree + u'/' + file.path);
        if (!stat)
            return base::fail(stat.error());
        git_index_entry entry = *known;
        entry.flags_extended &= static_cast<uint16_t>(~GIT_INDEX_ENTRY_SKIP_WORKTREE); // it is there
        setStat(entry, *stat);
        newest = std::max(newest, stat->modified.seconds);
        if (git_index_add(raw, &entry) != 0)
            return base::fail(
                libgit2Error(base::ErrorKind::Internal, base::ErrorCode::IndexRefusesFile, file.path));
    }
    return newest > 0 ? finish(raw, path, newest) : base::Result<void>();
}

} // namespace weightyard::git
