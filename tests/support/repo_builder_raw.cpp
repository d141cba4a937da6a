// The raw objects of a RepoBuilder, for hostile trees.
#include "repo_builder.h"

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

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

} // namespace weightyard::test
