#include "base/oid.h"

#include <algorithm>

namespace weightyard::base {

std::optional<Oid> Oid::fromHex(QByteArrayView hex)
{
    const auto isLowerHex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (hex.size() != 64 || !std::all_of(hex.begin(), hex.end(), isLowerHex))
        return {};
    return Oid(hex.toByteArray());
}

Oid Oid::fromDigest(const QByteArray &digest)
{
    Q_ASSERT(digest.size() == 32);
    return Oid(digest.toHex());
}

} // namespace weightyard::base
