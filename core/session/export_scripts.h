// Download scripts for machines without this program: one a model in `<folder>/<owner>/<name>/download.sh`, and two at the top that run
// all of them and show how one is written. Planning looks at the disk, writing changes it: worker threads only, or a terminal's main
// thread.
#pragma once

#include "session/installed_choice.h"
#include "session/model_choice.h"
#include "session/model_look.h"

namespace weightyard::session {

/// A model, and which files its script gets.
struct ScriptOrder {
    NamedModel model;
    QStringList files = {}; ///< in the repository at `commit`; none: all
    QString commit = {};    ///< 40 hex digits; empty: what the model's revision says
};

/// A model that is asked for by its name and of which some files are here: these, at their commit. A choice that its address or the
/// catalogue names: from what is here if it is that, else from its host's list of files (blocks on the network; what the Hub said before
/// holds when it does not answer). Usage for what does not hit; Unsafe for paths that no repository has.
base::Result<ScriptOrder> scriptOrder(const NamedModel &model, const InstalledModels &installed,
                                      const job::JobServices &services, const QUrl &hub,
                                      const base::CancelToken &cancel);

struct WrittenScript {
    QString path;      ///< absolute
    QString modelPath; ///< empty: of the two at the top
    QByteArray text;
    bool isThere = false; ///< just like this
};

struct ScriptExport {
    QList<WrittenScript> files;
    QList<base::Error>
        left; ///< Conflict, with the path: not written by this program, or changed by hand since
};

/// Usage for values that cannot stand in a script, and for models whose folders differ in case only; Conflict for a file in the place of
/// the folder. Nothing is written.
base::Result<ScriptExport> planScriptExport(const QList<ScriptOrder> &orders, const QString &folder,
                                            bool removeGit);
/// Durably, and as programs that may be run. What is there already is left.
base::Result<void> writeScripts(const QList<WrittenScript> &written);

} // namespace weightyard::session
