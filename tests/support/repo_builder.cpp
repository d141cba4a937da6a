#include "repo_builder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <stdexcept>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

void copyFolder(const QString &from, const QString &to)
{
    namespace fs = std::filesystem;
    fs::copy(fs::path(from.toStdString()), fs::path(to.toStdString()),
             fs::copy_options::recursive | fs::copy_options::copy_symlinks
                 | fs::copy_options::overwrite_existing);
}

// What `git init` makes, once a process: a git for each of some thousand repositories costs more than the copy.
QString emptyRepository(bool bare)
{
    struct Made {
        explicit Made(bool bare)
        {
            ProcessOptions options;
            options.environment = neutralEnvironment(u"/nonexistent"_s);
            options.environment.insert(u"GIT_TEMPLATE_DIR"_s,
                                       QString()); // no sample hooks: a dozen files each
            options.workingDirectory = folder.path();
            QStringList arguments{u"init"_s, u"--quiet"_s, u"-b"_s, u"main"_s};
            if (bare)
                arguments << u"--bare"_s;
            mustRun(u"git"_s, arguments, options);
        }
        TempDir folder;
    };
    static const Made plain(false);
    static const Made bareOne(true);
    return (bare ? bareOne : plain).folder.path();
}

} // namespace

RepoBuilder::RepoBuilder() : m_environment(lfsEnvironment(m_folder.makeFolder(u"home"_s)))
{
    m_environment.insert(u"GIT_TEMPLATE_DIR"_s, QString());
    copyFolder(emptyRepository(false), path());
}

void RepoBuilder::startFrom(RepoBuilder &other)
{
    if (!other.m_quick)
        other.stageAll();
    copyFolder(other.path(), path());
    m_quick = other.m_quick;
    m_refs = other.m_refs;
    m_lfsFiles = other.m_lfsFiles;
}

QString RepoBuilder::path() const
{
    return m_folder.path(u"work"_s);
}

QString RepoBuilder::gitFolder() const
{
    return path() + u"/.git"_s;
}

QString RepoBuilder::worktreePath(const QString &path) const
{
    return this->path() + u'/' + path;
}

QByteArray RepoBuilder::git(const QStringList &arguments, const QByteArray &input)
{
    // These neither read the index nor change it or a name.
    static const QStringList apart{u"rev-parse"_s, u"ls-tree"_s,  u"for-each-ref"_s, u"show"_s,
                                   u"log"_s,       u"cat-file"_s, u"hash-object"_s};
    if (!apart.contains(arguments.value(0)))
        handOver();
    if (!m_quick)
        stageAll();
    return run(arguments, input);
}

QByteArray RepoBuilder::run(const QStringList &arguments, const QByteArray &input) const
{
    ProcessOptions options;
    options.environment = m_environment;
    options.workingDirectory = path();
    options.input = input;
    options.timeout = std::chrono::minutes(5);
    return mustRun(u"git"_s, arguments, options);
}

void RepoBuilder::stageAll()
{
    const QByteArray entries = std::exchange(m_entries, {});
    if (!entries.isEmpty())
        run({u"update-index"_s, u"-z"_s, u"--index-info"_s}, entries);
    const QStringList files = std::exchange(m_files, {});
    if (!files.isEmpty()) {
        run({u"--literal-pathspecs"_s, u"add"_s, u"-f"_s, u"--pathspec-from-file=-"_s,
             u"--pathspec-file-nul"_s},
            files.join(QChar(u'\0')).toUtf8());
    }
    requireFilter(std::exchange(m_lfsFiles, {}));
}

void RepoBuilder::requireFilter(const QStringList &paths) const
{
    if (paths.isEmpty())
        return;
    // A path, "filter" and its value, for each.
    const QList<QByteArray> answers = run({u"check-attr"_s, u"-z"_s, u"--stdin"_s, u"filter"_s},
                                          (paths.join(QChar(u'\0')) + QChar(u'\0')).toUtf8())
                                          .split('\0');
    for (qsizetype i = 0; i < paths.size(); ++i) {
        if (answers.value(3 * i + 2) != "lfs")
            throw std::runtime_error("no attribute makes this an LFS file: " + paths[i].toStdString());
    }
}

void RepoBuilder::setEntry(const QString &path, const QByteArray &mode, const QByteArray &id)
{
    if (quickEntry(path, mode, id))
        return;
    handOver();
    if (m_files.contains(path))
        stageAll(); // what was staged last holds
    m_entries += mode + ' ' + id + '\t' + path.toUtf8() + '\0';
}

RepoBuilder &RepoBuilder::file(const QString &path, const QByteArray &content)
{
    if (quickFile(path, content)) {
        writeFile(worktreePath(path), content);
        return *this;
    }
    handOver();
    // Attributes hold for what is staged after them only.
    if (path == ".gitattributes"_L1 || path.endsWith("/.gitattributes"_L1))
        stageAll();
    writeFile(worktreePath(path), content);
    if (!m_files.contains(path))
        m_files << path;
    return *this;
}

RepoBuilder &RepoBuilder::executable(const QString &path, const QByteArray &content)
{
    file(path, content);
    if (m_quick && m_quick->put(path, {"100755", m_quick->entries().value(path.toUtf8()).id}))
        return *this;
    git({u"--literal-pathspecs"_s, u"update-index"_s, u"--chmod=+x"_s, u"--"_s, path});
    return *this;
}

RepoBuilder &RepoBuilder::symlink(const QString &path, const QString &target)
{
    return rawBlob(path, target.toUtf8(), "120000");
}

RepoBuilder &RepoBuilder::attributes(const QByteArray &text)
{
    return file(u".gitattributes"_s, text);
}

RepoBuilder &RepoBuilder::lfsTrack(const QString &pattern)
{
    const QString attributesPath = worktreePath(u".gitattributes"_s);
    const QByteArray before = QFile::exists(attributesPath) ? readFile(attributesPath) : QByteArray();
    return attributes(before + pattern.toUtf8() + " filter=lfs diff=lfs merge=lfs -text\n");
}

// What the filter of git-lfs makes of it, without its dozen processes for each: the object in its store, and the pointer. Not in the
// work tree: `git add` of another file would have the filter look at it.
RepoBuilder &RepoBuilder::lfsFile(const QString &path, const QByteArray &content)
{
    const ObjectId object{.oid = sha256Hex(content), .size = content.size()};
    if (!content.isEmpty()) // which stays as it is
        writeFile(gitFolder()
                      + u"/lfs/objects/%1/%2/%3"_s.arg(QString::fromLatin1(object.oid.left(2)),
                                                       QString::fromLatin1(object.oid.mid(2, 2)),
                                                       QString::fromLatin1(object.oid)),
                  content);
    m_lfsFiles << path;
    return rawBlob(path, content.isEmpty() ? content : object.pointerText());
}

RepoBuilder &RepoBuilder::lfsPointer(const QString &path, const ObjectId &object)
{
    return rawBlob(path, object.pointerText());
}

RepoBuilder &RepoBuilder::rawBlob(const QString &path, const QByteArray &content, const QByteArray &mode)
{
    setEntry(path, mode, writeBlob(content));
    return *this;
}

RepoBuilder &RepoBuilder::submodule(const QString &path, const QByteArray &commit)
{
    setEntry(path, "160000", commit);
    return *this;
}

RepoBuilder &RepoBuilder::remove(const QString &path)
{
    if (m_quick && !path.endsWith(".gitattributes"_L1) && m_quick->remove(path)) {
        QFile::remove(worktreePath(path));
        return *this;
    }
    git({u"--literal-pathspecs"_s, u"rm"_s, u"--quiet"_s, u"-r"_s, u"--cached"_s, u"--"_s, path});
    QFile::remove(worktreePath(path));
    return *this;
}

QByteArray RepoBuilder::commit(const QByteArray &message)
{
    if (const QByteArray id = quickCommit(message); !id.isEmpty())
        return id;
    // git-lfs puts a hook there by itself.
    git({u"-c"_s, u"core.hooksPath=/dev/null"_s, u"commit"_s, u"--quiet"_s, u"--allow-empty"_s,
         u"--no-verify"_s, u"-m"_s, QString::fromUtf8(message)});
    return revision();
}

RepoBuilder &RepoBuilder::branch(const QString &name, const QString &at)
{
    if (name != "main"_L1 && quickRef(u"refs/heads/"_s + name, quickId(at)))
        return *this;
    git({u"branch"_s, u"-f"_s, name, at});
    return *this;
}

RepoBuilder &RepoBuilder::checkout(const QString &branch)
{
    // Only HEAD and the index move: the work tree is scratch space.
    git({u"symbolic-ref"_s, u"HEAD"_s, u"refs/heads/"_s + branch});
    git({u"read-tree"_s, u"HEAD"_s});
    return *this;
}

RepoBuilder &RepoBuilder::tag(const QString &name, const QString &at)
{
    if (quickRef(u"refs/tags/"_s + name, quickId(at)))
        return *this;
    git({u"tag"_s, u"-f"_s, name, at});
    return *this;
}

RepoBuilder &RepoBuilder::annotatedTag(const QString &name, const QString &at)
{
    if (at == "HEAD"_L1 && quickTag(name))
        return *this;
    git({u"tag"_s, u"-f"_s, u"-a"_s, u"-m"_s, name, name, at});
    return *this;
}

RepoBuilder &RepoBuilder::ref(const QString &fullName, const QString &at)
{
    if (quickRef(fullName, quickId(at)))
        return *this;
    git({u"update-ref"_s, fullName, QString::fromLatin1(revision(at))});
    return *this;
}

RepoBuilder &RepoBuilder::defaultBranch(const QString &name)
{
    m_defaultBranch = name;
    return *this;
}

QByteArray RepoBuilder::revision(const QString &name)
{
    if (const QByteArray id = quickId(name); !id.isEmpty())
        return id;
    return git({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, name}).trimmed();
}

QByteArray RepoBuilder::writeBlob(const QByteArray &content)
{
    return writeObject("blob", content);
}

// As `git hash-object -w` does, without a process for each: a loose object is its deflated header and content.
QByteArray RepoBuilder::writeObject(const QByteArray &type, const QByteArray &content)
{
    const QByteArray object = type + ' ' + QByteArray::number(content.size()) + '\0' + content;
    const QByteArray id = QCryptographicHash::hash(object, QCryptographicHash::Sha1).toHex();
    const QString folder = gitFolder() + u"/objects/"_s + QString::fromLatin1(id.left(2));
    const QString file = folder + u'/' + QString::fromLatin1(id.mid(2));
    if (QFile::exists(file))
        return id;
    QDir().mkpath(folder);
    constexpr qsizetype kLengthOfQt = 4; // qCompress puts the length before the stream
    writeFile(file, qCompress(object).mid(kLengthOfQt));
    return id;
}

namespace {

// Objects never change: what is there already is the same.
void copyMissing(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString copy = to + file.mid(from.size());
        if (QFileInfo::exists(copy) || file.startsWith(from + u"/info/"_s))
            continue;
        QDir().mkpath(QFileInfo(copy).path());
        if (!QFile::copy(file, copy))
            throw std::runtime_error("cannot copy to " + copy.toStdString());
    }
}

} // namespace

// As `git push --prune` of all refs would, in a tenth of the processes.
void RepoBuilder::publishTo(const QString &bareRepository)
{
    if (!QFileInfo::exists(bareRepository + u"/HEAD"_s)) {
        QDir().mkpath(bareRepository);
        copyFolder(emptyRepository(true), bareRepository);
    }
    copyMissing(gitFolder() + u"/objects"_s, bareRepository + u"/objects"_s);
    const QByteArray refs =
        m_quick ? quickRefs() : git({u"for-each-ref"_s, u"--format=%(objectname) %(refname)"_s});
    QDir(bareRepository + u"/refs"_s).removeRecursively(); // one that is named there would hide the one below
    QDir(bareRepository).mkpath(u"refs/heads"_s);
    writeFile(bareRepository + u"/packed-refs"_s, refs);
    writeFile(bareRepository + u"/HEAD"_s, "ref: refs/heads/" + m_defaultBranch.toUtf8() + '\n');
}

} // namespace weightyard::test
