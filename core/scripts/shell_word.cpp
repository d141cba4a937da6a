#include "scripts/shell_word.h"

#include "scripts/shell_cursor.h"

namespace weightyard::scripts {

QString Word::bare() const
{
    const bool isText =
        parts.size() == 1 && parts.first().kind == WordPart::Kind::Text && !isQuoted && !isArray;
    return isText ? parts.first().text : QString();
}

QString Word::assignedName() const
{
    if (parts.isEmpty() || parts.first().kind != WordPart::Kind::Text || parts.first().isQuoted)
        return {};
    const QString &text = parts.first().text;
    const qsizetype sign = text.indexOf(u'=');
    if (sign <= 0)
        return {};
    const QString name = text.first(text[sign - 1] == u'+' ? sign - 1 : sign);
    return isShellName(name) ? name : QString();
}

} // namespace weightyard::scripts
