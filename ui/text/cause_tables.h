// The sentences of error codes, a table a subject; cause_text.h finds a row. English sources, any thread. Each table is a source of its
// own, by the name of its function (usage_causes.cpp): this header is the list of them.
#pragma once

#include "base/error_code.h"

#include <QCoreApplication>
#include <span>

namespace weightyard::text {

struct CauseRow {
    base::ErrorCode code;
    const char
        *sentence; ///< in the context "Causes"; %1, %2 … are Cause::values; %n is a count, the first value
};

std::span<const CauseRow> usageCauses();      ///< what was asked for
std::span<const CauseRow> networkCauses();    ///< what servers answer
std::span<const CauseRow> repositoryCauses(); ///< what a repository holds
std::span<const CauseRow> diskCauses();       ///< files and programs on this machine

} // namespace weightyard::text
