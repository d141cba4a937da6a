#include "store/known_libraries.h"

#include "base/error_code.h"
#include "base/log.h"
#include "platform/versioned_file.h"
#include "platform/volume.h"
#include "store/state_folder.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>
#include <mutex>
#include <utility>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Jobs of this process end side by side, and each adds to what the file has.
std::mutex &turns()
{
    static std::mutex mutex;
    return mutex;
}

const platform::FileFormat kLibrariesFormat{.version = 1, .limit = 16LL * 1024 * 1024};

QString libraryOf(const QString &stateDir)
{
    return QFileInfo(stateDir).absolutePath();
}

QString mountPointAbove(const QString &folder)
{
    QString place = folder;
    while (!platform::isMountPoint(place)) {
        const QString parent = QFileInfo(place).absolutePath();
        if (parent == place)
            break;
        place = parent;
    }
    return place;
}

/// Nothing: the file is of a newer version, or cannot be read.
std::optional<QJsonObject> read(const QString &file)
{
    const Result<std::optional<QJsonObject>> json = platform::readVersioned(file, kLibrariesFormat);
    if (json)
        return json->value_or(QJsonObject());
    if (!platform::isOfNoUse(json.error()))
        return {};
    return QJsonObject();
}

QJsonObject librariesIn(const QString &file)
{
    return read(file).value_or(QJsonObject())[u"libraries"_s].toObject();
}

void keep(const QString &file, const QJsonObject &json)
{
    const Result<void> done = platform::writeVersioned(file, json, kLibrariesFormat);
    if (!done)
        qCWarning(base::lcStore).noquote() << "cannot remember the library:" << base::describe(done.error());
}

} // namespace

KnownLibraries::KnownLibraries(QString file) : m_file(std::move(file)) {}

Result<void> KnownLibraries::checkConnected(const QString &stateDir) const
{
    const QJsonObject libraries = librariesIn(m_file);
    const QJsonObject known = libraries[libraryOf(stateDir)].toObject();
    const QString mountPoint = known[u"mountPoint"_s].toString();
    if (mountPoint.isEmpty() || libraryId(stateDir) == known[u"id"_s].toString()
        || platform::isMountPoint(mountPoint))
        return {};
    return fail(ErrorKind::Disconnected, Cause(ErrorCode::NotMounted, mountPoint, m_file),
                {.path = libraryOf(stateDir)});
}

void KnownLibraries::remember(const QString &stateDir) const
{
    const std::lock_guard lock(turns());
    write(stateDir, {});
}

void KnownLibraries::rememberModels(const QString &stateDir, const QStringList &modelPaths) const
{
    const std::lock_guard lock(turns());
    write(stateDir, modelPaths);
}

void KnownLibraries::rememberModel(const QString &stateDir, const QString &modelPath) const
{
    const std::lock_guard lock(turns());
    QStringList known = models().value(libraryOf(stateDir));
    if (known.contains(modelPath))
        return;
    known.append(modelPath);
    known.sort();
    write(stateDir, known);
}

void KnownLibraries::write(const QString &stateDir, const std::optional<QStringList> &modelPaths) const
{
    const QString id = libraryId(stateDir);
    std::optional<QJsonObject> json = read(m_file);
    if (m_file.isEmpty() || id.isEmpty() || !json)
        return;
    QJsonObject libraries = (*json)[u"libraries"_s].toObject();
    const QString library = libraryOf(stateDir);
    const QJsonObject known = libraries[library].toObject();
    QJsonObject entry{{u"id"_s, id}, {u"mountPoint"_s, mountPointAbove(library)}};
    if (modelPaths)
        entry.insert(u"models"_s, QJsonArray::fromStringList(*modelPaths));
    else if (known[u"id"_s].toString() == id && known.contains(u"models"_s))
        entry.insert(u"models"_s, known[u"models"_s]);
    if (known == entry)
        return;
    libraries.insert(library, entry);
    json->insert(u"libraries"_s, libraries);
    keep(m_file, *json);
}

QHash<QString, QStringList> KnownLibraries::models() const
{
    QHash<QString, QStringList> models;
    const QJsonObject libraries = librariesIn(m_file);
    for (auto library = libraries.begin(); library != libraries.end(); ++library) {
        QStringList paths;
        const QJsonArray list = library.value()[u"models"_s].toArray();
        for (const QJsonValue &path : list)
            paths.append(path.toString());
        models.insert(library.key(), paths);
    }
    return models;
}

void KnownLibraries::rememberFolders(const QStringList &there, const QStringList &all) const
{
    const std::lock_guard lock(turns());
    std::optional<QJsonObject> json = read(m_file);
    if (m_file.isEmpty() || !json)
        return;
    const QJsonObject known = (*json)[u"folders"_s].toObject();
    QJsonObject folders;
    for (const QString &folder : all) {
        if (there.contains(folder))
            folders.insert(folder, mountPointAbove(QFileInfo(folder).canonicalFilePath()));
        else if (known.contains(folder))
            folders.insert(folder, known[folder]);
    }
    if (folders == known)
        return;
    json->insert(u"folders"_s, folders);
    keep(m_file, *json);
}

QHash<QString, QString> KnownLibraries::foldersAway(const QStringList &gone) const
{
    QHash<QString, QString> away;
    if (gone.isEmpty())
        return away;
    const QJsonObject folders = read(m_file).value_or(QJsonObject())[u"folders"_s].toObject();
    for (const QString &folder : gone) {
        const QString mountPoint = folders[folder].toString();
        if (!mountPoint.isEmpty() && !platform::isMountPoint(mountPoint))
            away.insert(folder, mountPoint);
    }
    return away;
}

} // namespace weightyard::store
