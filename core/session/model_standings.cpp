#include "session/model_standings.h"

#include "library/share_record.h"
#include "session/libraries.h"
#include "session/share_models.h"
#include "store/library_layout.h"
#include "store/previous_version.h"

namespace weightyard::session {

using library::ForeignTool;

ModelStandings modelStandings(const QStringList &libraries, const QString &configDir,
                              const base::Environment &environment)
{
    ModelStandings standings;
    const QStringList connected = connectedLibraries(libraries, configDir);
    for (const QString &library : connected) {
        const QList<store::PreviousVersion> previous =
            store::listPrevious(store::stateOfLibrary(library).previous());
        for (const store::PreviousVersion &version : previous)
            standings.models[version.record.modelPath].hasPrevious = true;
    }
    for (const ForeignTool tool : {ForeignTool::HubCache, ForeignTool::LmStudio}) {
        const base::Result<SharePlace> place = sharePlace(tool, environment, configDir);
        if (!place)
            continue;
        standings.shareable.append(tool);
        const QList<library::ShareRecord> shares = library::listShares(place->sharesDir);
        for (const library::ShareRecord &share : shares) {
            if (share.tool == library::foreignToolName(tool) && share.place == place->folder)
                standings.models[share.modelPath].sharedWith.append(tool);
        }
    }
    return standings;
}

} // namespace weightyard::session
