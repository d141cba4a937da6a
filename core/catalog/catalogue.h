// Catalogue: the list of offered models, and which of them a text means. Pure, any thread.
#pragma once

#include "base/result.h"
#include "catalog/model_entry.h"
#include "catalog/model_location.h"

#include <QStringList>

namespace weightyard::catalog {

struct Catalogue {
    QStringList families;     ///< in the order they are shown
    bool alone = false;       ///< where this one is named, others are left out
    QList<ModelEntry> models; ///< in the order they are shown, families not necessarily together
    const ModelEntry *find(const QString &id) const; ///< without case; null when it is not there
    friend bool operator==(const Catalogue &, const Catalogue &) = default;
};

/// `more` wins where both have an id; new families and models go to the end.
Catalogue merged(const Catalogue &base, const Catalogue &more);

/// Where an entry is cloned from and which folder it gets.
base::Result<ModelLocation> locationOf(const ModelEntry &entry, const QUrl &hub);

/// Usage, with the first of those that a text may mean: MayBeSeveral, MayBeMany.
base::Failure severalMeant(const QString &text, const QStringList &ids);

/// What a user means: an id, a name, or a part of an id that only one model has. Usage with the candidates when several
/// have it, NotFound when none has.
base::Result<ModelEntry> findModel(const Catalogue &catalogue, const QString &text);

} // namespace weightyard::catalog
