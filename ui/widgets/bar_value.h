// What a painted bar says in numbers, for screen readers. GUI thread.
#pragma once

#include <QtGlobal>

namespace weightyard::ui {

class BarValue
{
public:
    virtual ~BarValue() = default;
    virtual qint64 taken() const = 0; ///< bytes
    virtual qint64 all() const = 0;   ///< bytes; 0: not known yet
};

} // namespace weightyard::ui
