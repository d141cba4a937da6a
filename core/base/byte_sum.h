// Saturating addition for untrusted byte counts (catalogues, pointers, records). Pure.
#pragma once

#include <QtGlobal>
#include <limits>

namespace weightyard::base {

inline qint64 addBytes(qint64 one, qint64 other)
{
    using Limits = std::numeric_limits<qint64>;
    if (other > 0 && one > Limits::max() - other)
        return Limits::max();
    if (other < 0 && one < Limits::min() - other)
        return Limits::min();
    return one + other;
}

} // namespace weightyard::base
