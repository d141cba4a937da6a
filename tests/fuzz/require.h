// What must hold for every input: a fuzzer only sees a broken promise when the program dies of it.
#pragma once

#include <cstdlib>

namespace weightyard::fuzz {

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

} // namespace weightyard::fuzz
