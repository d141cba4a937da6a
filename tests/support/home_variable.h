// The variable in which Python's programs find the user's home.
#pragma once

#include <QString>

namespace weightyard::test {

#ifdef Q_OS_WIN
inline const QString homeVariable = QStringLiteral("USERPROFILE");
#else
inline const QString homeVariable = QStringLiteral("HOME");
#endif

} // namespace weightyard::test
