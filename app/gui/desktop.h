// Desktop: the services of the desktop (ui/desktop/desktop_services.h) that there are on this system: over D-Bus where the
// program was built with it, else what the system itself offers. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <chrono>
#include <memory>

namespace weightyard::gui {

class Appearance;

class Desktop
{
public:
    /// `desktopId`: the name of the desktop file.
    explicit Desktop(const QString &desktopId);
    ~Desktop();

    ui::DesktopServices services() const;
    /// Looks for them, without waiting; before, they do nothing.
    void start();
    /// The system's light or dark scheme, where Qt does not know it. `appearance` lives no longer than this object.
    void tell(Appearance &appearance);
    /// For leaving. False: a bus is there and does not answer, so that the program must end without taking itself down.
    bool waitForAll(std::chrono::milliseconds atMost) const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace weightyard::gui
