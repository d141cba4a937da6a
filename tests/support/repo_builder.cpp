#include "repo_builder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <stdexcept>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

RepoBuilder::RepoBuilder() : m_environment(lfsEnvironment(m_folder.makeFolder(u"home"_s)))
{
    m_folder.makeFolder(u"work"_s);
    git({u"init"_s, u"--quiet"_s, u"-b"_s, u"main"_s});
    git({u"config"_s, u"core.autocrlf"_s, u"false"_s});
    git({u"config"_s, u"gc.auto"_s, u"0"_s});
    git({u"lfs"_s, u"install"_s, u"--local"_s});
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

QByteArray RepoBuilder::git(const QStringList &arguments, const QByteArray &input) const
{
    ProcessOptions options;
    options.environment = m_environment;
    options.workingDirectory = path();
    options.input = input;
    options.timeout = std::chrono::minutes(5);
    return mustRun(u"git"_s, arguments, options);
}

void RepoBuilder::stage(const QString &path)
{
    git({u"--literal-pathspecs"_s, u"add"_s, u"-f"_s, u"--"_s, path});
}

RepoBuilder &RepoBuilder::file(const QString &path, const QByteArray &content)
{
    writeFile(worktreePath(path), content);
    stage(path);
    return *this;
}

RepoBuilder &RepoBuilder::executable(const QString &path, const QByteArray &content)
{
    file(path, content);
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

RepoBuilder &RepoBuilder::lfsFile(const QString &path, const QByteArray &content)
{
    file(path, content);
    const QByteArray staged = git({u"cat-file"_s, u"-p"_s, u":"_s + path});
    if (!content.isEmpty() && !staged.startsWith("version https://git-lfs.github.com/spec/v1\n"))
        throw std::runtime_error("no attribute makes this an LFS file: " + path.toStdString());
    return *this;
}

RepoBuilder &RepoBuilder::lfsPointer(const QString &path, const ObjectId &object)
{
    return rawBlob(path, object.pointerText());
}

RepoBuilder &RepoBuilder::rawBlob(const QString &path, const QByteArray &content, const QByteArray &mode)
{
    const QByteArray id = writeBlob(content);
    git({u"update-index"_s, u"-z"_s, u"--index-info"_s}, mode + ' ' + id + '\t' + path.toUtf8() + '\0');
    return *this;
}

RepoBuilder &RepoBuilder::submodule(const QString &path, const QByteArray &commit)
{
    git({u"update-index"_s, u"-z"_s, u"--index-info"_s}, "160000 " + commit + '\t' + path.toUtf8() + '\0');
    return *this;
}

RepoBuilder &RepoBuilder::remove(const QString &path)
{
    git({u"--literal-pathspecs"_s, u"rm"_s, u"--quiet"_s, u"-r"_s, u"--cached"_s, u"--"_s, path});
    QFile::remove(worktreePath(path));
    return *this;
}

QByteArray RepoBuilder::commit(const QByteArray &message)
{
    git({u"commit"_s, u"--quiet"_s, u"--allow-empty"_s, u"--no-verify"_s, u"-m"_s,
         QString::fromUtf8(message)});
    return revision();
}

RepoBuilder &RepoBuilder::branch(const QString &name, const QString &at)
{
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
    git({u"tag"_s, u"-f"_s, name, at});
    return *this;
}

RepoBuilder &RepoBuilder::annotatedTag(const QString &name, const QString &at)
{
    git({u"tag"_s, u"-f"_s, u"-a"_s, u"-m"_s, name, name, at});
    return *this;
}

RepoBuilder &RepoBuilder::ref(const QString &fullName, const QString &at)
{
    git({u"update-ref"_s, fullName, QString::fromLatin1(revision(at))});
    return *this;
}

RepoBuilder &RepoBuilder::defaultBranch(const QString &name)
{
    m_defaultBranch = name;
    return *this;
}

QByteArray RepoBuilder::revision(const QString &name) const
{
    return git({u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, name}).trimmed();
}

QByteArray RepoBuilder::writeBlob(const QByteArray &content)
{
    return git({u"hash-object"_s, u"-w"_s, u"--stdin"_s}, content).trimmed();
}

QByteArray RepoBuilder::writeTree(const QList<TreeEntry> &entries)
{
    // --literally: git's own checks would refuse just the trees that are wanted here.
    QByteArray raw;
    for (const TreeEntry &entry : entries)
        raw += entry.mode + ' ' + entry.name + '\0' + QByteArray::fromHex(entry.id);
    return git({u"hash-object"_s, u"-t"_s, u"tree"_s, u"-w"_s, u"--literally"_s, u"--stdin"_s}, raw)
        .trimmed();
}

QByteArray RepoBuilder::commitTree(const QByteArray &tree, const QByteArray &message)
{
    const QByteArray id =
        git({u"commit-tree"_s, QString::fromLatin1(tree), u"-m"_s, QString::fromUtf8(message)}).trimmed();
    git({u"update-ref"_s, u"refs/heads/main"_s, QString::fromLatin1(id)});
    return id;
}

QByteArray RepoBuilder::hostilePath(const QList<QByteArray> &parts, const QByteArray &content,
                                    const QByteArray &mode)
{
    QByteArray id = writeBlob(content);
    QByteArray entryMode = mode;
    for (qsizetype i = parts.size() - 1; i > 0; --i) {
        id = writeTree({{entryMode, parts.at(i), id}});
        entryMode = "40000";
    }
    QList<TreeEntry> top{{entryMode, parts.first(), id}, {"100644", "README.md", writeBlob("hostile\n")}};
    if (parts.first() > QByteArray("README.md"))
        top.swapItemsAt(0, 1); // git wants entries sorted
    return commitTree(writeTree(top), "hostile");
}

void RepoBuilder::publishTo(const QString &bareRepository)
{
    if (!QFileInfo::exists(bareRepository + u"/HEAD"_s))
        git({u"init"_s, u"--quiet"_s, u"--bare"_s, u"-b"_s, m_defaultBranch, bareRepository});
    git({u"--git-dir"_s, bareRepository, u"symbolic-ref"_s, u"HEAD"_s, u"refs/heads/"_s + m_defaultBranch});
    if (!git({u"for-each-ref"_s}).isEmpty()) {
        // --no-verify: no pre-push hook, so git-lfs uploads nothing; objects are ingested as files.
        git({u"push"_s, u"--quiet"_s, u"--no-verify"_s, u"--prune"_s, bareRepository, u"+refs/*:refs/*"_s});
    }
    git({u"--git-dir"_s, bareRepository, u"update-server-info"_s});
}

} // namespace weightyard::test
