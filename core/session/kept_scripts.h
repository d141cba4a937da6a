// Folders of download scripts that are open: one file each in `<config>/scripts/`, until it is closed. What is kept is where the folder
// is and which scripts in it have to do with models; what they say is read again. platform/versioned_file.h says what becomes of newer
// and damaged files. Blocks on the disk.
#pragma once

#include "session/script_models.h"

#include <QStringList>

namespace weightyard::session {

struct KeptScripts {
    QString root;      ///< absolute
    QString name;      ///< for people; each once
    QStringList paths; ///< of the scripts, below the root
};

struct KeptScriptsListing {
    QList<KeptScripts> folders; ///< by name
    QList<base::Error> unreadable;
};

KeptScriptsListing keptScripts(const QString &configDir);
/// Folders that the kept scripts fill with this model.
QStringList keptFoldersOf(const QString &modelPath, const QString &configDir, const QUrl &hub);
/// What the kept scripts fill this folder (by its real name) with; nothing: they do not.
std::optional<catalog::ModelLocation> keptLocationOf(const QString &folder, const QString &configDir,
                                                     const QUrl &hub);
/// Keeps it, in place of what was kept of the same folder. The name that it has now.
base::Result<QString> keepScripts(const QString &configDir, const ScriptModels &models);
/// By the folder's absolute path, or by its name. The folder. NotFound. `dry`: nothing is done.
base::Result<QString> closeScripts(const QString &configDir, const QString &path, const QString &name,
                                   bool dry = false);

} // namespace weightyard::session
