#include "store/known_libraries.h"

#include "base/log.h"
#include "store/file_io.h"
#include "store/state_folder.h"
#include "store/volume.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <utility>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr int kLibrariesVersion = 1;
constexpr qint64 kLibrariesLimit = 16LL * 1024 * 1024;

QString libraryOf(const QString &stateDir)
{
    return QFileInfo(stateDir).absolutePath();
}

QString mountPointAbove(const QString &folder)
{
    QString place = folder;
    while (!isMountPoint(place)) {
        const QString parent = QFileInfo(place).absolutePath();
        if (parent == place)
            break;
        place = parent;
    }
    return place;
}

// It is written over next: what is in it may still be mended by hand.
void putAsideIfDamaged(const QString &file)
{
    const Result<std::optional<QByteArray>> text = readWhole(file, kLibrariesLimit);
    if (!text || !*text || QJsonDocument::fromJson(**text).isObject())
        return;
    const QString kept = file + u".damaged"_s;
    if (renameOver(file, kept))
        qCWarning(base::lcStore).noquote()
            << file << "was damaged; it is kept as" << kept << "and begun anew";
}

/// Nothing: the file is of a newer version, or cannot be read.
std::optional<QJsonObject> librariesIn(const QString &file)
{
    const Result<std::optional<QByteArray>> text = readWhole(file, kLibrariesLimit);
    if (!text)
        return {};
    const QJsonObject json = QJsonDocument::fromJson(text->value_or(QByteArray())).object();
    if (json[u"version"_s].toInt(kLibrariesVersion) > kLibrariesVersion)
        return {};
    return json[u"libraries"_s].toObject();
}

} // namespace

KnownLibraries::KnownLibraries(QString file) : m_file(std::move(file)) {}

Result<void> KnownLibraries::checkConnected(const QString &stateDir) const
{
    const QJsonObject libraries = librariesIn(m_file).value_or(QJsonObject());
    const QJsonObject known = libraries[libraryOf(stateDir)].toObject();
    const QString mountPoint = known[u"mountPoint"_s].toString();
    if (mountPoint.isEmpty() || libraryId(stateDir) == known[u"id"_s].toString() || isMountPoint(mountPoint))
        return {};
    return fail(ErrorKind::Disconnected,
                u"nothing is mounted on %1, where it was by %2"_s.arg(mountPoint, m_file),
                {.path = libraryOf(stateDir)});
}

void KnownLibraries::remember(const QString &stateDir) const
{
    const QString id = libraryId(stateDir);
    putAsideIfDamaged(m_file);
    std::optional<QJsonObject> libraries = librariesIn(m_file);
    if (m_file.isEmpty() || id.isEmpty() || !libraries)
        return;
    const QString library = libraryOf(stateDir);
    const QJsonObject entry{{u"id"_s, id}, {u"mountPoint"_s, mountPointAbove(library)}};
    if ((*libraries)[library].toObject() == entry)
        return;
    libraries->insert(library, entry);
    const QJsonObject json{{u"version"_s, kLibrariesVersion}, {u"libraries"_s, *libraries}};
    Result<void> done = makeFolderDurably(QFileInfo(m_file).absolutePath());
    if (done)
        done = writeDurably(m_file, QJsonDocument(json).toJson());
    if (!done)
        qCWarning(base::lcStore).noquote() << "cannot remember the library:" << base::describe(done.error());
}

} // namespace weightyard::store
