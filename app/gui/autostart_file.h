// AutostartFile: the file in the user's folder "autostart" that desktops of the XDG kind start at login; that it is there is the setting.
// Read and written on another thread: the home may lie on a disk that does not answer. GUI thread.
#pragma once

#include "base/background.h"
#include "base/result.h"
#include "ui/desktop/desktop_services.h"

namespace weightyard::gui {

class AutostartFile : public ui::Autostart
{
    Q_OBJECT
public:
    struct Parts {
        QString folder;    ///< "autostart"
        QString desktopId; ///< the file's name, and the icon's
        QString program;   ///< what is started
    };
    /// `background` outlives this object.
    AutostartFile(Parts parts, base::Background &background, QObject *parent = nullptr);
    /// Those of this session. The program of an AppImage is the image.
    static Parts partsOf(const QString &desktopId);

    void look(); ///< changed() follows where it is on
    bool isOn() const override { return m_isOn; }
    void setOn(bool on) override;

private:
    void take(const base::Result<bool> &isOn);

    const Parts m_parts;
    base::Background &m_background;
    bool m_isOn = false;
};

} // namespace weightyard::gui
