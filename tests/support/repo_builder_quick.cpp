// The steps of a RepoBuilder that need no git: ordinary files, commits and names. Their objects are those that git makes
// (test_support_test compares them).
#include "repo_builder.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <stdexcept>
#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

// As neutralEnvironment says to git.
const QByteArray kWho = "Test Author <author@example.org> 1704164645 +0000";

bool isPlainText(const QByteArray &message)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9]([A-Za-z0-9 _.,:/-]*[A-Za-z0-9.])?\\z"_s);
    return plain.match(QString::fromUtf8(message)).hasMatch();
}

bool isPlainRef(const QString &name)
{
    static const QRegularExpression plain(u"\\Arefs(/[A-Za-z0-9_][A-Za-z0-9_-]*(\\.[0-9]+)*)+\\z"_s);
    return plain.match(name).hasMatch();
}

} // namespace

// What the index in memory holds becomes git's, and git does the rest from here on.
void RepoBuilder::handOver()
{
    if (!m_quick)
        return;
    QByteArray entries;
    for (auto entry = m_quick->entries().cbegin(); entry != m_quick->entries().cend(); ++entry)
        entries += entry->mode + ' ' + entry->id + '\t' + entry.key() + '\0';
    m_quick.reset();
    m_refs.clear();
    if (!entries.isEmpty())
        run({u"update-index"_s, u"-z"_s, u"--index-info"_s}, entries);
}

bool RepoBuilder::quickFile(const QString &path, const QByteArray &content)
{
    if (!m_quick || !RepoIndex::isOrdinary(path))
        return false;
    const bool setsAttributes = path == ".gitattributes"_L1 || path.endsWith("/.gitattributes"_L1);
    if (setsAttributes) {
        RepoIndex later = *m_quick;
        if (!later.takeAttributes(path, content))
            return false;
        m_quick = later;
    }
    return m_quick->keepsBytes(path, content) && m_quick->put(path, {"100644", writeBlob(content)});
}

bool RepoBuilder::quickEntry(const QString &path, const QByteArray &mode, const QByteArray &id)
{
    return m_quick && RepoIndex::isOrdinary(path) && !path.endsWith(".gitattributes"_L1)
           && m_quick->put(path, {mode, id});
}

QByteArray RepoBuilder::quickId(const QString &name) const
{
    if (!m_quick)
        return {};
    if (name == "HEAD"_L1)
        return m_refs.value("refs/heads/main");
    for (const QByteArray &prefix : {QByteArray(), QByteArray("refs/tags/"), QByteArray("refs/heads/")}) {
        const auto found = m_refs.constFind(prefix + name.toUtf8());
        if (found != m_refs.cend())
            return *found;
    }
    return {};
}

bool RepoBuilder::quickRef(const QString &fullName, const QByteArray &id)
{
    if (!m_quick || id.isEmpty() || !isPlainRef(fullName))
        return false;
    const QString file = gitFolder() + u'/' + fullName;
    if (QFileInfo(file).isDir())
        return false;
    for (QString above = QFileInfo(file).path(); above != gitFolder(); above = QFileInfo(above).path()) {
        if (QFileInfo(above).isFile())
            return false;
    }
    writeFile(file, id + '\n');
    m_refs.insert(fullName.toUtf8(), id);
    return true;
}

QByteArray RepoBuilder::quickCommit(const QByteArray &message)
{
    if (!m_quick || !isPlainText(message))
        return {};
    for (const QString &path : std::exchange(m_lfsFiles, {})) {
        if (!m_quick->isLfs(path))
            throw std::runtime_error("no attribute makes this an LFS file: " + path.toStdString());
    }
    const QByteArray parent = quickId(u"HEAD"_s);
    const QByteArray tree = m_quick->writeTree(
        [this](const QByteArray &type, const QByteArray &content) { return writeObject(type, content); });
    const QByteArray text = "tree " + tree + (parent.isEmpty() ? QByteArray() : "\nparent " + parent)
                            + "\nauthor " + kWho + "\ncommitter " + kWho + "\n\n" + message + '\n';
    const QByteArray id = writeObject("commit", text);
    quickRef(u"refs/heads/main"_s, id);
    return id;
}

bool RepoBuilder::quickTag(const QString &name)
{
    const QByteArray at = quickId(u"HEAD"_s);
    if (at.isEmpty() || !isPlainText(name.toUtf8()))
        return false;
    return quickRef(u"refs/tags/"_s + name,
                    writeObject("tag", "object " + at + "\ntype commit\ntag " + name.toUtf8() + "\ntagger "
                                           + kWho + "\n\n" + name.toUtf8() + '\n'));
}

QByteArray RepoBuilder::quickRefs() const
{
    QByteArray refs;
    for (auto ref = m_refs.cbegin(); ref != m_refs.cend(); ++ref)
        refs += *ref + ' ' + ref.key() + '\n';
    return refs;
}

} // namespace weightyard::test
