// Control characters (U+0000 to U+001F, U+007F): what no line of a protocol, no header and no script may get from a text of strangers.
// Pure, any thread.
#pragma once

#include <QString>

namespace weightyard::base {

bool isControl(QChar c);
bool hasControls(QStringView text);
/// "?" in the place of each.
QString withoutControls(QString text);

} // namespace weightyard::base
