// Codes whose failures deserve words of their own, as tables: what went wrong, and what helps. Used by SpecialCases only. Pure, any
// thread. Those of a subject are a source of its own, by the name of their function (usage_cases.cpp); code_cases.cpp has the others and
// finds a row.
#pragma once

#include "base/error_code.h"

#include <span>

namespace weightyard::text {

struct CodeCase {
    base::ErrorCode codes[18]; ///< the rest is None
    const char *lead;          ///< in the context "SpecialCases"; empty: the kind's own
    const char *remedy;        ///< likewise; %1, %2 … are Cause::values
};

/// Null: the error's kind says it.
const CodeCase *codeCase(base::ErrorCode code);

/// Those of what was asked for.
std::span<const CodeCase> usageCases();
/// Those of download scripts and of clones that scripts left.
std::span<const CodeCase> scriptCases();

} // namespace weightyard::text
