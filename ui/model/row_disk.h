// What a look at the disk means for a row: what is there, and whether it is known to be newer elsewhere. Each answers whether the row is
// another one by it. GUI thread.
#pragma once

#include "library/library_scan.h"
#include "ui/model/model_row.h"

namespace weightyard::ui {

struct Whereabouts {
    QHash<QString, QString> away = {}; ///< models that a library which is not connected has, by their keys
    QStringList elsewhere = {};        ///< libraries on other volumes than the one that downloads go into
};

/// Of a library's model; a script's and a user's folder are looked at by themselves, and stay as they are.
bool takeDisk(ModelRow &row, const library::LibraryContents &contents, const Whereabouts &where);
/// The one of the commit that is here, or none.
bool takeUpdate(ModelRow &row, const QList<session::KnownUpdate> &updates);

} // namespace weightyard::ui
