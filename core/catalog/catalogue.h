// Catalogue: the list of offered models, from JSON files (schema: resources/catalogue.md). A file is taken whole or refused
// whole: Usage, naming file, line and reason. Parsing and matching are pure; load reads files, so never on the GUI thread.
#pragma once

#include "base/result.h"
#include "catalog/model_entry.h"
#include "catalog/model_location.h"

#include <QByteArray>
#include <QStringList>

namespace weightyard::catalog {

struct Catalogue {
    QStringList families;     ///< in the order they are shown
    QList<ModelEntry> models; ///< in the order they are shown, families not necessarily together
    const ModelEntry *find(const QString &id) const; ///< without case; null when it is not there
    friend bool operator==(const Catalogue &, const Catalogue &) = default;
};

base::Result<Catalogue> parseCatalogue(const QByteArray &json, const QString &path);

/// `more` wins where both have an id; new families and models go to the end.
Catalogue merged(const Catalogue &base, const Catalogue &more);

/// The one in the program.
Catalogue builtInCatalogue();

struct LoadedCatalogue {
    Catalogue catalogue;
    QList<base::Error> refused; ///< files that were left out
};
/// The built-in one, then `<config>/catalogues/*.json` in the order of their names, then `file` unless empty.
LoadedCatalogue loadCatalogue(const QString &configDir, const QString &file);

/// Where an entry is cloned from and which folder it gets.
base::Result<ModelLocation> locationOf(const ModelEntry &entry, const QUrl &hub);

/// What a user means: an id, a name, or a part of an id that only one model has. Usage with the candidates when several
/// have it, NotFound when none has.
base::Result<ModelEntry> findModel(const Catalogue &catalogue, const QString &text);

} // namespace weightyard::catalog
