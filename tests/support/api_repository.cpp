#include "api_repository.h"

#include "child_process.h"
#include "git_memory.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace weightyard::test {

namespace {

constexpr qint64 kPointerLimit = 1024;

// One process for all of them: a repository may have thousands of small files.
QHash<QByteArray, QByteArray> smallBlobs(const QString &repository, const QList<ApiEntry> &entries)
{
    QByteArray ids;
    QSet<QByteArray> asked;
    for (const ApiEntry &entry : entries) {
        if (entry.isFolder || entry.size >= kPointerLimit || asked.contains(entry.id))
            continue;
        asked.insert(entry.id);
        ids += entry.id + '\n';
    }
    QHash<QByteArray, QByteArray> blobs;
    if (ids.isEmpty())
        return blobs;
    const QByteArray out = apiGit(repository, {u"cat-file"_s, u"--batch"_s, u"--buffer"_s}, ids);
    for (qsizetype at = 0; at < out.size();) {
        const qsizetype end = out.indexOf('\n', at);
        const QByteArrayList head = out.mid(at, end - at).split(' '); // id type size
        if (end < 0 || head.size() != 3)
            break;
        const qsizetype size = head.at(2).toLongLong();
        blobs.insert(head.at(0), out.mid(end + 1, size));
        at = end + 1 + size + 1;
    }
    return blobs;
}

} // namespace

QByteArray apiGit(const QString &repository, const QStringList &arguments, const QByteArray &input)
{
    static GitMemory<QByteArray> answers;
    const QByteArray digest = digestOfRepository(repository);
    const QByteArray question = digest + arguments.join(QChar(u'\0')).toUtf8() + '\0' + input;
    if (const auto kept = answers.find(question); kept && !digest.isEmpty())
        return *kept;
    ProcessOptions options;
    options.environment = neutralEnvironment(repository);
    options.workingDirectory = repository;
    options.input = input;
    const ProcessResult result = runProcess(u"git"_s, arguments, options);
    const QByteArray answer = result.ok() ? result.out : QByteArray();
    if (result.started && !result.timedOut && !result.crashed)
        answers.keep(question, answer);
    return answer;
}

QByteArray commitOf(const QString &repository, const QString &revision)
{
    return apiGit(repository, {u"rev-parse"_s, u"--verify"_s, u"--quiet"_s, u"--end-of-options"_s,
                               (revision.isEmpty() ? u"HEAD"_s : revision) + u"^{commit}"_s})
        .trimmed();
}

QJsonValue lfsPart(const QByteArray &blob)
{
    if (blob.size() >= kPointerLimit || !blob.startsWith("version https://git-lfs.github.com/spec/v1\n"))
        return {};
    static const QRegularExpression pattern(u"\noid sha256:([0-9a-f]{64})\nsize ([0-9]+)\n"_s);
    const QRegularExpressionMatch match = pattern.match(QString::fromLatin1(blob));
    if (!match.hasMatch())
        return {};
    return QJsonObject{{u"sha256"_s, match.captured(1)},
                       {u"size"_s, match.captured(2).toLongLong()},
                       {u"pointerSize"_s, blob.size()}};
}

QList<ApiEntry> entriesOf(const QString &repository, const QByteArray &commit, const QString &folder,
                          bool recursive)
{
    QStringList arguments{u"ls-tree"_s, u"-l"_s, u"-z"_s};
    if (recursive)
        arguments += {u"-r"_s, u"-t"_s};
    arguments.append(QString::fromLatin1(commit));
    if (!folder.isEmpty())
        arguments += {u"--"_s, folder + u'/'};
    QList<ApiEntry> entries;
    const QList<QByteArray> lines = apiGit(repository, arguments).split('\0');
    for (const QByteArray &line : lines) {
        const qsizetype tab = line.indexOf('\t');
        const QList<QByteArray> fields = line.left(tab).simplified().split(' '); // mode type id size
        const QString path = QString::fromUtf8(line.mid(tab + 1));
        const bool isAround = !folder.isEmpty() && !path.startsWith(folder + u'/');
        if (tab < 0 || fields.size() != 4 || isAround || (fields.at(1) != "blob" && fields.at(1) != "tree"))
            continue;
        entries.append({.isFolder = fields.at(1) == "tree",
                        .id = fields.at(2),
                        .size = fields.at(3).toLongLong(),
                        .path = path,
                        .lfs = {}});
    }
    const QHash<QByteArray, QByteArray> blobs = smallBlobs(repository, entries);
    for (ApiEntry &entry : entries) {
        entry.lfs = lfsPart(blobs.value(entry.id)).toObject();
        if (!entry.lfs.isEmpty())
            entry.size = entry.lfs.value(u"size"_s).toInteger();
    }
    return entries;
}

} // namespace weightyard::test
