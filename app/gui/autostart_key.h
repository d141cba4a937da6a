// AutostartKey: the value "Weightyard" among what Windows starts when the user logs in (Microsoft, "Run and
// RunOnce Registry Keys"). That it is there is the setting. GUI thread: the registry is in memory.
#pragma once

#include "ui/desktop/desktop_services.h"

#include <QSettings>

namespace weightyard::gui {

class AutostartKey : public ui::Autostart
{
    Q_OBJECT
public:
    /// `run`: where all that is started stands.
    AutostartKey(const QString &run, QSettings::Format format, QString program, QObject *parent = nullptr);

    bool isOn() const override;
    void setOn(bool on) override;

private:
    QSettings m_run;
    const QString m_program;
};

} // namespace weightyard::gui
