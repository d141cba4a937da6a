// Settings of git's that change what is trusted or which way is taken, and that cannot be honoured here: refused by name where they
// would hold, never silently left out. Pure, any thread. Sources: git-config(1), "http.*"; git's http.c.
#pragma once

#include "base/config_entries.h"
#include "base/result.h"

#include <QUrl>

namespace weightyard::net {

/// "http.https://h/.proxy (/home/me/.gitconfig)", redacted.
QString settingName(const base::ConfigEntry &entry);

/// Whether any of them is there at all, for whatever URL.
bool hasRefusedSettings(const base::ConfigEntries &config, const base::Environment &environment);

/// Usage, with the setting and its file, for the first one that holds for this URL.
base::Result<void> checkSettings(const base::ConfigEntries &config, const base::Environment &environment,
                                 const QUrl &url);

} // namespace weightyard::net
