// The models that the user added by hand, as the catalogue file `<config>/catalogues/added.json`: at the next start it is read with
// the others. addedToJson() is pure; writeAdded() blocks on the disk: not for the GUI thread. A file that is not understood is kept
// aside, one of a newer version left untouched (Prerequisite).
#pragma once

#include "session/known_model.h"

namespace weightyard::session {

struct AddedModel {
    QString key; ///< its path in a library
    KnownModel model;
};

/// What a catalogue calls a model: its path when it is one of the Hub, else a name made of it.
QString catalogueId(const QString &modelPath);

/// One that the catalogue's schema cannot hold is left out.
QByteArray addedToJson(const QList<AddedModel> &models);
base::Result<void> writeAdded(const QString &configDir, const QList<AddedModel> &models);

} // namespace weightyard::session
