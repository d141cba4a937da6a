// What an Error says happened, in the words that a user reads (without the lead that its kind has), with the line of
// a file in front. Any thread.
#pragma once

#include "base/error.h"
#include "ui/text/cause_text.h"

namespace weightyard::test {

inline QString said(const base::Error &error)
{
    const QString text = text::causeText(error.cause, error.detail);
    const int line = error.context.line;
    return line > 0 ? QStringLiteral("line %1: %2").arg(line).arg(text) : text;
}

} // namespace weightyard::test
