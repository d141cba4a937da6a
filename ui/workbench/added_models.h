// What the user added by hand, as the catalogue file `<config>/catalogues/added.json`: at the next start it is read
// with the others. Pure, and a write that blocks: worker threads only.
#pragma once

#include "ui/model/model_row.h"

namespace weightyard::ui {

/// A row that the catalogue's schema cannot hold is left out.
QByteArray addedToJson(const QList<ModelRow> &rows);
base::Result<void> writeAdded(const QString &configDir, const QList<ModelRow> &rows);

} // namespace weightyard::ui
