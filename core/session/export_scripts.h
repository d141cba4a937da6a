// Download scripts for machines without this program: one a model in `<folder>/<owner>/<name>/download.sh`, and two at the top that run
// all of them and show how one is written. Planning looks at the disk, writing changes it: worker threads only, or a terminal's main
// thread.
#pragma once

#include "session/model_choice.h"

namespace weightyard::session {

struct WrittenScript {
    QString path;      ///< absolute
    QString modelPath; ///< empty: of the two at the top
    QByteArray text;
    bool isThere = false; ///< just like this
};

/// Conflict with the path for a file that this program did not write, or that was changed by hand since; Usage for values that cannot
/// stand in a script, and for models whose folders differ in case only. Nothing is written.
base::Result<QList<WrittenScript>> planScriptExport(const QList<NamedModel> &models, const QString &folder,
                                                    bool removeGit);
/// Durably, and as programs that may be run. What is there already is left.
base::Result<void> writeScripts(const QList<WrittenScript> &written);

} // namespace weightyard::session
