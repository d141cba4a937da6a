// SystemWakeHold: keeps Windows and macOS from going to sleep by themselves; nothing elsewhere. GUI thread, which lives as long as
// the hold: Windows ties it to the thread.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QProcess>

namespace weightyard::gui {

class SystemWakeHold : public ui::WakeHold
{
public:
    ~SystemWakeHold() override { setReason({}); }
    void setReason(const QString &reason) override;

private:
    bool m_isHeld = false;
    QProcess m_helper; ///< macOS
};

} // namespace weightyard::gui
