// What else there is of installed models, besides their folders: the version before the last update, and places of other programs that
// they are shared with. Blocks on the disk; worker threads only.
#pragma once

#include "base/config_entries.h"
#include "library/foreign_stores.h"

#include <QHash>

namespace weightyard::session {

struct ModelStanding {
    bool hasPrevious = false;
    QList<library::ForeignTool> sharedWith = {};
    friend bool operator==(const ModelStanding &, const ModelStanding &) = default;
};

struct ModelStandings {
    QHash<QString, ModelStanding> models;  ///< by modelPath; those of which there is something to say
    QList<library::ForeignTool> shareable; ///< programs of this machine that models can be shared with
};

/// Of libraries that are connected. Shares are of the places where the programs look now.
ModelStandings modelStandings(const QStringList &libraries, const QString &configDir,
                              const base::Environment &environment);

} // namespace weightyard::session
