// Where an adopted folder's record goes, and the move into the library: for adopt.cpp. Blocks on the disk; the same threads.
#pragma once

#include "session/adopt.h"

namespace weightyard::session {

/// The folder by its real name. Usage when there is none; Conflict for a library, for an unfinished download into it, for what another
/// program keeps in a store of its own, and with `move` for a link, and for a folder of LM Studio.
base::Result<QString> folderToAdopt(const AdoptQuestion &question, const AdoptServices &services);

/// A model that has our record and lies in this very folder.
std::optional<library::InstalledModel> recordedModelAt(const QString &folder, const QStringList &libraries,
                                                       const QString &configDir);

/// By its real name, where a model's folder is in a library.
QString folderInLibrary(const QString &library, const QString &modelPath);

/// Conflict: the model's place is taken, or on another volume, or the folder is a linked work tree or a mount point.
base::Result<void> checkMoveIntoLibrary(const QString &folder, const QString &library,
                                        const QString &modelPath);

/// Writes the record, of the library or of the folder where it is; in the library moves it to its place when it is not there. What was
/// written of the folder before, as another model, goes. The folder that it is in now.
base::Result<QString> recordAt(bool inLibrary, store::Record &record, const QString &folder,
                               const AdoptServices &services);

} // namespace weightyard::session
