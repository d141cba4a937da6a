// A folder tree of download scripts. Links are not followed, .git and what other tools keep is passed over, and everything has a limit.
// What a script would put outside of the tree, or where another script's model goes, is not taken. Reads the disk: worker threads only,
// or a terminal's main thread. Changes nothing.
#pragma once

#include "base/cancel_token.h"
#include "scripts/script_reader.h"

#include <QStringList>

namespace weightyard::scripts {

struct ScriptFile {
    QString path; ///< below the root
    ScriptKind kind = ScriptKind::Other;
};

struct ScriptTree {
    QString root;                    ///< absolute, clean
    QList<ScriptDownload> downloads; ///< each folder once, in the order of the scripts' paths
    QList<ScriptFile> scripts;       ///< those that download, and those that call them or are their template
    QList<base::Error> unsure;       ///< of a script, with its line
    QList<base::Error> notSeen;      ///< folders and limits
};

/// Walks the tree. NotFound when it is not there, Conflict when it is no folder; Cancelled.
base::Result<ScriptTree> readScriptTree(const QString &root, const QUrl &hub,
                                        const base::CancelToken &cancel);
/// Reads just these scripts; what is gone by now is among `unsure`. Disconnected when the root is not there.
base::Result<ScriptTree> readScripts(const QString &root, const QStringList &paths, const QUrl &hub);

/// The script's bytes, or why it is left out.
base::Result<QByteArray> scriptBytes(const QString &path);

} // namespace weightyard::scripts
