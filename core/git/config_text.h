// A file in git's configuration syntax (.lfsconfig), read by libgit2's own parser. Any thread, while a Runtime lives;
// hostile input is a Protocol error. Includes are not followed.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

namespace weightyard::git {

base::Result<base::ConfigEntries> parseConfigText(const QByteArray &text);

} // namespace weightyard::git
