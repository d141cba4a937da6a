// The help of weightyard-cli, made of the tables of commands and options, for a terminal of 80 columns. Pure.
#pragma once

#include <QString>

namespace weightyard::cli {

/// `topic` is a command, or empty: all of them.
QString helpText(const QString &topic);
/// What can be the first argument, one a line: for scripts that tell the terminal program's arguments from the window's.
QString commandNames();

} // namespace weightyard::cli
