#include "app/gui/system_wake_hold.h"

#ifndef _WIN32

#include <QCoreApplication>

namespace weightyard::gui {

using namespace Qt::Literals::StringLiterals;

// caffeinate is part of macOS and takes the assertion for as long as it runs (-i: the system, not the screen), at most as long as this
// program does (-w). Elsewhere there is none, and nothing is held.
void SystemWakeHold::setReason(const QString &reason)
{
    if (m_isHeld != reason.isEmpty())
        return;
    m_isHeld = !reason.isEmpty();
#ifdef Q_OS_MACOS
    if (m_isHeld)
        m_helper.start(u"/usr/bin/caffeinate"_s,
                       {u"-i"_s, u"-w"_s, QString::number(QCoreApplication::applicationPid())});
    else
        m_helper.kill(); // it has nothing to put in order
#endif
}

} // namespace weightyard::gui

#endif
