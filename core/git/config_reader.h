// The files of the user's git configuration as plain values. For this folder only. Any thread.
#pragma once

#include "git/runtime.h"

namespace weightyard::git {

/// Adds the entries of one file in file order, includes followed (relative to the including file; a missing file is no
/// error, as in git). One that cannot be opened is left out and named. Conditional includes want a repository: they do not
/// apply. Usage names file and line.
base::Result<void> readConfigFile(const QString &path, const QString &home, UserConfig &config);

/// Section and last part in lower case, the subsection as written; nothing when it is no key.
std::optional<QString> normalizedConfigKey(const QString &key);

} // namespace weightyard::git
