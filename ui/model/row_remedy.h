// What can be done about a failure, as a window says it: without the options and commands of a terminal, which ui/text names. Pure, any
// thread. The words are in the translation context of row_status.h, whose RowText::remedy() this is.
#pragma once

#include "base/error.h"

namespace weightyard::ui {

/// Empty: nothing helps.
QString windowRemedy(const base::Error &error);

} // namespace weightyard::ui
