#include "base/control_characters.h"

#include <algorithm>

namespace weightyard::base {

bool isControl(QChar c)
{
    return c < u' ' || c == QChar(0x7f);
}

bool hasControls(QStringView text)
{
    return std::any_of(text.begin(), text.end(), isControl);
}

QString withoutControls(QString text)
{
    std::replace_if(text.begin(), text.end(), isControl, u'?');
    return text;
}

} // namespace weightyard::base
