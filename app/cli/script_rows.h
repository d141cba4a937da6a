// How `import-scripts`, `list` and `get --scripts` show a folder of download scripts, and what is in folders that are open. Main thread.
#pragma once

#include "app/cli/command.h"
#include "session/kept_scripts.h"

#include <QJsonObject>

namespace weightyard::cli {

session::ScriptView scriptViewOf(const CommandContext &context, const QUrl &hub);

/// The models by family, with what is there, and a line of figures.
/// In a line, and how to see them.
void printHowManyDoubts(const session::ScriptModels &models);
void printScriptModels(const session::ScriptModels &models);
/// The keys of `list`, and the folder, the script and what it does.
QJsonObject toJson(const session::ScriptModel &model, const QString &name);
/// `models`, `here`, `bytes`, `bytes_missing`, `exact`.
QJsonObject scriptTotals(const session::ScriptModels &models);

/// Those that are open, as they are now; a folder that is not there is among the errors.
struct OpenScripts {
    QList<session::ScriptModels> folders;
    QList<base::Error> errors;
};
OpenScripts openScripts(const CommandContext &context, const catalog::Catalogue &catalogue, const QUrl &hub);

/// What there is of the models of open folders, each in its own folder. Reads disks.
QList<library::ModelOnDisk> scriptFolders(const CommandContext &context);

} // namespace weightyard::cli
