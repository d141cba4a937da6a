// Runtime: libgit2's global state, built once by app/ before anything of git is used. Reads where the user's git
// configuration lies, then empties libgit2's search paths, so that no system or user attribute file, template or config
// reaches a fetch, a filter or a published folder. Construct on the main thread. libgit2 itself is up until the process
// ends: a thread of a pool is waited for, but what libgit2 keeps for it is freed a moment later, and was lost when
// libgit2 had gone by then.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

#include <QStringList>

namespace weightyard::git {

struct UserConfig {
    QList<base::ConfigEntry> entries;
    QStringList
        unreadable; ///< files that are there and cannot be opened: left out, as git leaves out another user's
};

class Runtime
{
public:
    explicit Runtime(const base::Environment &environment);
    Runtime(const Runtime &) = delete;
    Runtime &operator=(const Runtime &) = delete;

    /// System, XDG and global configuration and GIT_CONFIG_COUNT, in git's order, includes followed. Honours GIT_CONFIG_SYSTEM,
    /// GIT_CONFIG_GLOBAL and GIT_CONFIG_NOSYSTEM. A malformed file is a Usage error naming file and line.
    base::Result<UserConfig> userConfig() const;

    struct Version {
        QString text; ///< "1.9.0"
        bool threads = false;
        bool shallowFetch = false; ///< >= 1.9.0
    };
    static Version version();

private:
    QString m_home; ///< "~" in include.path
    QStringList m_configFiles;
    base::ConfigEntries m_fromEnvironment;
};

} // namespace weightyard::git
