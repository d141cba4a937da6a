// libgit2's configuration parser as plain values. For this folder only. Any thread, after Runtime was constructed.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

namespace weightyard::git {

/// The entries of one file in file order, includes followed (relative to the including file; a missing include is no
/// error, as in git). Conditional includes that need a repository do not apply. Usage names file and line.
base::Result<QList<base::ConfigEntry>> readConfigFile(const QString &path);

/// Section and last part in lower case, the subsection as written; nothing when it is no key.
std::optional<QString> normalizedConfigKey(const QString &key);

} // namespace weightyard::git
