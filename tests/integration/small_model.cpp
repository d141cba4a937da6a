#include "small_model.h"

#include "git_memory.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <stdexcept>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

QString SmallModel::name()
{
    return u"owner/model"_s;
}

QStringList SmallModel::weights()
{
    return {u"model-00001-of-00002.safetensors"_s, u"model-00002-of-00002.safetensors"_s};
}

QByteArray SmallModel::weight(int number)
{
    return generatedBytes(static_cast<quint64>(70 + number), 400'000 + number);
}

SmallModel::SmallModel()
{
    publish();
}

SmallModel::SmallModel(const ListenerOptions &listener) : hub(listener)
{
    publish();
}

namespace {

void fill(RepoBuilder &repo)
{
    repo.lfsTrack(u"*.safetensors"_s).file(u"README.md"_s, "# Small\n").file(u"config.json"_s, "{\"a\":1}\n");
    repo.file(u"model.safetensors.index.json"_s, "{\"weight_map\":{}}\n")
        .file(u"tokenizer/vocab.txt"_s, "a\nb\n");
    repo.executable(u"run.sh"_s, "#!/bin/sh\nexit 0\n").symlink(u"LICENSE"_s, u"README.md"_s);
    repo.file(u"tokenizer/.gitattributes"_s, "*.txt text\n");
    for (int i = 0; i < SmallModel::weights().size(); ++i)
        repo.lfsFile(SmallModel::weights().at(i), SmallModel::weight(i));
    repo.commit("small");
}

RepoBuilder &original()
{
    struct Filled {
        Filled() { fill(repo); }
        RepoBuilder repo;
    };
    static Filled filled;
    return filled.repo;
}

} // namespace

void SmallModel::publish()
{
    repo.startFrom(original());
    hub.addRepository(name(), repo);
}

QString SmallModel::differences(const QString &folder, bool withAttributes)
{
    const QString store =
        hub.repositoryPath(name()); // the files of the hub: no access rules, faults or log entries
    if (m_clone.isEmpty()) {
        // One for all models that are published as this one is now.
        static const TempDir clones;
        static int large = 0;
        const QByteArray digest = digestOfRepository(store);
        m_clone =
            clones.path(digest.isEmpty() ? u"large-%1"_s.arg(++large) : QString::fromLatin1(digest.toHex()));
    }
    const QString &clone = m_clone;
    if (!QFileInfo::exists(clone)) {
        const ProcessResult made = realClone(store, clone, {.lfs = false});
        if (!made.ok())
            throw std::runtime_error(made.describe().toStdString());
        for (int i = 0; i < weights().size(); ++i)
            writeFile(clone + u'/' + weights().at(i), weight(i));
    }
    const QMap<QString, SnapshotEntry> wanted = TreeSnapshot::of(clone).entries();
    const QMap<QString, SnapshotEntry> found = TreeSnapshot::of(folder).entries();
    QString text;
    for (auto it = wanted.cbegin(); it != wanted.cend(); ++it) {
        if (!withAttributes && it.key().endsWith(".gitattributes"_L1))
            continue;
        if (!found.contains(it.key()))
            text += u"- "_s + it.key() + u'\n';
        else if (found.value(it.key()) != it.value())
            text +=
                u"! %1: %2 / %3\n"_s.arg(it.key(), it.value().describe(), found.value(it.key()).describe());
    }
    return text;
}

QStringList leftovers(const QString &folder)
{
    QStringList found;
    QDirIterator all(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                     QDirIterator::Subdirectories);
    while (all.hasNext()) {
        all.next();
        if (all.fileName().startsWith(".weightyard"_L1))
            found.append(all.filePath());
    }
    return found;
}

QList<QJsonObject> intoRecords(const CliRun &cli)
{
    QList<QJsonObject> records;
    const QDir folder(cli.config() + u"/records"_s);
    const QStringList names = folder.entryList({u"*.json"_s}, QDir::Files);
    for (const QString &file : names)
        records.append(QJsonDocument::fromJson(readFile(folder.filePath(file))).object());
    return records;
}

QStringList filesWith(const QString &folder, const QList<QByteArray> &texts)
{
    QStringList found;
    QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QByteArray bytes = readFile(all.next());
        for (const QByteArray &text : texts) {
            if (bytes.contains(text) || bytes.contains(text.toBase64(QByteArray::OmitTrailingEquals)))
                found.append(all.filePath());
        }
    }
    return found;
}

qint64 bytesFetched(const CliResult &result)
{
    return result.summary().value("bytes_fetched"_L1).toInteger();
}

} // namespace weightyard::test
