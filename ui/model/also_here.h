// Rows for models that are here and that no catalogue has: of the libraries, and of folders of the user's outside of them. Pure.
#pragma once

#include "session/also_here.h"
#include "ui/model/row_table.h"

namespace weightyard::ui {

/// Family of models that are here and that no catalogue has. Never stored.
QString alsoHereFamily();

QList<ModelRow> alsoHereOf(const QList<Family> &families);

/// What of it no other family has. Rows that stay keep ticks and states; those of models that are gone stay while they are on their way,
/// or have failed on it.
QList<ModelRow> alsoHereRows(const session::LibrariesOnDisk &disk, const session::OwnFolders &own,
                             const QList<Family> &families);

/// Folders of the user's with models that are here, by the models' paths.
QHash<QString, QString> ownFoldersIn(const QList<ModelRow> &alsoHere);

/// A download into a folder of the user's that has no row yet.
ModelRow ownFolderRow(const catalog::ModelEntry &entry, const QString &folder);

} // namespace weightyard::ui
