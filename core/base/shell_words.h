// A text as one word of a command line that a person pastes, or as a literal of Python: whatever it holds, it is read as itself and
// nothing in it is run. Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::base {

/// In single quotes, for any POSIX shell.
QString shellQuoted(const QString &text);

/// For bash, zsh and other POSIX shells; quoted only where it must be. With control characters, which a terminal would obey while they are
/// pasted: as $'…', which dash does not know.
QString posixWord(const QString &text);

/// For PowerShell, and for cmd as far as both can be served: in double quotes, unless PowerShell would replace something in them. In cmd
/// a variable between two '%' is replaced even so: there is no way to write it. A text with '"' cannot be a file's name there.
QString windowsWord(const QString &text);

QString pythonLiteral(const QString &text);

} // namespace weightyard::base
