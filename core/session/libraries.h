// Libraries: the folders whose models are here: the one that downloads go into, and further ones of the settings. One that is away (its
// folder is not there, or the disk that it was on is not mounted) is said to be that, and stops nothing. Libraries lie beside each other.
// What looks at folders blocks on the disk: worker threads only, or a terminal's main thread. libraryOf() and libraryAbove() are pure.
#pragma once

#include "library/verify_models.h"
#include "settings/settings.h"

namespace weightyard::session {

/// `library` first, then the further ones; each once.
QStringList allLibraries(const QString &library, const settings::Settings &settings);

/// Absolute, links followed, also of a folder that is not there yet.
QString realFolder(const QString &folder);
bool isSameFolder(const QString &one, const QString &other);

/// The one rule for a folder that is to become a library beside these: Usage when it is one of them, lies in one, or has one in it, by
/// its name or through a link.
base::Result<void> checkNewLibrary(const QString &folder, const QStringList &others);
/// The same for the settings `library` and `libraries` as they are to be.
base::Result<void> checkLibraries(const QString &library, const QStringList &further);
/// Usage, LibraryTwice, when `other` is the folder of this library, mounted in a second place that keeps its locks apart (a network's
/// file system, a user's): all that is there would be found in the one, and be removed in the other. Writes a file into the library's
/// state folder and looks for it in the other one; the library is held.
base::Result<void> checkApart(const QString &library, const QString &other);

/// By store/known_libraries.h.
bool isConnected(const QString &library, const QString &configDir);
/// Where its disk is mounted is kept, so that it is known to be away when it is not there. Does nothing for a
/// folder without models of ours.
void rememberLibrary(const QString &library, const QString &configDir);
/// Those of the further ones that are there; the first one always: what it lacks is an error of its own.
QStringList connectedLibraries(const QStringList &libraries, const QString &configDir);

/// The library that an installed model lies in; `otherwise` for one in a folder of the user's.
QString libraryOf(const library::InstalledModel &model, const QString &otherwise);
/// Which of these a folder lies in; empty: in none.
QString libraryAbove(const QString &folder, const QStringList &libraries);

} // namespace weightyard::session
