// How to mend what a check found, by how software is installed on the system at hand. Pure, any thread; for check_text.
#pragma once

#include "prerequisites/check.h"
#include "ui/text/check_text.h"

namespace weightyard::text {

struct Remedy {
    QString sentence;
    QString command;
};

Remedy remedyFor(const prerequisites::CheckResult &result, Packages packages);

} // namespace weightyard::text
