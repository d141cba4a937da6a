#include "library/ollama_store.h"

#include "platform/file_io.h"
#include "store/safe_path.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

constexpr qint64 kManifestText = 1024 * 1024;
constexpr qsizetype kMostManifests = 5000;
constexpr auto kMediaType = "application/vnd.ollama.image."_L1;

// "hf.co/owner/name" is a model of the Hub; what Ollama's own registry has is not.
QString repoOf(const QStringList &parts)
{
    const bool isHub = parts.size() == 4 && (parts[0] == "hf.co"_L1 || parts[0] == "huggingface.co"_L1);
    const QString repo = isHub ? parts[1] + u'/' + parts[2] : QString();
    return store::isSafeModelPath(repo) ? repo : QString();
}

// "llama3.2:1b" of registry.ollama.ai/library/llama3.2/1b, as Ollama shows it.
QString shownName(const QStringList &parts)
{
    QStringList names = parts;
    const QString tag = names.takeLast();
    if (names.value(0) == "registry.ollama.ai"_L1)
        names.removeFirst();
    if (names.value(0) == "library"_L1)
        names.removeFirst();
    return names.join(u'/') + u':' + tag;
}

std::optional<ForeignFile> layerFile(const QString &place, const QJsonObject &layer)
{
    const QString type = layer[u"mediaType"_s].toString();
    const QString digest = layer[u"digest"_s].toString();
    if (!type.startsWith(kMediaType) || !digest.startsWith("sha256:"_L1))
        return {};
    const std::optional<base::Oid> oid = base::Oid::fromHex(digest.mid(7).toLatin1());
    const QString file = oid ? ollamaBlob(place, *oid) : QString();
    if (file.isEmpty())
        return {};
    return ForeignFile{
        .path = type.mid(kMediaType.size()), .file = file, .size = QFileInfo(file).size(), .oid = oid};
}

} // namespace

QString ollamaBlob(const QString &place, const base::Oid &oid)
{
    const QFileInfo blob(place + u"/blobs/sha256-"_s + oid.toString());
    return blob.isFile() && !blob.isSymLink() ? blob.absoluteFilePath() : QString();
}

QList<ForeignModel> modelsInOllama(const QString &place, const base::CancelToken &cancel)
{
    QList<ForeignModel> models;
    const QString top = place + u"/manifests"_s;
    QDirIterator all(top, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (all.hasNext() && models.size() < kMostManifests && !cancel.isCancelled()) {
        const QString path = all.next();
        const QStringList parts = path.mid(top.size() + 1).split(u'/');
        const Result<std::optional<QByteArray>> text = platform::readWhole(path, kManifestText);
        if (parts.size() < 2 || !text)
            continue;
        ForeignModel model{.tool = ForeignTool::Ollama,
                           .repo = repoOf(parts),
                           .name = shownName(parts),
                           .folder = path,
                           .commit = {},
                           .refs = {},
                           .files = {}};
        const QJsonArray layers =
            QJsonDocument::fromJson(text->value_or(QByteArray())).object()[u"layers"_s].toArray();
        for (const QJsonValue &layer : layers) {
            if (const std::optional<ForeignFile> file = layerFile(place, layer.toObject()))
                model.files.append(*file);
        }
        if (!model.files.isEmpty())
            models.append(model);
    }
    return models;
}

} // namespace weightyard::library
