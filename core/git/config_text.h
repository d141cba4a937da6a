// A file in git's configuration syntax that somebody else wrote (.lfsconfig, a clone's config), by the rules of
// git-config(1), "Syntax" and "Values". A parser of our own: libgit2's follows includes when it reads a file, and the
// one for text in memory is not exported by its shared library. Pure, any thread. Includes are entries like others.
// Malformed text is Protocol, with the line.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

namespace weightyard::git {

base::Result<base::ConfigEntries> parseConfigText(const QByteArray &text);

} // namespace weightyard::git
