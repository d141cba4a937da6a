#include "session/libraries.h"

#include "base/config_layout.h"
#include "store/download_layout.h"
#include "store/known_libraries.h"
#include "store/library_layout.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::session {

QStringList allLibraries(const QString &library, const settings::Settings &settings)
{
    QStringList all{QDir::cleanPath(library)};
    for (const QString &further : settings.libraries)
        all.append(QDir::cleanPath(further));
    all.removeDuplicates();
    return all;
}

bool isConnected(const QString &library, const QString &configDir)
{
    return QFileInfo(library).isDir() && store::checkConnected(library, configDir);
}

void rememberLibrary(const QString &library, const QString &configDir)
{
    if (isConnected(library, configDir))
        store::KnownLibraries(base::ConfigLayout(configDir).libraries())
            .remember(store::stateInside(library));
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
