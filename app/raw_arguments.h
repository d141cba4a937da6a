// The command line before Qt has read it.
#pragma once

#include "base/result.h"

namespace weightyard::app {

/// Usage for an argument that is no text in the system's encoding: Qt would put another character in its place, and a folder
/// of that name would be made. Windows has text only.
base::Result<void> checkArguments(int count, const char *const *arguments);

} // namespace weightyard::app
