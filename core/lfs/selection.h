// Selection: the user's own lfs.fetchinclude and lfs.fetchexclude (git configuration). What they leave out stays a
// pointer file, and the model shows as "partial by your settings". The repository's .lfsconfig has no say in this.
// Pure, any thread. Pattern rules: git-lfs-fetch(1) "INCLUDE AND EXCLUDE" (comma-separated, gitignore-like).
#pragma once

#include "base/config_entries.h"
#include "git/wildcard.h"

#include <vector>

namespace weightyard::lfs {

class Selection
{
public:
    Selection() = default; ///< everything
    static Selection from(const base::ConfigEntries &userConfig);

    bool wants(const QString &path) const;

private:
    std::vector<git::Wildcard> m_include;
    std::vector<git::Wildcard> m_exclude;
};

} // namespace weightyard::lfs
