// Log categories, one a folder. Debug output is off unless --verbose or QT_LOGGING_RULES asks for it.
// Nothing secret is ever logged: URLs go through base::redacted().
#pragma once

#include <QLoggingCategory>

namespace weightyard::base {

Q_DECLARE_LOGGING_CATEGORY(lcNet)
Q_DECLARE_LOGGING_CATEGORY(lcGit)
Q_DECLARE_LOGGING_CATEGORY(lcLfs)
Q_DECLARE_LOGGING_CATEGORY(lcStore)
Q_DECLARE_LOGGING_CATEGORY(lcHub)
Q_DECLARE_LOGGING_CATEGORY(lcLibrary)
Q_DECLARE_LOGGING_CATEGORY(lcJob)
Q_DECLARE_LOGGING_CATEGORY(lcSettings)

} // namespace weightyard::base
