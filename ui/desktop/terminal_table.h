// Which terminal program opens in a folder, on which system and desktop: a table. Each call is run in that folder; programs that hand
// the work to one that runs already are told the folder besides. Pure, any thread.
#pragma once

#include "base/config_entries.h"

#include <QStringList>

namespace weightyard::ui {

enum class TerminalSystem { Linux, MacOs, Windows };

struct TerminalCall {
    QString program; ///< a name to look for, or a whole path
    QStringList arguments = {};
    friend bool operator==(const TerminalCall &, const TerminalCall &) = default;
};

/// In the order in which they are looked for. On Linux: xdg-terminal-exec, $TERMINAL, those of the desktop by XDG_CURRENT_DESKTOP,
/// x-terminal-emulator, all others that are known. `folder` is absolute.
QList<TerminalCall> terminalCalls(TerminalSystem system, const base::Environment &environment,
                                  const QString &folder);

} // namespace weightyard::ui
