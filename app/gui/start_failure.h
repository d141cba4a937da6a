// What goes wrong before there is a window, or after it has closed, said where it is seen.
#pragma once

#include "base/error.h"

namespace weightyard::gui {

/// While one of these lives, a start that Qt gives up (no display, one whose server is gone, a platform plugin that does not
/// load) ends the process with a sentence on standard error and the exit code of a missing prerequisite, where Qt would
/// abort. Made before the application object, one at a time.
class DisplayGuard
{
public:
    DisplayGuard();
    ~DisplayGuard();
    DisplayGuard(const DisplayGuard &) = delete;
    DisplayGuard &operator=(const DisplayGuard &) = delete;
};

/// The sentence and its remedy in a box that deletes itself when it is closed; returns at once. GUI thread.
void showStartFailure(const base::Error &error);
/// The same for what went wrong otherwise: `what` comes first.
void showFailure(const QString &what, const base::Error &error);

} // namespace weightyard::gui
