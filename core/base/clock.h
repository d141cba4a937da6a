// Time as a dependency, so that tests can set it back, stop it or let it run. Any thread.
#pragma once

#include <QtGlobal>

namespace weightyard::base {

class Clock
{
public:
    virtual ~Clock() = default;
    /// Wall clock, ms since 1970 UTC. May jump. For what people and servers see.
    virtual qint64 wallMs() const = 0;
    /// Never goes back. For time-outs, rates and expiry counted from now.
    virtual qint64 steadyMs() const = 0;
};

class SystemClock final : public Clock
{
public:
    qint64 wallMs() const override;
    qint64 steadyMs() const override;
};

} // namespace weightyard::base
