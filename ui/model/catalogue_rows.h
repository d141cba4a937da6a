// The families and rows of a catalogue. Pure.
#pragma once

#include "catalog/catalogue.h"
#include "ui/model/row_table.h"

namespace weightyard::ui {

/// Family of user-added models; this string is also stored in added.json.
QString addedFamily();

/// A row of the user's own, without states.
ModelRow addedRow(const catalog::ModelEntry &entry, const QString &key);

/// Rows of `before` that stay keep ticks and states. `extra`: the second set too. Entries whose address is not understood are left
/// out, and so are families without a model.
QList<Family> familiesOf(const catalog::Catalogue &catalogue, const QUrl &hub, bool extra,
                         const QHash<QString, ModelRow> &before);

/// The models of open folders of scripts; rows of `before` keep ticks and states.
QList<Family> folderFamilies(QList<Family> families, const QList<Family> &before);
/// Those among `families`, and the others.
QList<Family> foldersIn(const QList<Family> &families);
QList<Family> withoutFolders(QList<Family> families);
/// Which models stand where: two lists are alike when these are.
QStringList placesIn(const QList<Family> &families);

/// All families in their order: the catalogue's, what is here besides, folders of scripts, the user's own. A model is in one of them.
/// `catalogue` may have families of all kinds.
QList<Family> arranged(QList<Family> catalogue, QList<ModelRow> alsoHere, const QList<Family> &folders,
                       const QList<ModelRow> &added);

QStringList keysIn(const QList<ModelRow> &rows);

/// The same with these of its files, which are so large.
catalog::ModelEntry picked(catalog::ModelEntry entry, const base::PickWish &pick, qint64 bytes);

} // namespace weightyard::ui
