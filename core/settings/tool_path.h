// Where a command-line tool is, and how it is to be run: by PATH of the given environment, absolute folders only, so
// that nothing from the current folder is ever started. Blocks on macOS; not for the GUI thread.
#pragma once

#include "base/cancel_token.h"
#include "base/config_entries.h"
#include "settings/helper_process.h"

namespace weightyard::settings {

/// Empty when there is none to run. On macOS without the developer tools /usr/bin/git counts as none: that stub opens
/// an installer.
QString toolPath(const QString &name, const base::Environment &environment, const base::CancelToken &cancel);

/// The environment for git and its companions: as given, but whatever repository this program was started in has no say.
QProcessEnvironment toolEnvironment(const base::Environment &environment);

} // namespace weightyard::settings
