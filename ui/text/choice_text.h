// Which of a repository's files were chosen, for people. Pure, any thread.
#pragma once

#include "base/pick_wish.h"

namespace weightyard::text {

QString choiceText(const base::PickWishes &picks); ///< "Q4_K_M, without *.bin"; empty: all files

} // namespace weightyard::text
