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

Oid Oid::ofEmpty()
{
    return Oid(QByteArrayLiteral("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
}

} // namespace weightyard::base
