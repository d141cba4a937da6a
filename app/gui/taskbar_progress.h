// TaskbarProgress: the bar on the window's button in Windows' task bar (Microsoft, ITaskbarList3). Windows only. GUI thread.
#pragma once

#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class TaskbarProgress : public ui::LauncherProgress
{
public:
    using LauncherProgress::LauncherProgress;
    ~TaskbarProgress() override;

    void setProgress(std::optional<double> part) override;

private:
    void *m_list = nullptr; ///< ITaskbarList3
};

} // namespace weightyard::gui
