#include "app/gui/system_power_switch.h"

#ifdef _WIN32

#include <qt_windows.h>

#include <powrprof.h>

namespace weightyard::gui {

namespace {

/// Shutting down, and sleep, are a right that a program has to take up first (Microsoft, "How to Shut Down the System", SetSuspendState).
bool takeShutdownRight()
{
    HANDLE token = nullptr;
    if (!OpenProcessToken(GetCurrentProcess(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, &token))
        return false;
    TOKEN_PRIVILEGES rights{};
    rights.PrivilegeCount = 1;
    rights.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
    const bool known = LookupPrivilegeValueW(nullptr, L"SeShutdownPrivilege", &rights.Privileges[0].Luid);
    const bool taken = known && AdjustTokenPrivileges(token, FALSE, &rights, 0, nullptr, nullptr)
                       && GetLastError() == ERROR_SUCCESS;
    CloseHandle(token);
    return taken;
}

} // namespace

bool SystemPowerSwitch::can(Action action) const
{
    return action == Action::ShutDown || IsPwrSuspendAllowed();
}

void SystemPowerSwitch::perform(Action action)
{
    constexpr DWORD kPlanned = SHTDN_REASON_MAJOR_APPLICATION | SHTDN_REASON_FLAG_PLANNED;
    const bool done = action == Action::Sleep
                          ? takeShutdownRight() && SetSuspendState(FALSE, FALSE, FALSE)
                          : takeShutdownRight() && ExitWindowsEx(EWX_SHUTDOWN | EWX_POWEROFF, kPlanned);
    if (!done)
        Q_EMIT failed(action);
}

} // namespace weightyard::gui

#endif
