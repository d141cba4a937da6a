// AutostartFile: the file that a desktop looks for at login: in the folder "autostart" (XDG), or in LaunchAgents
// (macOS). That it is there is the setting. Read and written on another thread: the home may lie on a disk that
// does not answer. GUI thread.
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
        QString path;
        QByteArray content;
    };
    /// `background` outlives this object.
    AutostartFile(Parts parts, base::Background &background, QObject *parent = nullptr);
    /// Desktop Entry and Desktop Application Autostart specifications. `folder`: "autostart"; `desktopId`: the icon's name, too.
    static Parts xdg(const QString &folder, const QString &desktopId, const QString &program);
    /// launchd.plist(5). `folder`: "LaunchAgents".
    static Parts launchAgent(const QString &folder, const QString &label, const QString &program);
    /// Those of this system and user. The program of an AppImage is the image.
    static Parts here(const QString &desktopId);

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
