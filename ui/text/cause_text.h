// What exactly went wrong, in words: the code of an Error with its values. Begins with a small letter and has no full stop;
// messages.h makes the whole sentence. Empty for ErrorCode::None. Any thread.
#pragma once

#include "base/error.h"

#include <QString>

namespace weightyard::text {

QString causeText(const base::Cause &cause);

/// The same, with what another program said behind it.
QString causeText(const base::Cause &cause, const QString &detail);

} // namespace weightyard::text
