#include "base/log.h"

namespace weightyard::base {

Q_LOGGING_CATEGORY(lcNet, "weightyard.net", QtInfoMsg)
Q_LOGGING_CATEGORY(lcGit, "weightyard.git", QtInfoMsg)
Q_LOGGING_CATEGORY(lcLfs, "weightyard.lfs", QtInfoMsg)
Q_LOGGING_CATEGORY(lcStore, "weightyard.store", QtInfoMsg)
Q_LOGGING_CATEGORY(lcQueue, "weightyard.queue", QtInfoMsg)
Q_LOGGING_CATEGORY(lcSettings, "weightyard.settings", QtInfoMsg)

} // namespace weightyard::base
