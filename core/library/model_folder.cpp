#include "library/model_folder.h"

#include "base/byte_sum.h"
#include "base/config_layout.h"
#include "base/redact.h"
#include "base/weight_files.h"
#include "catalog/model_location.h"
#include "git/clone.h"
#include "git/sparse_checkout.h"
#include "lfs/pointer.h"
#include "library/clone_commit.h"
#include "library/record_gaps.h"
#include "library/weight_header.h"
#include "library/whole_clone.h"
#include "platform/file_io.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSet>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr int kMostShards = 2000; // no model has as many; a file's name must not cost memory
constexpr qint64 kShardIndex = 256LL * 1024 * 1024;

QByteArray textOf(const QString &path, qint64 limit)
{
    const Result<std::optional<QByteArray>> text = platform::readWhole(path, limit);
    return text ? text->value_or(QByteArray()) : QByteArray();
}

void addProblem(ModelOnDisk &model, const QString &path)
{
    model.state = OnDisk::Incomplete;
    if (model.problems.size() < kMostProblemsShown && !model.problems.contains(path))
        model.problems.append(path);
}

// aria2 and huggingface_hub name what they have not finished like this.
bool isUnfinished(const QString &path)
{
    return path.endsWith(".aria2"_L1) || path.endsWith(".incomplete"_L1);
}

bool isPointer(const QString &path, qint64 size)
{
    return size > 0 && size < lfs::kPointerLimit && lfs::parsePointer(textOf(path, lfs::kPointerLimit));
}

// model.safetensors.index.json: {"weight_map": {"<tensor>": "<file beside it>"}}
QStringList shardsOf(const QString &folder, const QString &index)
{
    const QJsonObject map = QJsonDocument::fromJson(textOf(folder + u'/' + index, kShardIndex))
                                .object()[u"weight_map"_s]
                                .toObject();
    const qsizetype slash = index.lastIndexOf(u'/') + 1;
    QSet<QString> shards;
    for (const QJsonValue &name : map)
        shards.insert(index.left(slash) + name.toString());
    QStringList sorted(shards.cbegin(), shards.cend());
    sorted.sort();
    return sorted;
}

// "weights-00001-of-00003.gguf" says by itself which others there must be.
QStringList siblingsOf(const QString &path)
{
    static const QRegularExpression numbered(u"^(.*-)(\\d{5})(-of-)(\\d{5})(\\.[a-z]+)$"_s);
    const QRegularExpressionMatch match = numbered.match(path);
    const int count = std::min(match.captured(4).toInt(), kMostShards); // 0: no match
    QStringList siblings;
    for (int i = 1; i <= count; ++i)
        siblings.append(match.captured(1) + QString::number(i).rightJustified(5, u'0') + match.captured(3)
                        + match.captured(4) + match.captured(5));
    return siblings;
}

void lookForGaps(ModelOnDisk &model, const FolderFiles &files, const base::CancelToken &cancel)
{
    QStringList paths = files.sizes.keys();
    paths.sort();
    QSet<QString> needed;
    QStringList doubtful;
    for (const QString &path : std::as_const(paths)) {
        if (cancel.isCancelled())
            return;
        const qint64 size = files.sizes.value(path);
        if (size < 0 || isUnfinished(path) || (size == 0 && base::isWeightFile(path))
            || isPointer(model.folder + u'/' + path, size))
            addProblem(model, path);
        else if (base::isWeightFile(path) && isIncompleteWeight(model.folder + u'/' + path))
            doubtful.append(path);
        const bool isIndex = path.endsWith(".safetensors.index.json"_L1);
        const QStringList wanted = isIndex ? shardsOf(model.folder, path) : siblingsOf(path);
        needed.unite(QSet<QString>(wanted.cbegin(), wanted.cend()));
    }
    if (!doubtful.isEmpty()) {
        // Where git knows which bytes belong there, a header has no say; hashing them is for verify.
        const QHash<QString, qint64> known = sizesInClone(model.folder, cancel);
        for (const QString &path : std::as_const(doubtful)) {
            if (known.value(path, -1) != files.sizes.value(path))
                addProblem(model, path);
        }
    }
    QStringList missing(needed.cbegin(), needed.cend());
    missing.removeIf([&](const QString &path) { return files.sizes.contains(path); });
    missing.sort();
    const std::optional<git::Clone> clone =
        missing.isEmpty() ? std::nullopt : git::cloneIn(model.folder); // a user's own sparse checkout
    const auto leftOut = clone ? git::leftOutPaths(clone->gitDir) : std::nullopt;
    for (const QString &path : std::as_const(missing)) {
        if (!leftOut || !leftOut->contains(path))
            addProblem(model, path);
    }
}

// The repository that belongs here by its address: on the Hub, on a mirror of it, or on its own host.
bool belongsTo(const QString &origin, const QString &modelPath)
{
    const auto location = catalog::parseModelLocation(origin, catalog::hubEndpoint(QString()));
    if (!location)
        return false;
    QString path = location->url.path().mid(1);
    if (path.endsWith(".git"_L1))
        path.chop(4);
    return location->modelPath.compare(modelPath, Qt::CaseInsensitive) == 0
           || path.compare(modelPath, Qt::CaseInsensitive) == 0;
}

/// Folders below a model's that are clones of their own.
class NestedClones
{
public:
    explicit NestedClones(const QString &folder) : m_folder(folder) {}

    bool has(const QString &path)
    {
        for (qsizetype end = path.indexOf(u'/'); end >= 0; end = path.indexOf(u'/', end + 1)) {
            const QString part = path.first(end);
            if (part == ".git"_L1)
                return false;
            const auto known = m_known.constFind(part);
            const bool isClone =
                known != m_known.cend() ? *known : QFileInfo(m_folder + u'/' + part + u"/.git"_s).isDir();
            m_known.insert(part, isClone);
            if (isClone)
                return true;
        }
        return false;
    }

private:
    const QString m_folder;
    QHash<QString, bool> m_known;
};

} // namespace

FolderFiles filesIn(const QString &folder, const base::CancelToken &cancel)
{
    FolderFiles files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    const qsizetype root = folder.size() + 1;
    NestedClones nested(folder);
    while (all.hasNext() && !cancel.isCancelled()) {
        const QString path = all.next().mid(root);
        if (nested.has(path))
            continue;
        const QFileInfo info = all.fileInfo();
        const bool nowhere = info.isSymLink() && !info.exists();
        const qint64 size = nowhere ? -1 : info.size();
        const QString top = path.section(u'/', 0, 0);
        if (top == ".git"_L1)
            files.historyBytes = base::addBytes(files.historyBytes, std::max<qint64>(size, 0));
        else if (!top.startsWith(base::kStateFolderName)) {
            files.sizes.insert(path, size);
            files.bytes = base::addBytes(
                files.bytes, info.isSymLink() ? 0 : size); // what it leads to is counted where it lies
        }
    }
    return files;
}

void fillFromRecord(ModelOnDisk &model, const store::Record &record, const base::CancelToken &cancel)
{
    model.ours = true;
    model.commit = record.commit;
    model.picks = record.picks;
    model.url = base::redactedText(record.url);
    const FolderFiles files = filesIn(model.folder, cancel);
    model.bytes = files.bytes;
    model.historyBytes = files.historyBytes;
    model.isMadeWhole = isWholeByNow(record, model.folder);
    model.recordedBytes = model.isMadeWhole ? files.bytes : record.bytes();
    const QStringList gaps = missingOrShort(record, model.folder, record.files.size());
    const QSet<QString> broken(gaps.cbegin(), gaps.cend());
    for (const store::RecordFile &file : record.files)
        model.gapBytes = base::addBytes(model.gapBytes, broken.contains(file.path) ? file.size : 0);
    model.problems = gaps.mid(0, kMostProblemsShown);
    model.changed = changedFiles(record, model.folder, ChangedBy::Size).mid(0, kMostProblemsShown);
    const OnDisk whole = holdsOtherWeights(record) ? OnDisk::HereUnverified : OnDisk::Here;
    model.state = gaps.isEmpty() ? whole : OnDisk::Incomplete;
}

QString headCommit(const QString &folder)
{
    const std::optional<git::Clone> clone = git::cloneIn(folder);
    return clone ? clone->commit : QString();
}

bool hasMovedOn(const store::Record &record, const QString &folder)
{
    const QString head = record.withHistory ? headCommit(folder) : QString();
    if (!head.isEmpty() && head != record.commit)
        return true;
    return std::any_of(record.files.cbegin(), record.files.cend(), [&](const store::RecordFile &file) {
        const QFileInfo info(folder + u'/' + file.path);
        return file.oid && !record.leftAsPointers.contains(file.path) && !record.different.contains(file.path)
               && info.isFile() && info.size() > file.size;
    });
}

void recognise(ModelOnDisk &model, const base::CancelToken &cancel)
{
    const FolderFiles files = filesIn(model.folder, cancel);
    model.bytes = files.bytes;
    model.historyBytes = files.historyBytes;
    const std::optional<git::Clone> clone = git::cloneIn(model.folder);
    model.state = OnDisk::HereUnverified;
    if (clone) {
        model.url = base::redactedText(clone->url);
        model.commit = clone->commit;
        if (clone->url.isEmpty() || !belongsTo(clone->url, model.modelPath)) {
            model.state = OnDisk::NotRecognised;
            return;
        }
        if (files.sizes.isEmpty() || model.commit.isEmpty())
            addProblem(model, u".git"_s); // the clone did not come to its end
        lookForGaps(model, files, cancel);
        return;
    }
    const QStringList paths = files.sizes.keys();
    const bool weights = std::any_of(paths.cbegin(), paths.cend(), [](const QString &path) {
        return base::isWeightFile(path) || isUnfinished(path) || path.endsWith(".safetensors.index.json"_L1);
    });
    if (!weights) {
        model.state = files.sizes.isEmpty() ? OnDisk::Absent : OnDisk::NotRecognised;
        return;
    }
    lookForGaps(model, files, cancel);
}

} // namespace weightyard::library
