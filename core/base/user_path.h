// Paths as people give them: on a command line, in a settings file. Pure but for the current folder and the home.
#pragma once

#include <QString>

namespace weightyard::base {

/// Absolute and clean. "~" and "~/x" are the home and what is in it, which a shell leaves alone in "--library=~/x". Empty stays
/// empty.
QString userPath(const QString &typed);

} // namespace weightyard::base
