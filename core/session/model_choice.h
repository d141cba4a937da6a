// Which models a person means: typed text (ids, names, parts of ids, addresses), families, "all", understood against a catalogue.
// Terminal and window come through here. Pure, any thread.
#pragma once

#include "catalog/catalogue.h"

namespace weightyard::session {

struct NamedModel {
    catalog::ModelEntry entry; ///< of the catalogue; else just id, address, revision and name
    catalog::ModelLocation location;
};

/// Text with a "/" or ":" is an id or an address, anything else a name or a part of an id (catalog::findModel). The address of a
/// model that the catalogue has means that model, from this address and at its revision, if it has one. Usage for what is not
/// understood, and with the candidates for a part that several ids have; NotFound for a name that no model has.
base::Result<NamedModel> modelNamed(const QString &text, const catalog::Catalogue &catalogue,
                                    const QUrl &hub);

struct ModelWish {
    QStringList texts; ///< as typed
    QStringList families;
    bool all = false;
    bool extra = false; ///< the catalogue's second set, too
};

/// The texts in their order, then what families and "all" add, in the catalogue's order; each model and revision once. Usage for
/// an unknown family; else as modelNamed().
base::Result<QList<NamedModel>> chooseModels(const ModelWish &wish, const catalog::Catalogue &catalogue,
                                             const QUrl &hub);

/// Those of the families that are asked for, or of all. The second set with `extra`, or when a family is asked for that has
/// nothing else.
QList<catalog::ModelEntry> offeredModels(const ModelWish &wish, const catalog::Catalogue &catalogue);

} // namespace weightyard::session
