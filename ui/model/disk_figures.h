// DiskFigures: the room on a library's disk, as a value, in bytes.
#pragma once

#include <QtGlobal>
#include <algorithm>
#include <optional>

namespace weightyard::ui {

struct DiskFigures {
    qint64 total = 0; ///< 0: not known yet
    qint64 available = 0;
    std::optional<qint64> models; ///< nothing: not counted yet; other files are not known either then
    qint64 selected = 0;          ///< what is ticked or on its way will take
    qint64 running = 0;           ///< of it, what is on its way
    qint64 reserve = 0;           ///< kept free
    qint64 others() const { return std::max<qint64>(total - available - models.value_or(0), 0); }
    qint64 usable() const { return std::max<qint64>(available - reserve, 0); }
    bool fits() const { return selected <= usable(); }
    bool isTight() const { return fits() && selected > 0 && usable() - selected < reserve; }
    friend bool operator==(const DiskFigures &, const DiskFigures &) = default;
};

} // namespace weightyard::ui
