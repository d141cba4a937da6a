// Where catalogues come from: the program, the configuration folder, a file that was named. Reads files: never on the GUI thread.
#pragma once

#include "catalog/catalogue.h"

namespace weightyard::catalog {

/// The one in the program.
Catalogue builtInCatalogue();

struct LoadedCatalogue {
    Catalogue catalogue;
    QList<base::Error> refused; ///< files that were left out
};
/// The built-in one, then `<config>/catalogues/*.json` in the order of their names, then `file` unless empty; just `file` when that is one
/// that stands alone.
LoadedCatalogue loadCatalogue(const QString &configDir, const QString &file);

} // namespace weightyard::catalog
