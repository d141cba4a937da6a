// What a prerequisite check found, why it matters and how to mend it on this system, as sentences. Pure, any thread. Text passes through
// tr() (context "Checks").
#pragma once

#include "prerequisites/check.h"
#include "ui/text/packages.h"

#include <QString>

namespace weightyard::text {

struct CheckText {
    QString title;   ///< a word or two: "Git LFS"
    QString state;   ///< a word: "Good", "Advice"
    QString found;   ///< one sentence: version and path, or what is wrong
    QString why;     ///< what it is good for
    QString remedy;  ///< empty when all is well
    QString command; ///< to be copied into a terminal; empty when there is none that helps
    friend bool operator==(const CheckText &, const CheckText &) = default;
};

CheckText checkText(const prerequisites::CheckResult &result, Packages packages);

} // namespace weightyard::text
