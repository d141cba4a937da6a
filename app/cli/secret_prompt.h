// Asks for a secret on the terminal, also when standard input or output is something else; what is typed is not shown. Main thread,
// blocks. POSIX in secret_prompt_posix.cpp, Windows in secret_prompt_windows.cpp.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::cli {

/// What was typed. Nothing: there is no terminal, or Ctrl-C or Ctrl-D on an empty line.
std::optional<QString> askSecret(const QString &prompt);
/// The same for what may be seen.
std::optional<QString> askLine(const QString &prompt);

} // namespace weightyard::cli
