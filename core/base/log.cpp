#include "base/log.h"

namespace weightyard::base {

Q_LOGGING_CATEGORY(lcNet, "weightyard.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGit, "weightyard.git", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLfs, "weightyard.lfs", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "weightyard.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcHub, "weightyard.hub", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLibrary, "weightyard.library", QtInfoMsg)
Q_LOGGING_CATEGORY(lcJob, "weightyard.job", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSettings, "weightyard.settings", QtInfoMsg)

} // namespace weightyard::base
