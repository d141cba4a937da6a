// A rate as people write it: "5M", "500k", "1.5 MB/s", "800000". Decimal units, as sizes are shown. Pure.
#pragma once

#include <QString>
#include <optional>

namespace weightyard::settings {

/// "none" or "off", in any case: no limit, and no value of a setting that may be left out.
bool isNone(const QString &text);

/// Bytes a second; 0 for "0" and isNone(). Nothing: not a rate, or one that no number can hold.
std::optional<qint64> parseRate(const QString &text);

} // namespace weightyard::settings
