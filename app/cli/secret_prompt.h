// Asks for a secret on the terminal, also when standard input or output is something else; what is typed is not shown. Blocks; one
// question at a time. POSIX in secret_prompt_posix.cpp, Windows in secret_prompt_windows.cpp.
#pragma once

#include "base/cancel_token.h"

#include <QString>
#include <optional>

namespace weightyard::cli {

/// What was typed. Nothing: there is no terminal, or Ctrl-C or Ctrl-D on an empty line.
std::optional<QString> askSecret(const QString &prompt);
/// The same for what may be seen.
std::optional<QString> askLine(const QString &prompt);

/// For a download's thread while the program runs on: ends with `cancel`, too, and Ctrl-C interrupts the program as it would
/// elsewhere.
std::optional<QString> askMeanwhile(const QString &prompt, bool isSecret, const base::CancelToken &cancel);

} // namespace weightyard::cli
