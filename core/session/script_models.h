// The models of a folder of download scripts, each with its own folder, and what is known of them. Terminal and window come through
// here. openScripts() and reopenScripts() read disks: worker threads, or a terminal's main thread; the rest is pure. Needs a
// git::Runtime.
#pragma once

#include "job/download_request.h"
#include "scripts/script_tree.h"
#include "session/known_model.h"
#include "session/make_request.h"

namespace weightyard::session {

struct ScriptModel {
    scripts::ScriptDownload script;
    KnownModel
        model; ///< `disk` is of the script's folder; the family is the catalogue's, or as the name says
};

struct ScriptModels {
    QString root;
    QString name;         ///< of the root, for people
    QStringList families; ///< that there are, in the catalogue's order
    QList<ScriptModel> models;
    QList<scripts::ScriptFile> scripts;
    QList<base::Error> unsure;  ///< scripts, with path and line
    QList<base::Error> notSeen; ///< folders, limits
};

struct ScriptView {
    QString configDir;
    QString factsFile; ///< base::ConfigLayout::facts()
    QUrl hub;
    bool safe = false; ///< the setting
};

/// Walks the folder. NotFound when no script in it has to do with models; else as scripts::readScriptTree().
base::Result<ScriptModels> openScripts(const QString &root, const catalog::Catalogue &catalogue,
                                       const ScriptView &view, const base::CancelToken &cancel);
/// Reads just the scripts that are known. Disconnected when the folder is not there.
base::Result<ScriptModels> reopenScripts(const QString &root, const QStringList &paths,
                                         const catalog::Catalogue &catalogue, const ScriptView &view,
                                         const base::CancelToken &cancel);

/// Those that the texts (ids, names, parts of ids, folders), families and "all" mean, in the order of the tree. NotFound for a text that no
/// script has; Usage, with the candidates, for a part of several, and for an unknown family.
base::Result<QList<ScriptModel>> chooseScriptModels(const ModelWish &wish, const ScriptModels &models);

/// Into the script's folder, with or without history as the script does it unless that is chosen; the library is where objects can be
/// copied from.
job::DownloadRequest scriptRequest(const ScriptModel &model, const RequestChoice &choice,
                                   const settings::Settings &settings);

/// "Qwen" for "Qwen3-0.6B-4bit": the family that a name has in it; else "Other", or the last one there is.
QString familyOfName(const QString &name, const QStringList &families);

} // namespace weightyard::session
