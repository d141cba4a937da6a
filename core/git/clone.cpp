#include "git/clone.h"

#include "git/config_text.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace weightyard::git {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kLargestText = 16LL * 1024 * 1024; // packed-refs of a repository with very many refs
constexpr auto kOriginHead = "refs/remotes/origin/HEAD"_L1;
constexpr auto kOriginBranches = "refs/remotes/origin/"_L1;

QByteArray textOf(const QString &path)
{
    QFile file(path);
    const bool isFile = QFileInfo(path).isFile(); // no pipe, no device
    if (!isFile || file.size() > kLargestText || !file.open(QIODevice::ReadOnly))
        return {};
    return file.read(kLargestText);
}

QString lineOf(const QString &path)
{
    return QString::fromUtf8(textOf(path)).trimmed();
}

// A work tree of its own has a file in place of the folder: "gitdir: <where>".
QString gitDirOf(const QString &folder)
{
    const QString git = folder + u"/.git"_s;
    if (QFileInfo(git).isDir())
        return git;
    const QString text = lineOf(git);
    return text.startsWith("gitdir: "_L1) ? QDir::cleanPath(QDir(folder).absoluteFilePath(text.mid(8)))
                                          : QString();
}

// gitrepository-layout(5), "commondir".
QString commonDirOf(const QString &gitDir)
{
    const QString common = lineOf(gitDir + u"/commondir"_s);
    return common.isEmpty() ? gitDir : QDir::cleanPath(QDir(gitDir).absoluteFilePath(common));
}

/// "refs/..." out of "ref: refs/..."; empty for anything else.
QString targetIn(const QString &text)
{
    return text.startsWith("ref: refs/"_L1) && !text.contains(".."_L1) ? text.mid(5) : QString();
}

QString valueOf(const QString &ref, const Clone &clone)
{
    for (const QString &dir : {clone.gitDir, clone.commonDir}) {
        if (const QString value = lineOf(dir + u'/' + ref); !value.isEmpty())
            return value;
    }
    const QStringList lines = QString::fromUtf8(textOf(clone.commonDir + u"/packed-refs"_s)).split(u'\n');
    for (const QString &line : lines) {
        if (line.section(u' ', 1) == ref)
            return line.section(u' ', 0, 0);
    }
    return {};
}

// The remote that the branch follows, else origin, else the only one.
void findRemote(Clone &clone)
{
    const base::Result<base::ConfigEntries> config = parseConfigText(textOf(clone.commonDir + u"/config"_s));
    if (!config)
        return;
    const QString branch = clone.ref.section(u'/', 2);
    const QString followed = config->last(u"branch.%1.remote"_s.arg(branch)).value_or(QString());
    for (const QString &remote : {followed, u"origin"_s}) {
        if (const auto url = config->last(u"remote.%1.url"_s.arg(remote))) {
            clone.remote = remote;
            clone.url = *url;
            return;
        }
    }
    QStringList remotes;
    for (const base::ConfigEntry &entry : config->all()) {
        if (entry.key.startsWith("remote."_L1) && entry.key.endsWith(".url"_L1))
            remotes.append(entry.key.mid(7).chopped(4));
    }
    if (remotes.size() != 1)
        return;
    clone.remote = remotes.first();
    clone.url = config->last(u"remote.%1.url"_s.arg(clone.remote)).value_or(QString());
}

} // namespace

std::optional<Clone> cloneIn(const QString &folder)
{
    static const QRegularExpression hash(u"^[0-9a-f]{40}$"_s);
    const QString gitDir = gitDirOf(folder);
    if (gitDir.isEmpty())
        return {};
    Clone clone{.gitDir = gitDir, .commonDir = commonDirOf(gitDir)};
    const QString head = lineOf(gitDir + u"/HEAD"_s);
    clone.ref = targetIn(head);
    clone.commit = clone.ref.isEmpty() ? head : valueOf(clone.ref, clone);
    if (!hash.match(clone.commit).hasMatch())
        clone.commit.clear();
    const QString branch = targetIn(valueOf(kOriginHead, clone));
    if (branch.startsWith(kOriginBranches))
        clone.defaultBranch = branch.mid(kOriginBranches.size());
    findRemote(clone);
    return clone;
}

} // namespace weightyard::git
