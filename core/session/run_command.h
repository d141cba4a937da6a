// A command of the user's own, for when all downloads have ended: a program and its arguments, started by itself and left to itself. No
// shell reads it: spaces separate words, double quotes keep a word with spaces together, three of them are one; nothing else is special,
// but for "~/" before the program. Blocks while the system starts it: not for the GUI thread.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace weightyard::session {

/// What the command can read in its environment.
struct DownloadsEnded {
    int done = 0;    ///< WEIGHTYARD_DONE: models that were downloaded
    int failed = 0;  ///< WEIGHTYARD_FAILED
    QString library; ///< WEIGHTYARD_LIBRARY: the folder that downloads go into
};

/// The program, then its arguments; nothing for a command without words.
QStringList commandWords(const QString &command);

/// Usage for a command without words, Prerequisite with the system's reason for a program that does not start. It runs in the user's home
/// folder, without input, and goes on when this program ends.
base::Result<void> runCommand(const QString &command, const DownloadsEnded &ended);

} // namespace weightyard::session
