// Failures of one kind that deserve words of their own: a proxy's refusal, a quota, a sign-in page. What they are is read
// from the kind, the status and the error's reason.
// Used by Messages only. Pure, any thread.
#pragma once

#include "base/error.h"

#include <QCoreApplication>

namespace weightyard::text {

class SpecialCases
{
    Q_DECLARE_TR_FUNCTIONS(SpecialCases)
public:
    /// What went wrong, without its cause; empty: the kind says it.
    static QString lead(const base::Error &error);
    /// Empty: the kind's own.
    static QString remedy(const base::Error &error);
    /// The detail without the code that the Hub sends in front of it ("GatedRepo: ..."), which says nothing to people.
    static QString withoutCode(const QString &detail);
};

} // namespace weightyard::text
