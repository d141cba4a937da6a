// QtNetworkWatch: what Qt knows of the network: Windows tells both, macOS only whether there is one. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class QtNetworkWatch : public ui::NetworkWatch
{
public:
    void start(); ///< after the first frame: it loads a plugin
    bool isMetered() const override;
};

} // namespace weightyard::gui
