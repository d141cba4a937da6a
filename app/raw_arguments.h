// The command line and the environment before Qt has read them: what is no text in the system's encoding gets other characters from it,
// and a folder of that name would be made. Windows has text only.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace weightyard::app {

/// Usage for an argument that is no text, and for a variable that names a folder in which something is kept.
base::Result<void> checkArguments(int count, const char *const *arguments);

/// Usage for a relative path where the current folder's is no text. As they were typed: "~/x" is not relative; an empty one is none.
base::Result<void> checkPaths(const QStringList &paths);

} // namespace weightyard::app
