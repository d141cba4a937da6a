// How many of the points of a kill or a power cut a test tries: all with WEIGHTYARD_EXHAUSTIVE=1 (`./check exhaustive`, part
// of `./check --full`), a share of them otherwise, for `./check` must stay short. Any thread.
#pragma once

#include <QtGlobal>

namespace weightyard::test {

inline bool isExhaustive()
{
    static const bool asked = qEnvironmentVariableIntValue("WEIGHTYARD_EXHAUSTIVE") != 0;
    return asked;
}

/// Of points that are counted from 1: all of them, or the first and each third after it.
inline bool isTried(int point)
{
    return isExhaustive() || point % 3 == 1;
}

/// `all`, or a third of it.
inline int shareOf(int all)
{
    return isExhaustive() ? all : all / 3;
}

} // namespace weightyard::test
