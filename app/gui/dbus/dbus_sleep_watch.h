// DbusSleepWatch: hears from logind when the computer was asleep. GUI thread.
#pragma once

#include "app/gui/dbus/bus.h"
#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class DbusSleepWatch : public ui::SleepWatch
{
    Q_OBJECT
public:
    explicit DbusSleepWatch(Bus &system, QObject *parent = nullptr);

private Q_SLOTS:
    void prepareForSleep(bool begins);
};

} // namespace weightyard::gui
