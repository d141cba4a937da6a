#include "session/scan_libraries.h"

#include "base/byte_sum.h"
#include "platform/volume.h"
#include "session/known_model.h"
#include "session/libraries.h"

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
        if (volumeOf(library) == volumeOf(there.first()))
            all.contents.modelBytes = base::addBytes(all.contents.modelBytes, contents->modelBytes);
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
    return all;
}

} // namespace weightyard::session
