// Codes whose failures deserve words of their own, as a table: what went wrong, and what helps. Used by SpecialCases only. Pure, any
// thread.
#pragma once

#include "base/error_code.h"

namespace weightyard::text {

struct CodeCase {
    base::ErrorCode code;
    const char *lead;   ///< in the context "SpecialCases"
    const char *remedy; ///< likewise
};

/// Null: the error's kind says it.
const CodeCase *codeCase(base::ErrorCode code);

} // namespace weightyard::text
