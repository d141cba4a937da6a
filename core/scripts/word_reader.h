// Reads the words of a shell script: quotes, escapes, line continuations, expansions. Nothing is run or expanded. Sources:
// POSIX.1-2017 XCU 2.2 (Quoting), 2.3 (Token Recognition), 2.6.2 (Parameter Expansion); bash(1). Pure, one thread; every text is taken.
#pragma once

#include "scripts/shell_cursor.h"
#include "scripts/shell_word.h"

namespace weightyard::scripts {

/// The word at the cursor, which stands on its first character. Empty where an operator stands.
Word readWord(ShellCursor &cursor);

} // namespace weightyard::scripts
