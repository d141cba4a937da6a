#include "app/gui/system_power_switch.h"

#ifndef _WIN32

#include <QProcess>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

bool SystemPowerSwitch::can(Action) const
{
#ifdef Q_OS_MACOS
    return true; // macOS asks once whether Weightyard may shut down
#else
    return false;
#endif
}

void SystemPowerSwitch::perform(Action action)
{
    if (!can(action)) {
        Q_EMIT failed(action);
        return;
    }
    auto *process = new QProcess(this);
    connect(process, &QProcess::errorOccurred, this, [this, action, process] {
        Q_EMIT failed(action);
        process->deleteLater();
    });
    connect(process, &QProcess::finished, this, [this, action, process](int code) {
        if (code != 0)
            Q_EMIT failed(action);
        process->deleteLater();
    });
    if (action == Action::Sleep)
        process->start(u"/usr/bin/pmset"_s, {u"sleepnow"_s});
    else
        process->start(u"/usr/bin/osascript"_s,
                       {u"-e"_s, u"tell application \"System Events\" to shut down"_s});
}

} // namespace weightyard::gui

#endif
