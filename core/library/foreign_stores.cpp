#include "library/foreign_stores.h"

#include "base/byte_sum.h"
#include "base/home_folder.h"
#include "base/hub_folders.h"
#include "library/hub_cache.h"
#include "library/ollama_store.h"
#include "platform/file_io.h"
#include "store/folder_content.h"
#include "store/path_rules.h"
#include "store/safe_path.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <tuple>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Environment;
using base::Result;

namespace {

constexpr qint64 kSmallText = 1024 * 1024;
constexpr qsizetype kMostFolders = 5000;
constexpr qsizetype kMostFiles = 20'000;
constexpr auto kFolders = QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot;

QByteArray smallText(const QString &path)
{
    const Result<std::optional<QByteArray>> text = platform::readWhole(path, kSmallText);
    return text ? text->value_or(QByteArray()) : QByteArray();
}

QStringList foldersThere(const QStringList &folders)
{
    QStringList there;
    for (const QString &folder : folders) {
        const QString clean = QDir::cleanPath(folder);
        if (QDir::isAbsolutePath(folder) && QFileInfo(folder).isDir() && !there.contains(clean))
            there.append(clean);
    }
    return there;
}

// The folder of models can be moved in its settings.
QString lmStudioModels(const Environment &environment)
{
    const QString home = base::homeForPython(environment);
    if (home.isEmpty())
        return {};
    QString own = QString::fromUtf8(smallText(home + u"/.lmstudio-home-pointer"_s)).trimmed();
    if (!QDir::isAbsolutePath(own))
        own = QFileInfo(home + u"/.cache/lm-studio"_s).isDir() ? home + u"/.cache/lm-studio"_s
                                                               : home + u"/.lmstudio"_s;
    if (!QFileInfo(own).isDir())
        return {};
    const QString moved = QJsonDocument::fromJson(smallText(own + u'/' + u"settings.json"_s))
                              .object()[u"downloadsFolder"_s]
                              .toString();
    const bool isMoved = QDir::isAbsolutePath(moved) && QFileInfo(moved).isDir();
    return QDir::cleanPath(isMoved ? moved : own + u"/models"_s);
}

QStringList ollamaPlaces(const Environment &environment)
{
    const QString home = base::homeForPython(environment);
    QStringList places{environment.value(u"OLLAMA_MODELS"_s).value_or(QString())};
    if (!home.isEmpty())
        places.append(home + u"/.ollama/models"_s);
#ifdef Q_OS_LINUX
    places.append(u"/usr/share/ollama/.ollama/models"_s); // of the service
#endif
    return foldersThere(places);
}

QStringList janPlaces(const Environment &environment)
{
    const QString home = base::homeForPython(environment);
    QStringList places;
#if defined(Q_OS_WIN)
    places.append(environment.value(u"APPDATA"_s).value_or(QString()) + u"/Jan/data"_s);
#elif defined(Q_OS_DARWIN)
    places.append(home + u"/Library/Application Support/Jan/data"_s);
#else
    const QString data = environment.value(u"XDG_DATA_HOME"_s).value_or(home + u"/.local/share"_s);
    const QString config = environment.value(u"XDG_CONFIG_HOME"_s).value_or(home + u"/.config"_s);
    places = {data + u"/Jan/data"_s, config + u"/Jan/data"_s};
#endif
    return home.isEmpty() ? QStringList() : foldersThere(places);
}

// Files below a folder. Links to files count as what they lead to; links to folders are not followed.
QList<ForeignFile> filesBelow(const QString &folder, const base::CancelToken &cancel)
{
    QList<ForeignFile> files;
    QDirIterator all(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext() && files.size() < kMostFiles && !cancel.isCancelled()) {
        const QString path = all.next().mid(folder.size() + 1);
        const QString real = all.fileInfo().canonicalFilePath();
        const bool isOwn = !store::isClutter(all.fileName()) && !path.startsWith(".git/"_L1);
        if (isOwn && !real.isEmpty() && QFileInfo(real).isFile() && store::isTreePath(path))
            files.append({.path = path, .file = real, .size = QFileInfo(real).size()});
    }
    std::sort(files.begin(), files.end(),
              [](const ForeignFile &a, const ForeignFile &b) { return a.path < b.path; });
    return files;
}

// <models>/<publisher>/<repo>/: the folder's path is the model's id on the Hub.
QList<ForeignModel> modelsInLmStudio(const QString &place, const base::CancelToken &cancel)
{
    QList<ForeignModel> models;
    const QStringList publishers = QDir(place).entryList(kFolders, QDir::Name).mid(0, kMostFolders);
    for (const QString &publisher : publishers) {
        const QStringList names =
            QDir(place + u'/' + publisher).entryList(kFolders, QDir::Name).mid(0, kMostFolders);
        for (const QString &name : names) {
            const QString repo = publisher + u'/' + name;
            if (cancel.isCancelled())
                return models;
            if (publisher.startsWith(u'.') || name.startsWith(u'.') || !store::isSafeModelPath(repo))
                continue;
            ForeignModel model{.tool = ForeignTool::LmStudio,
                               .repo = repo,
                               .name = repo,
                               .folder = place + u'/' + repo,
                               .commit = {},
                               .refs = {},
                               .files = filesBelow(place + u'/' + repo, cancel)};
            if (!model.files.isEmpty())
                models.append(model);
        }
    }
    return models;
}

// "model_path: llamacpp/models/x/model.gguf" of model.yml: a line with plain text behind the colon.
QString valueInYaml(const QByteArray &text, QByteArrayView key)
{
    const QList<QByteArray> lines = text.split('\n');
    for (const QByteArray &line : lines) {
        if (!line.startsWith(key) || line.mid(key.size(), 1) != ":")
            continue;
        QString value = QString::fromUtf8(line.mid(key.size() + 1)).trimmed();
        const bool isQuoted = value.size() > 1 && (value.front() == u'"' || value.front() == u'\'')
                              && value.back() == value.front();
        return isQuoted ? value.mid(1, value.size() - 2) : value;
    }
    return {};
}

// <data>/llamacpp/models/<id>/model.yml. The id is Jan's own; it is not sure to be the model's on the Hub.
QList<ForeignModel> modelsInJan(const QString &place, const base::CancelToken &cancel)
{
    QList<ForeignModel> models;
    const QString top = place + u"/llamacpp/models"_s;
    QDirIterator all(top, {u"model.yml"_s}, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (all.hasNext() && models.size() < kMostFolders && !cancel.isCancelled()) {
        const QByteArray text = smallText(all.next());
        const QString folder = all.fileInfo().absolutePath();
        ForeignModel model{.tool = ForeignTool::Jan,
                           .repo = {},
                           .name = folder.mid(top.size() + 1),
                           .folder = folder,
                           .commit = {},
                           .refs = {},
                           .files = {}};
        for (const char *key : {"mmproj_path", "model_path"}) {
            const QString path = valueInYaml(text, key);
            const QFileInfo file(QDir(place).absoluteFilePath(path));
            if (!path.isEmpty() && file.isFile())
                model.files.append(
                    {.path = file.fileName(), .file = file.canonicalFilePath(), .size = file.size()});
        }
        if (!model.files.isEmpty() && !model.name.isEmpty())
            models.append(model);
    }
    return models;
}

} // namespace

QString foreignToolName(ForeignTool tool)
{
    switch (tool) {
    case ForeignTool::HubCache:
        return u"hf-cache"_s;
    case ForeignTool::LmStudio:
        return u"lm-studio"_s;
    case ForeignTool::Ollama:
        return u"ollama"_s;
    case ForeignTool::Jan:
        return u"jan"_s;
    }
    Q_UNREACHABLE();
}

qint64 ForeignModel::bytes() const
{
    qint64 sum = 0;
    for (const ForeignFile &file : files)
        sum = base::addBytes(sum, file.size);
    return sum;
}

ForeignPlaces foreignPlaces(const Environment &environment)
{
    return {.hubCache = base::hubCache(environment),
            .lmStudio = lmStudioModels(environment),
            .ollama = ollamaPlaces(environment),
            .jan = janPlaces(environment)};
}

QList<ForeignModel> foreignModels(const ForeignPlaces &places, const base::CancelToken &cancel)
{
    QList<ForeignModel> models;
    if (!places.hubCache.isEmpty())
        models += modelsInHubCache(places.hubCache, cancel);
    if (!places.lmStudio.isEmpty())
        models += modelsInLmStudio(places.lmStudio, cancel);
    for (const QString &place : places.ollama)
        models += modelsInOllama(place, cancel);
    for (const QString &place : places.jan)
        models += modelsInJan(place, cancel);
    std::sort(models.begin(), models.end(), [](const ForeignModel &a, const ForeignModel &b) {
        return std::tie(a.tool, a.name, a.commit, a.folder) < std::tie(b.tool, b.name, b.commit, b.folder);
    });
    return models;
}

} // namespace weightyard::library
