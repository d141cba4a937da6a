#include "session/scan_libraries.h"

#include "base/config_layout.h"
#include "platform/volume.h"
#include "session/known_model.h"
#include "session/libraries.h"
#include "store/download_layout.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"

namespace weightyard::session {

using base::fail;
using base::Result;
using library::ModelOnDisk;
using library::OnDisk;

bool isMoreThan(const ModelOnDisk &disk, const ModelOnDisk &other)
{
    const auto rank = [](const ModelOnDisk &one) {
        if (isHere(one))
            return 2;
        return one.state == OnDisk::Incomplete || isUnfinished(one) ? 1 : 0;
    };
    return rank(disk) > rank(other);
}

QString libraryOf(const ModelOnDisk &disk, const QString &otherwise)
{
    const QString below = u'/' + disk.modelPath;
    return disk.modelPath.isEmpty() || !disk.folder.endsWith(below) ? otherwise
                                                                    : disk.folder.chopped(below.size());
}

namespace {

// For the time when it is away.
void rememberModels(const QString &library, const library::LibraryContents &contents,
                    const QString &configDir)
{
    QStringList paths;
    for (const ModelOnDisk &disk : contents.models) {
        if (disk.state != OnDisk::Absent && disk.state != OnDisk::NotRecognised)
            paths.append(disk.modelPath);
    }
    paths.sort();
    store::KnownLibraries(base::ConfigLayout(configDir).libraries())
        .rememberModels(store::stateInside(realFolder(library)), paths);
}

} // namespace

QHash<QString, QString> modelsAway(const QStringList &libraries, const QString &configDir)
{
    QHash<QString, QString> away;
    const QHash<QString, QStringList> known =
        store::KnownLibraries(base::ConfigLayout(configDir).libraries()).models();
    for (const QString &library : libraries) {
        // The first one that was deleted is made anew: that one is not away.
        const bool isFirst = library == libraries.first();
        const QStringList paths = known.value(realFolder(library));
        if (paths.isEmpty()
            || (isFirst ? store::checkConnected(library, configDir).has_value()
                        : isConnected(library, configDir)))
            continue;
        for (const QString &path : paths) {
            if (!away.contains(path))
                away.insert(path, library);
        }
    }
    return away;
}

Result<LibrariesOnDisk> scanLibraries(const QStringList &libraries, const QString &configDir,
                                      const QStringList &modelPaths, const base::CancelToken &cancel)
{
    LibrariesOnDisk all;
    const QStringList there = connectedLibraries(libraries, configDir);
    const auto volumeOf = [](const QString &library) {
        return platform::mountPoint(platform::nearestExisting(library));
    };
    for (const QString &library : there) {
        const Result<library::LibraryContents> contents = library::scanLibrary(library, modelPaths, cancel);
        if (!contents && (library == there.first() || cancel.isCancelled()))
            return fail(contents.error());
        if (!contents) {
            all.contents.unreadable.append(contents.error());
            continue;
        }
        all.contents.unreadable += contents->unreadable;
        rememberModels(library, *contents, configDir);
        if (volumeOf(library) != volumeOf(there.first())) {
            if (const auto space = store::spaceAt(library))
                all.elsewhere.insert(library, *space);
        }
        for (const ModelOnDisk &disk : contents->models) {
            const auto known = all.contents.models.constFind(disk.modelPath);
            if (known == all.contents.models.cend() || isMoreThan(disk, *known))
                all.contents.models.insert(disk.modelPath, disk);
        }
    }
    for (const QString &library : libraries.mid(1)) {
        if (!there.contains(library) && !isConnected(library, configDir))
            all.away.append(library);
    }
    all.awayModels = modelsAway(libraries, configDir);
    all.awayModels.removeIf([&](const auto &one) {
        const ModelOnDisk disk = all.contents.models.value(one.key());
        return disk.state != OnDisk::Absent;
    });
    return all;
}

} // namespace weightyard::session
