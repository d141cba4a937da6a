// A catalogue from JSON (schema: resources/catalogue.md). Pure, any thread.
#pragma once

#include "catalog/catalogue.h"

#include <QByteArray>

namespace weightyard::catalog {

/// Taken whole or refused whole: Usage, naming file, line and reason.
base::Result<Catalogue> parseCatalogue(const QByteArray &json, const QString &path);

} // namespace weightyard::catalog
