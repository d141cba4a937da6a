// What a script's tests say, as far as values decide it. Pure, any thread.
#pragma once

#include "scripts/shell_values.h"

namespace weightyard::scripts {

/// How a statement ends.
enum class Outcome {
    True,
    False,
    Success, ///< taken to succeed; it may fail
    Depends, ///< on the disk, a program and the like
    Unsure,  ///< on a value that is not sure
};

Outcome negated(Outcome outcome);

/// Of `[`, `[[` or `test` with its words; Depends for tests of files, numbers and patterns.
Outcome testOutcome(QList<Value> words);

} // namespace weightyard::scripts
