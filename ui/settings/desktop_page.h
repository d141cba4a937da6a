// DesktopSettings: the page of what the desktop does for the window: notifications, tray, what follows the last download. What this desktop
// does not offer is shown with the reason. GUI thread.
#pragma once

#include "ui/settings/setting_pages.h"

namespace weightyard::ui {

class DesktopSettings : public SettingsPage
{
    Q_OBJECT
public:
    DesktopSettings(Workbench &workbench, QWidget *parent = nullptr);

private:
    SettingRow *makeNotifications();
    SettingRow *makeAfterQueue();
    SettingRow *makeAfterCommand();
    SettingRow *makeMetered();
    SettingRow *makeTray();
    SettingRow *makeAutostart();

    Workbench &m_workbench;
};

} // namespace weightyard::ui
