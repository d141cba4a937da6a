// A rate as people write it: "5M", "500k", "1.5 MB/s", "800000". Decimal units, as sizes are shown. Pure.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::settings {

/// Bytes a second; 0 for "0". Nothing: not a rate, or one that no number can hold.
std::optional<qint64> parseRate(const QString &text);

} // namespace weightyard::settings
