// The desktop's accent colour in place of the design's own, as far as it can be read. Pure; any thread.
#pragma once

#include "ui/theme/tokens.h"

namespace weightyard::ui {

/// `wanted`, made darker in a light design and lighter in a dark one until text in it, on it and beside it has 4.5 : 1 (WCAG 2.1, 1.4.3).
/// Not valid: the tokens as they are.
Tokens withAccent(const Tokens &tokens, const QColor &wanted);

} // namespace weightyard::ui
