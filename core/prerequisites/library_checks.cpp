#include "prerequisites/library_checks.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/volume.h"
#include "store/download_layout.h"
#include "store/space.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryFile>

namespace weightyard::prerequisites {

using namespace Qt::Literals::StringLiterals;

namespace {

// udisks mounts below /run/media/<user> or /media/<user>, macOS below /Volumes; /mnt is where people do it by hand.
struct MountPlace {
    QLatin1StringView folder;
    int levels; ///< below it, the disk's own folder among them
};
constexpr MountPlace kMountPlaces[] = {
    {"/run/media/"_L1, 2}, {"/media/"_L1, 2}, {"/Volumes/"_L1, 1}, {"/mnt/"_L1, 1}};

/// The place where the library's disk would be is there, but no disk is.
bool isDisconnected(const QString &library, const QString &configDir)
{
    const base::Result<void> connected = store::checkConnected(library, configDir);
    if (!connected && connected.error().kind == base::ErrorKind::Disconnected)
        return true;
#ifdef Q_OS_WIN
    const QString drive = library.left(3);
    return QDir(drive).isRoot() && !QFileInfo::exists(drive);
#else
    const QString root = removableRoot(library);
    if (root.isEmpty() || QFileInfo::exists(library))
        return false;
    const QString above = QFileInfo(root).absolutePath(); // "/media/Disk" is in use, too
    if (platform::isMountPoint(root) || (QFileInfo::exists(above) && platform::isMountPoint(above)))
        return false;
    return !QFileInfo::exists(root) || QDir(root).isEmpty();
#endif
}

CheckResult failed(CheckId id, Finding finding, const QString &place, const base::Cause &cause = {},
                   const QString &detail = {})
{
    return {.id = id,
            .state = CheckState::Failed,
            .finding = finding,
            .place = place,
            .cause = cause,
            .detail = detail};
}

} // namespace

QString removableRoot(const QString &path)
{
    for (const MountPlace &place : kMountPlaces) {
        if (!path.startsWith(place.folder))
            continue;
        const QStringList parts = path.mid(place.folder.size()).split(u'/', Qt::SkipEmptyParts);
        if (parts.size() >= place.levels)
            return place.folder + parts.mid(0, place.levels).join(u'/');
    }
    return {};
}

CheckResult checkLibrary(const QString &library, const QString &configDir)
{
    if (isDisconnected(library, configDir))
        return failed(CheckId::Library, Finding::NotConnected, library);
    const QString existing = platform::nearestExisting(library);
    if (!QFileInfo(existing).isDir())
        return failed(CheckId::Library, Finding::NotWritable, library,
                      base::Cause(base::ErrorCode::NotFolder, existing));
    // Permissions promise more than read-only mounts, quotas and shares keep: a file is really made.
    QTemporaryFile probe(existing + u'/' + base::kStateFolderName + u"-check-XXXXXX"_s);
    if (!probe.open())
        return failed(CheckId::Library, Finding::NotWritable, library, {},
                      u"%1: %2"_s.arg(existing, probe.errorString()));
    return {.id = CheckId::Library, .state = CheckState::Good, .place = library};
}

CheckResult checkSpace(const QString &library, const QString &configDir)
{
    if (isDisconnected(library, configDir))
        return failed(CheckId::Space, Finding::NotConnected, library);
    const auto space = store::spaceAt(library);
    if (!space)
        return failed(CheckId::Space, Finding::NotConnected, library, space.error().cause,
                      space.error().detail);
    const bool isLow = space->available < store::reserveOf(*space);
    return {.id = CheckId::Space,
            .state = isLow ? CheckState::Failed : CheckState::Good,
            .finding = isLow ? Finding::LittleSpace : Finding::None,
            .place = space->volume,
            .bytesFree = space->available};
}

} // namespace weightyard::prerequisites
