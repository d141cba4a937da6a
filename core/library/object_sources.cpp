#include "library/object_sources.h"

#include "library/hub_cache.h"
#include "library/ollama_store.h"
#include "store/library_layout.h"
#include "store/path_rules.h"
#include "store/previous_version.h"
#include "store/record.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::library {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kDeepestClone = 6; // as in library_scan.cpp
constexpr qsizetype kMostClones = 2000;

} // namespace

ObjectSources::ObjectSources(QStringList libraries, const QString &folder, const ForeignPlaces &places)
    : m_places(places)
{
    libraries.removeAll(QString());
    libraries.removeDuplicates();
    bool isInside = false;
    for (const QString &library : std::as_const(libraries)) {
        addInstalled(library);
        addPrevious(library);
        addLfsStores(library, 0);
        isInside = isInside || folder.startsWith(library + u'/');
    }
    if (!folder.isEmpty() && !isInside)
        addLfsStores(folder, kDeepestClone);
    if (!places.hubCache.isEmpty())
        m_hubRepos = hubCacheRepos(places.hubCache);
}

void ObjectSources::addInstalled(const QString &library)
{
    const QList<store::Record> records =
        store::listRecords(store::stateOfLibrary(library).records(), store::RecordsOf::Library).records;
    for (const store::Record &record : records) {
        for (const store::RecordFile &file : record.files) {
            if (file.oid && !record.damaged.contains(file.path))
                m_known[*file.oid].append(QDir(library).absoluteFilePath(record.folder) + u'/' + file.path);
        }
    }
}

void ObjectSources::addPrevious(const QString &library)
{
    const QList<store::PreviousVersion> versions =
        store::listPrevious(store::stateOfLibrary(library).previous());
    for (const store::PreviousVersion &version : versions) {
        for (const store::RecordFile &file : version.record.files) {
            if (file.oid && version.kept.contains(file.path))
                m_known[*file.oid].append(store::previousFile(version.folder, file.path));
        }
    }
}

// What git-lfs has fetched stays there as well as in the work tree (git-lfs-config(5), lfs.storage).
void ObjectSources::addLfsStores(const QString &folder, int depth)
{
    const QDir here(folder);
    const QString store = folder + u"/.git/lfs/objects"_s;
    if (here.exists(u".git"_s)) {
        if (QFileInfo(store).isDir() && m_lfsStores.size() < kMostClones)
            m_lfsStores.append(store);
        return;
    }
    if (depth >= kDeepestClone || m_lfsStores.size() >= kMostClones)
        return;
    const QStringList names = here.entryList(QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QString &name : names)
        addLfsStores(folder + u'/' + name, depth + 1);
}

QStringList ObjectSources::of(const base::Oid &oid, qint64 size) const
{
    const QString hex = oid.toString();
    QStringList paths = m_known.value(oid);
    for (const QString &store : m_lfsStores)
        paths.append(store + u'/' + hex.left(2) + u'/' + hex.mid(2, 2) + u'/' + hex);
    if (!m_hubRepos.isEmpty())
        paths += hubCacheBlobs(m_places.hubCache, m_hubRepos, hex);
    for (const QString &place : m_places.ollama)
        paths.append(ollamaBlob(place, oid));
    QStringList good;
    for (const QString &path : std::as_const(paths)) {
        const QString real = path.isEmpty() ? QString() : QFileInfo(path).canonicalFilePath();
        const QFileInfo file(real);
        if (!real.isEmpty() && file.isFile() && file.size() == size && !good.contains(real))
            good.append(real);
    }
    return good;
}

} // namespace weightyard::library
