#include "library/hub_cache.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/path_rules.h"
#include "store/safe_path.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QHash>
#include <algorithm>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {

// Far more than anybody has; what is beyond is not looked at.
constexpr qsizetype kMostRepos = 5000;
constexpr qsizetype kMostSnapshots = 500;
constexpr qsizetype kMostCachedFiles = 20'000;
constexpr qsizetype kMostRefs = 2000;
constexpr qint64 kRefText = 256;
constexpr auto kRealFolders = QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks;
constexpr auto kSeparator = "--"_L1;

bool isCommit(const QString &text)
{
    return text.size() == 40 && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f');
           });
}

// Where the bytes are, as far as that is in the cache; `root` is canonical.
QString placeInside(const QString &path, const QString &root)
{
    const QString real = QFileInfo(path).canonicalFilePath();
    return real.startsWith(root + u'/') && QFileInfo(real).isFile() ? real : QString();
}

// The first link of a snapshot's file says what the blob is called. Where it leads on is a shared blob with a name of another kind.
std::optional<base::Oid> oidOf(const QFileInfo &file)
{
    if (!file.isSymLink())
        return {};
    const Result<QByteArray> target = platform::readLink(file.filePath());
    return target ? base::Oid::fromHex(target->mid(target->lastIndexOf('/') + 1)) : std::nullopt;
}

QHash<QString, QStringList> refsOf(const QString &repo)
{
    QHash<QString, QStringList> refs;
    const QString folder = repo + u"/refs"_s;
    QDirIterator all(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    for (qsizetype count = 0; all.hasNext() && count < kMostRefs; ++count) {
        const QString path = all.next();
        const Result<std::optional<QByteArray>> text = platform::readWhole(path, kRefText);
        const QString commit = text ? QString::fromLatin1(text->value_or(QByteArray())).trimmed() : QString();
        if (isCommit(commit))
            refs[commit].append(path.mid(folder.size() + 1));
    }
    for (QStringList &names : refs)
        names.sort();
    return refs;
}

void addFiles(ForeignModel &model, const QString &root, const base::CancelToken &cancel)
{
    const QString &snapshot = model.folder;
    QList<ForeignFile> &files = model.files;
    QDirIterator all(snapshot, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext() && files.size() < kMostCachedFiles && !cancel.isCancelled()) {
        const QString path = all.next().mid(snapshot.size() + 1);
        const QString real = placeInside(all.filePath(), root);
        if (real.isEmpty() && all.fileInfo().isSymLink() && !all.fileInfo().exists())
            model.missing.append(path);
        if (!real.isEmpty() && store::isTreePath(path))
            files.append(
                {.path = path, .file = real, .size = QFileInfo(real).size(), .oid = oidOf(all.fileInfo())});
    }
    std::sort(files.begin(), files.end(),
              [](const ForeignFile &a, const ForeignFile &b) { return a.path < b.path; });
    model.missing.sort();
}

} // namespace

QString hubCacheFolderName(const QString &modelPath)
{
    QString path = modelPath.startsWith("datasets/"_L1) ? modelPath : u"models/"_s + modelPath;
    return path.replace(u'/', kSeparator);
}

QString modelPathOfHubCache(const QString &folderName)
{
    QStringList parts = folderName.split(kSeparator);
    const QString kind = parts.takeFirst();
    const QString path = parts.join(u'/');
    if (parts.isEmpty() || parts.size() > 2 || (kind != "models"_L1 && kind != "datasets"_L1)
        || !store::isSafeModelPath(path))
        return {};
    return kind == "datasets"_L1 ? u"datasets/"_s + path : path;
}

QStringList hubCacheRepos(const QString &cache)
{
    QStringList names = QDir(cache).entryList({u"models--*"_s, u"datasets--*"_s}, kRealFolders, QDir::Name);
    names.removeIf([](const QString &name) { return modelPathOfHubCache(name).isEmpty(); });
    return names.mid(0, kMostRepos);
}

QList<ForeignModel> modelsInHubCache(const QString &cache, const base::CancelToken &cancel)
{
    QList<ForeignModel> models;
    const QString root = QFileInfo(cache).canonicalFilePath();
    if (root.isEmpty())
        return models;
    const QStringList repos = hubCacheRepos(cache);
    for (const QString &name : repos) {
        const QString repo = cache + u'/' + name;
        const QHash<QString, QStringList> refs = refsOf(repo);
        const QStringList commits =
            QDir(repo + u"/snapshots"_s).entryList(kRealFolders, QDir::Name).mid(0, kMostSnapshots);
        for (const QString &commit : commits) {
            if (cancel.isCancelled())
                return models;
            ForeignModel model{.tool = ForeignTool::HubCache,
                               .repo = modelPathOfHubCache(name),
                               .name = modelPathOfHubCache(name),
                               .folder = repo + u"/snapshots/"_s + commit,
                               .commit = commit,
                               .refs = refs.value(commit),
                               .files = {}};
            if (isCommit(commit))
                addFiles(model, root, cancel);
            if (!model.files.isEmpty())
                models.append(model);
        }
    }
    return models;
}

QStringList hubCacheBlobs(const QString &cache, const QStringList &repoFolders, const QString &etag)
{
    QStringList found;
    const QString root = QFileInfo(cache).canonicalFilePath();
    if (root.isEmpty())
        return found;
    for (const QString &repo : repoFolders) {
        const QString real = placeInside(cache + u'/' + repo + u"/blobs/"_s + etag, root);
        if (!real.isEmpty() && !found.contains(real))
            found.append(real);
    }
    return found;
}

} // namespace weightyard::library
