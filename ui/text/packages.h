// How software is installed on the system at hand, for advice. Pure but for currentPackages(), which reads /etc/os-release. Any thread.
#pragma once

#include <QString>

namespace weightyard::text {

enum class Packages { Apt, Dnf, Pacman, Zypper, Apk, Brew, Winget, Unknown };

/// From the ID and ID_LIKE of os-release(5).
Packages packagesOf(const QString &osRelease);
Packages currentPackages();

} // namespace weightyard::text
