// Libraries: the folders whose models are here: the one that downloads go into, and further ones of the settings. One that is away (its
// folder is not there, or the disk that it was on is not mounted) is said to be that, and stops nothing. isConnected() blocks on the
// disk: worker threads only, or a terminal's main thread. The rest is pure.
#pragma once

#include "library/verify_models.h"
#include "settings/settings.h"

namespace weightyard::session {

/// `library` first, then the further ones; each once.
QStringList allLibraries(const QString &library, const settings::Settings &settings);

/// By store/known_libraries.h.
bool isConnected(const QString &library, const QString &configDir);
/// Where its disk is mounted is kept, so that it is known to be away when it is not there. Does nothing for a folder without models of ours.
void rememberLibrary(const QString &library, const QString &configDir);
/// Those of the further ones that are there; the first one always: what it lacks is an error of its own.
QStringList connectedLibraries(const QStringList &libraries, const QString &configDir);

/// The library that an installed model lies in; `otherwise` for one in a folder of the user's.
QString libraryOf(const library::InstalledModel &model, const QString &otherwise);
/// Which of these a folder lies in; empty: in none.
QString libraryAbove(const QString &folder, const QStringList &libraries);

} // namespace weightyard::session
