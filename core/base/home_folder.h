// The user's home folder by the environment, as git and as Python find it. Pure, any thread. Empty: there is none.
#pragma once

#include "base/config_entries.h"

namespace weightyard::base {

/// HOME; on Windows, where that is not set, what Git for Windows takes (compat/mingw.c, setup_windows_environment): HOMEDRIVE and
/// HOMEPATH if the folder is there, else USERPROFILE.
QString homeForGit(const Environment &environment);

/// HOME; on Windows USERPROFILE, whatever HOME says. The "~" of Python, and os.homedir() of Node and Go.
QString homeForPython(const Environment &environment);

} // namespace weightyard::base
