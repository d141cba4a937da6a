// The window in this process, over a hub of its own threads: what a key costs, and what downloads leave of the GUI thread. GUI thread; what
// does not come about throws std::runtime_error.
#pragma once

#include <QString>

namespace weightyard::bench {

/// The longest time, in ms, in which no other event was served after a key in the search field.
double measureKey(int models);
/// Of a core, in percent: the GUI thread's share while one model comes at 1 MB/s.
double measureDownload(int models);

struct WaitFigures {
    double ours = 0;  ///< the longest wait of an event, ms
    double empty = 0; ///< that of an empty Qt window in a process beside it
};
/// While that many models come as fast as the machine can.
WaitFigures measureWaits(const QString &thisProgram, int jobs);

/// A window with nothing in it, until the process is ended.
int showEmptyWindow();
/// The same until the standard input ends: prints the longest wait of an event.
int runEmptyWindow();

} // namespace weightyard::bench
