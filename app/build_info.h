// Which build this is. Pure.
#pragma once

#include <QString>

namespace weightyard::app {

/// "0.1.0"; commits after the tag of that version are counted: "0.1.0+5.gabc1234".
QString buildVersion();

/// Ten digits of it; empty: not known.
QString buildCommit();

/// For --version: the program's name and version, then commit, Qt and libgit2, a line each.
QString versionText(const QString &program);

} // namespace weightyard::app
