#include "lfs/transfer_options.h"

#include <algorithm>

namespace weightyard::lfs {

RangeLimits RangeLimits::fitted(qint64 size) const
{
    constexpr qint64 parts = 32;
    constexpr qint64 unit = 1024 * 1024; // a multiple of what the disk likes
    RangeLimits limits = *this;
    if (shortest < segment)
        limits.segment = std::clamp((size / parts + unit - 1) / unit * unit, shortest, segment);
    return limits;
}

} // namespace weightyard::lfs
