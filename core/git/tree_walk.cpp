#include "git/tree_walk.h"

#include "base/error_code.h"

#include <QSet>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

// Hosts advise against 100,000 files. A tree that names itself many times over grows without end from a few bytes.
constexpr qsizetype kMostEntries = 250'000;
constexpr qsizetype kDeepest = 200;
constexpr qsizetype kLongestPath = 4096;
// What is read lies in memory, and filters may double it. GitHub takes no larger plain file either.
constexpr qint64 kLargestPlainFile = 100LL * 1024 * 1024;
constexpr qint64 kLongestLink = 4096;
constexpr qint64 kLargestAttributes = 4LL * 1024 * 1024;

base::Failure unsafe(const base::Cause &why, const QByteArray &path)
{
    return base::fail(base::ErrorKind::Unsafe, why, {.path = QString::fromUtf8(path.left(1000))});
}

// What is not UTF-8 is shown byte by byte, as git shows it; of a very long path the beginning.
QString shown(const QByteArray &path)
{
    constexpr qsizetype kMostShown = 100;
    QString text;
    const bool isText = QString::fromUtf8(path).toUtf8() == path;
    const QByteArray bytes = isText ? QByteArray() : path.left(kMostShown);
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        text += code < 0x80 ? QString(QLatin1Char(byte)) : u"\\%1"_s.arg(code, 3, 8, QChar(u'0'));
    }
    if (isText)
        text = QString::fromUtf8(path).left(kMostShown);
    return path.size() > kMostShown ? text + u"..."_s : text;
}

base::Failure notHeldHere(const base::Cause &why, const QByteArray &path)
{
    return base::fail(base::ErrorKind::Unsafe, why,
                      {.path = shown(path), .reason = base::ErrorReason::NotHeld});
}

base::Failure tooLarge(qint64 size, qint64 most, const QByteArray &path)
{
    const base::Cause why = base::Cause(base::ErrorCode::TooLargeForGit, size, most);
    if (most != kLargestPlainFile)
        return notHeldHere(why, path);
    return base::fail(base::ErrorKind::Unsafe, why,
                      {.path = shown(path), .reason = base::ErrorReason::TooLargeInGit});
}

class Walk
{
public:
    Walk(git_repository *repository, git_odb *odb, const base::CancelToken &cancel)
        : m_repository(repository),
          m_odb(odb),
          m_cancel(cancel)
    {}

    base::Result<WalkedTree> run(const git_oid &top)
    {
        if (const auto opened = open(top, {}); !opened)
            return base::fail(opened.error());
        while (!m_open.empty()) {
            Level &level = m_open.back();
            if (level.next == git_tree_entrycount(level.tree.get())) {
                m_open.pop_back();
                continue;
            }
            const git_tree_entry *entry = git_tree_entry_byindex(level.tree.get(), level.next++);
            if (const auto taken = take(level, entry); !taken)
                return base::fail(taken.error());
        }
        return std::move(m_result);
    }

private:
    struct Level {
        TreeHandle tree;
        QByteArray path; ///< "" or "a/b"
        size_t next = 0;
        QSet<QByteArrayView> names = {}; ///< into the tree's own memory
    };

    base::Result<void> open(const git_oid &id, const QByteArray &path)
    {
        if (qsizetype(m_open.size()) >= kDeepest)
            return notHeldHere(base::Cause(base::ErrorCode::NestedTooDeep, kDeepest), path);
        git_tree *raw = nullptr;
        if (git_tree_lookup(&raw, m_repository, &id) != 0)
            return base::fail(libgit2Error(base::ErrorKind::Corrupt, base::ErrorCode::FolderUnreadable,
                                           QString::fromUtf8(path)));
        TreeHandle tree(raw);
        if (const auto added = addAttributes(tree.get(), path); !added)
            return added;
        m_open.push_back({.tree = std::move(tree), .path = path});
        return {};
    }

    base::Result<void> addAttributes(const git_tree *tree, const QByteArray &path)
    {
        const git_tree_entry *entry = git_tree_entry_byname(tree, ".gitattributes");
        if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
            return {};
        const QByteArray file = path.isEmpty() ? QByteArray(".gitattributes") : path + "/.gitattributes";
        const base::Result<qint64> size = sizeOf(entry, file, kLargestAttributes);
        if (!size)
            return base::fail(size.error());
        const base::Result<QByteArray> text = readBlob(m_odb, *git_tree_entry_id(entry));
        if (!text)
            return base::fail(text.error());
        return m_result.attributes.add(path, *text);
    }

    base::Result<void> take(Level &level, const git_tree_entry *entry)
    {
        const QByteArray name(git_tree_entry_name(entry));
        const QByteArray path = level.path.isEmpty() ? name : level.path + '/' + name;
        if (m_cancel.isCancelled())
            return base::fail(base::cancelledError());
        if (name.isEmpty() || name.contains('/'))
            return unsafe(base::ErrorCode::MalformedName, path);
        const qsizetype known = level.names.size();
        level.names.insert(QByteArrayView(git_tree_entry_name(entry)));
        if (level.names.size() == known)
            return unsafe(base::ErrorCode::NameTwice, path);
        if (path.size() > kLongestPath)
            return notHeldHere(base::Cause(base::ErrorCode::PathTooLongInGit, kLongestPath), path);
        if (QString::fromUtf8(path).toUtf8() != path)
            return notHeldHere(base::ErrorCode::PathNotUtf8, path);
        if (++m_count > kMostEntries)
            return notHeldHere(base::Cause(base::ErrorCode::TooManyEntries, kMostEntries), path);
        if (git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE)
            return open(*git_tree_entry_id(entry), path);
        return takeFile(entry, path);
    }

    base::Result<void> takeFile(const git_tree_entry *entry, const QByteArray &path)
    {
        TreeEntry file{.path = QString::fromUtf8(path), .blob = hexOf(*git_tree_entry_id(entry))};
        switch (git_tree_entry_filemode(entry)) {
        case GIT_FILEMODE_LINK:
            file.kind = TreeEntry::Kind::Symlink;
            break;
        case GIT_FILEMODE_COMMIT:
            file.kind = TreeEntry::Kind::Submodule;
            m_result.entries.append(file);
            return {};
        case GIT_FILEMODE_BLOB_EXECUTABLE:
            file.kind = TreeEntry::Kind::Executable;
            break;
        case GIT_FILEMODE_BLOB:
        case GIT_FILEMODE_TREE:
        case GIT_FILEMODE_UNREADABLE:
            break;
        }
        const bool isLink = file.kind == TreeEntry::Kind::Symlink;
        const base::Result<qint64> size = sizeOf(entry, path, isLink ? kLongestLink : kLargestPlainFile);
        if (!size)
            return base::fail(size.error());
        file.size = *size;
        file.lfsFilter = !isLink && m_result.attributes.of(path)[Attribute::Filter].is("lfs");
        m_result.entries.append(file);
        return {};
    }

    // Before anything of it is read: memory must not follow what a repository has.
    base::Result<qint64> sizeOf(const git_tree_entry *entry, const QByteArray &path, qint64 most)
    {
        size_t size = 0;
        git_object_t type = GIT_OBJECT_INVALID;
        if (git_odb_read_header(&size, &type, m_odb, git_tree_entry_id(entry)) != 0)
            return base::fail(libgit2Error(base::ErrorKind::Corrupt, base::ErrorCode::ObjectNotSent,
                                           QString::fromUtf8(path)));
        if (type != GIT_OBJECT_BLOB)
            return base::fail(base::ErrorKind::Corrupt, base::ErrorCode::FileIsNoFile,
                              {.path = QString::fromUtf8(path)});
        if (size > static_cast<size_t>(most))
            return tooLarge(static_cast<qint64>(size), most, path);
        return static_cast<qint64>(size);
    }

    git_repository *m_repository;
    git_odb *m_odb;
    const base::CancelToken &m_cancel;
    std::vector<Level> m_open;
    qsizetype m_count = 0;
    WalkedTree m_result;
};

} // namespace

base::Result<WalkedTree> walkTree(git_repository *repository, git_odb *odb, const git_oid &tree,
                                  const base::CancelToken &cancel)
{
    return Walk(repository, odb, cancel).run(tree);
}

base::Result<QByteArray> readBlob(git_odb *odb, const git_oid &id)
{
    git_odb_object *raw = nullptr;
    const int result = git_odb_read(&raw, odb, &id);
    if (result != 0) {
        return base::fail(
            libgit2Error(base::ErrorKind::Corrupt,
                         base::Cause(base::ErrorCode::ObjectUnreadable, QString::fromLatin1(hexOf(id)))));
    }
    const OdbObjectHandle object(raw);
    if (git_odb_object_type(raw) != GIT_OBJECT_BLOB)
        return base::fail(base::ErrorKind::Corrupt,
                          base::Cause(base::ErrorCode::ObjectNoFile, QString::fromLatin1(hexOf(id))));
    return QByteArray(static_cast<const char *>(git_odb_object_data(raw)),
                      static_cast<qsizetype>(git_odb_object_size(raw)));
}

} // namespace weightyard::git
