// SystemPowerSwitch: sleep and power off on Windows and macOS; nothing elsewhere. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class SystemPowerSwitch : public ui::PowerSwitch
{
public:
    using PowerSwitch::PowerSwitch;

    bool can(Action action) const override;
    void perform(Action action) override;
};

} // namespace weightyard::gui
