// A question that takes yes or no, at a terminal. Main thread.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::cli {

/// "y" and "yes", and what these are in the user's language; everything else is no. Nothing: there is no terminal.
std::optional<bool> askYesOrNo(const QString &question);

} // namespace weightyard::cli
