// The bounds of what a user may ask for, wherever it is asked: command line, settings, queue.
#pragma once

namespace weightyard::base {

constexpr int kMostJobs = 8;         ///< models at a time
constexpr int kMostLibraries = 16;   ///< besides the one that downloads go into
constexpr int kMostConnections = 16; ///< of all models together

} // namespace weightyard::base
