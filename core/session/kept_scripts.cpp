#include "session/kept_scripts.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_names.h"
#include "platform/versioned_file.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <algorithm>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

const platform::FileFormat kScriptsFormat{.version = 1, .limit = 4LL * 1024 * 1024};

QString fileOf(const QString &configDir, const QString &root)
{
    return store::recordFile(base::ConfigLayout(configDir).scripts(), root);
}

Result<KeptScripts> keptIn(const QString &file)
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(file, kScriptsFormat);
    if (!json)
        return fail(json.error());
    KeptScripts kept;
    if (!*json)
        return kept;
    kept.root = (**json)[u"folder"_s].toString();
    kept.name = (**json)[u"name"_s].toString();
    const QJsonArray paths = (**json)[u"scripts"_s].toArray();
    for (const QJsonValue &path : paths) {
        if (store::isTreePath(path.toString()))
            kept.paths.append(path.toString());
    }
    if (!QDir::isAbsolutePath(kept.root) || kept.name.isEmpty())
        return fail(ErrorKind::Corrupt, ErrorCode::RecordIncomplete, {.path = file});
    return kept;
}

} // namespace

KeptScriptsListing keptScripts(const QString &configDir)
{
    KeptScriptsListing listing;
    const QStringList files = store::recordFilesIn(base::ConfigLayout(configDir).scripts());
    for (const QString &file : files) {
        const Result<KeptScripts> kept = keptIn(file);
        if (!kept)
            listing.unreadable.append(kept.error());
        else if (!kept->root.isEmpty())
            listing.folders.append(*kept);
    }
    std::sort(listing.folders.begin(), listing.folders.end(),
              [](const KeptScripts &one, const KeptScripts &other) { return one.name < other.name; });
    return listing;
}

namespace {

QList<scripts::ScriptDownload> keptDownloads(const QString &configDir, const QUrl &hub)
{
    QList<scripts::ScriptDownload> downloads;
    const QList<KeptScripts> all = keptScripts(configDir).folders;
    for (const KeptScripts &kept : all) {
        const Result<scripts::ScriptTree> tree = scripts::readScripts(kept.root, kept.paths, hub);
        if (tree)
            downloads += tree->downloads;
    }
    return downloads;
}

} // namespace

QStringList keptFoldersOf(const QString &modelPath, const QString &configDir, const QUrl &hub)
{
    QStringList found;
    const QList<scripts::ScriptDownload> downloads = keptDownloads(configDir, hub);
    for (const scripts::ScriptDownload &script : downloads) {
        if (script.location.modelPath.compare(modelPath, Qt::CaseInsensitive) == 0)
            found.append(script.folder);
    }
    return found;
}

std::optional<catalog::ModelLocation> keptLocationOf(const QString &folder, const QString &configDir,
                                                     const QUrl &hub)
{
    const QList<scripts::ScriptDownload> downloads = keptDownloads(configDir, hub);
    for (const scripts::ScriptDownload &script : downloads) {
        if (QFileInfo(script.folder).canonicalFilePath() == folder)
            return script.location;
    }
    return {};
}

Result<QString> keepScripts(const QString &configDir, const ScriptModels &models)
{
    QStringList names;
    QString name = models.name.isEmpty() ? u"/"_s : models.name;
    const KeptScriptsListing before = keptScripts(configDir);
    bool isKnown = false;
    for (const KeptScripts &kept : before.folders) {
        if (kept.root != models.root) {
            names.append(kept.name);
        } else {
            name = kept.name;
            isKnown = true;
        }
    }
    for (int i = 2; !isKnown && names.contains(name); ++i)
        name = models.name + u'-' + QString::number(i);
    QJsonArray paths;
    for (const scripts::ScriptFile &script : models.scripts)
        paths.append(script.path);
    const QJsonObject json{{u"folder"_s, models.root}, {u"name"_s, name}, {u"scripts"_s, paths}};
    const Result<void> kept = platform::writeVersioned(fileOf(configDir, models.root), json, kScriptsFormat);
    return kept ? Result<QString>(name) : fail(kept.error());
}

Result<QString> closeScripts(const QString &configDir, const QString &path, const QString &name, bool dry)
{
    const KeptScriptsListing listing = keptScripts(configDir);
    const auto find = [&](const auto &matches) {
        return std::find_if(listing.folders.cbegin(), listing.folders.cend(), matches);
    };
    auto kept = find([&](const KeptScripts &one) { return one.root == QDir::cleanPath(path); });
    if (kept == listing.folders.cend())
        kept = find([&](const KeptScripts &one) { return one.name == name; });
    if (kept == listing.folders.cend())
        return fail(ErrorKind::NotFound, ErrorCode::NoTreeOpen, {.path = path});
    const Result<void> removed = dry ? Result<void>() : platform::removeFile(fileOf(configDir, kept->root));
    return removed ? Result<QString>(kept->root) : fail(removed.error());
}

} // namespace weightyard::session
