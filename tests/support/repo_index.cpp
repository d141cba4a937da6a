#include "repo_index.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

QString folderOf(const QString &path)
{
    return path.left(path.lastIndexOf(u'/') + 1);
}

QByteArray treeOf(QMap<QByteArray, RepoIndex::Entry>::const_iterator &at,
                  const QMap<QByteArray, RepoIndex::Entry>::const_iterator &end, const QByteArray &folder,
                  const RepoIndex::WriteObject &write)
{
    QByteArray raw;
    while (at != end && at.key().startsWith(folder)) {
        const qsizetype slash = at.key().indexOf('/', folder.size());
        if (slash < 0) {
            raw += at->mode + ' ' + at.key().mid(folder.size()) + '\0' + QByteArray::fromHex(at->id);
            ++at;
            continue;
        }
        const QByteArray name = at.key().mid(folder.size(), slash - folder.size());
        const QByteArray below = treeOf(at, end, folder + name + '/', write);
        raw += "40000 " + name + '\0' + QByteArray::fromHex(below);
    }
    return write("tree", raw);
}

} // namespace

bool RepoIndex::isOrdinary(const QString &path)
{
    static const QRegularExpression characters(u"\\A[A-Za-z0-9_. +@=,()-]+\\z"_s);
    const QStringList parts = path.split(u'/');
    return std::all_of(parts.cbegin(), parts.cend(), [&](const QString &part) {
        const bool gits = part.startsWith(".git"_L1, Qt::CaseInsensitive) && part != ".gitattributes"_L1;
        return !gits && part != "."_L1 && part != ".."_L1 && characters.match(part).hasMatch();
    });
}

bool RepoIndex::takeAttributes(const QString &path, const QByteArray &content)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9_.*-]+\\z"_s);
    static const QSet<QByteArray> known{"filter=lfs", "diff=lfs", "merge=lfs", "text",
                                        "-text",      "-diff",    "-merge",    "binary"};
    QList<Rule> rules;
    for (const QByteArray &line : content.split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.first().isEmpty())
            continue;
        Rule rule{QString::fromUtf8(words.first())};
        if (!pattern.match(rule.pattern).hasMatch())
            return false;
        for (const QByteArray &word : words.mid(1)) {
            if (!known.contains(word))
                return false;
            rule.lfs = rule.lfs || word == "filter=lfs";
        }
        rules.append(rule);
    }
    m_rules.insert(folderOf(path), rules);
    return !content.contains('\r');
}

bool RepoIndex::isLfs(const QString &path) const
{
    const QString name = path.mid(path.lastIndexOf(u'/') + 1);
    for (auto folder = m_rules.cbegin(); folder != m_rules.cend(); ++folder) {
        if (!path.startsWith(folder.key()))
            continue;
        for (const Rule &rule : *folder) {
            const QRegularExpression wanted(QRegularExpression::wildcardToRegularExpression(rule.pattern));
            if (rule.lfs && wanted.match(name).hasMatch())
                return true;
        }
    }
    return false;
}

bool RepoIndex::keepsBytes(const QString &path, const QByteArray &content) const
{
    return !isLfs(path) && (m_rules.isEmpty() || !content.contains('\r'));
}

bool RepoIndex::put(const QString &path, const Entry &entry)
{
    const QByteArray key = path.toUtf8();
    const auto below = std::as_const(m_entries).lowerBound(key + '/');
    if (below != m_entries.cend() && below.key().startsWith(key + '/'))
        return false;
    for (qsizetype slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
        if (m_entries.contains(key.left(slash)))
            return false;
    }
    m_entries.insert(key, entry);
    return true;
}

bool RepoIndex::remove(const QString &path)
{
    const QByteArray key = path.toUtf8();
    qsizetype removed = m_entries.remove(key);
    auto below = m_entries.lowerBound(key + '/');
    while (below != m_entries.end() && below.key().startsWith(key + '/')) {
        below = m_entries.erase(below);
        ++removed;
    }
    return removed > 0;
}

QByteArray RepoIndex::writeTree(const WriteObject &write) const
{
    auto at = m_entries.cbegin();
    return treeOf(at, m_entries.cend(), {}, write);
}

} // namespace weightyard::test
