#include "session/libraries.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"
#include "platform/volume.h"
#include "store/download_layout.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>
#include <optional>

namespace weightyard::session {

using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

bool isInside(const QString &path, const QString &folder)
{
    return path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

// Where a link leads is named, too: else nobody sees why.
Result<void> refuseNested(const QString &inner, const QString &outer)
{
    if (isInside(inner, outer))
        return fail(ErrorKind::Usage, Cause(ErrorCode::LibrariesNested, inner, outer));
    return fail(ErrorKind::Usage,
                Cause(ErrorCode::LibrariesNestedByLink, inner, outer, realFolder(inner), realFolder(outer)));
}

} // namespace

QStringList allLibraries(const QString &library, const settings::Settings &settings)
{
    QStringList all{QDir::cleanPath(library)};
    for (const QString &further : settings.libraries)
        all.append(QDir::cleanPath(further));
    all.removeDuplicates();
    return all;
}

QString realFolder(const QString &folder)
{
    const QString clean = QDir::cleanPath(folder);
    const QString existing = platform::nearestExisting(clean);
    return QDir::cleanPath(QFileInfo(existing).canonicalFilePath() + clean.mid(existing.size()));
}

bool isSameFolder(const QString &one, const QString &other)
{
    const QString real = realFolder(one);
    const QString realOther = realFolder(other);
    if (real == realOther)
        return true;
    // Mounted twice, or of other case on a volume that does not tell the two apart.
    const std::optional<platform::FileState> state = platform::stateOf(real);
    const std::optional<platform::FileState> stateOther = platform::stateOf(realOther);
    return state && stateOther && state->volume == stateOther->volume && state->fileId == stateOther->fileId;
}

Result<void> checkNewLibrary(const QString &folder, const QStringList &others)
{
    const QString path = QDir::cleanPath(folder);
    const QString real = realFolder(path);
    for (const QString &one : others) {
        const QString other = QDir::cleanPath(one);
        const QString realOther = realFolder(other);
        if (path == other)
            return fail(ErrorKind::Usage, Cause(ErrorCode::LibraryTwice, path));
        if (isSameFolder(real, realOther))
            return fail(ErrorKind::Usage, Cause(ErrorCode::LibraryTwiceByLink, path, other));
        if (isInside(real, realOther))
            return refuseNested(path, other);
        if (isInside(realOther, real))
            return refuseNested(other, path);
    }
    return {};
}

Result<void> checkApart(const QString &library, const QString &other)
{
    const QString probe = store::stateOfLibrary(library).probe();
    const QByteArray text = QUuid::createUuid().toByteArray();
    if (const Result<void> written = platform::writeDurably(probe, text); !written)
        return written;
    const auto seen = platform::readWhole(store::stateOfLibrary(other).probe(), text.size());
    const Result<void> removed = platform::removeFile(probe);
    if (seen && *seen == text)
        return fail(ErrorKind::Usage, Cause(ErrorCode::LibraryTwice, other));
    return removed;
}

Result<void> checkLibraries(const QString &library, const QStringList &further)
{
    QStringList others{library};
    for (const QString &one : further) {
        if (const Result<void> good = checkNewLibrary(one, others); !good)
            return good;
        others.append(one);
    }
    return {};
}

bool isConnected(const QString &library, const QString &configDir)
{
    return QFileInfo(library).isDir() && store::checkConnected(library, configDir);
}

void rememberLibrary(const QString &library, const QString &configDir)
{
    if (isConnected(library, configDir))
        store::KnownLibraries(base::ConfigLayout(configDir).libraries())
            .remember(store::stateInside(realFolder(library)));
}

QStringList connectedLibraries(const QStringList &libraries, const QString &configDir)
{
    QStringList there = libraries.mid(0, 1);
    QStringList real{QFileInfo(libraries.value(0)).canonicalFilePath()};
    for (const QString &library : libraries.mid(1)) {
        const QString folder = QFileInfo(library).canonicalFilePath();
        if (real.contains(folder) || !isConnected(library, configDir))
            continue; // the same one by another name
        real.append(folder);
        there.append(library);
    }
    return there;
}

QString libraryOf(const library::InstalledModel &model, const QString &otherwise)
{
    const QString below = u'/' + model.record.folder;
    const bool isInLibrary = QDir::isRelativePath(model.record.folder) && model.folder.endsWith(below);
    return isInLibrary ? model.folder.chopped(below.size()) : otherwise;
}

QString libraryAbove(const QString &folder, const QStringList &libraries)
{
    for (const QString &library : libraries) {
        if (folder.startsWith(library + u'/'))
            return library;
    }
    return {};
}

} // namespace weightyard::session
