// A clock that moves only when a test says so. One thread.
#pragma once

#include "base/clock.h"

namespace weightyard::test {

class ManualClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return wall; }
    qint64 steadyMs() const override { return steady; }
    void advance(qint64 ms)
    {
        wall += ms;
        steady += ms;
    }

    qint64 wall = 1'700'000'000'000;
    qint64 steady = 1'000'000;
};

} // namespace weightyard::test
