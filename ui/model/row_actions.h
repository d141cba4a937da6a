// What can be done with a model, as the details and the menu of its row offer it. Pure; row_status_test enumerates it.
#pragma once

#include "ui/model/model_row.h"

namespace weightyard::ui {

enum class RowAction {
    Download,
    DownloadInto, ///< a folder of the user's own
    Pause,
    Resume,
    Retry,
    CheckAgain, ///< the same, after access was asked for or a token was stored
    Cancel,
    StopWork,    ///< a verification, a copy
    Repair,      ///< fetches what is damaged, and nothing else
    ChooseFiles, ///< of an update: the user's or the new ones
    Update,
    OpenFolder,
    UseIt,        ///< command lines for other programs
    OpenTerminal, ///< in its folder
    OpenPage,
    StartNow,
    Verify,
    LookForUpdate,
    GoBack, ///< to the version before the last update
    ShareHubCache,
    UnshareHubCache,
    ShareLmStudio,
    UnshareLmStudio,
    CopyPath,
    CopyId,      ///< "owner/name"
    CopyAddress, ///< of its page, or of its repository
    CopyDiagnostics,
    Discard,        ///< what was received of an ended download, and its failure
    RemoveFromList, ///< a row that the user added
    Remove,         ///< what is on the disk of it
};

/// What can be done with a row now, the first one being the obvious one. One list for buttons, menu and tests.
QList<RowAction> actionsFor(const ModelRow &row);
QString actionText(RowAction action);
/// Something goes: never the obvious button, and apart from the others in a menu.
bool isDestructive(RowAction action);
/// A button that invites: what most users want next.
bool isObvious(RowAction action);
/// Of those that belong together in a menu; a line stands between two groups.
int actionGroup(RowAction action);

} // namespace weightyard::ui
