#include "store/path_spelling.h"

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;

namespace {

// Code points that HFS+ leaves out when it compares names (git utf8.c, next_hfs_char).
bool isIgnoredByHfs(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 0x200c && code <= 0x200f) || (code >= 0x202a && code <= 0x202e)
           || (code >= 0x206a && code <= 0x206f) || code == 0xfeff;
}

} // namespace

QString asLookedUp(const QString &part)
{
    QString name = part.section(u':', 0, 0);
    name.removeIf(isIgnoredByHfs);
    while (name.endsWith(u'.') || name.endsWith(u' '))
        name.chop(1);
    return name.toCaseFolded();
}

bool isGitFolderName(const QString &part)
{
    const QString name = asLookedUp(part);
    return name == ".git"_L1 || name == "git~1"_L1;
}

QStringList partsAnywhere(const QString &path)
{
    QString unified = path;
    return unified.replace(u'\\', u'/').split(u'/');
}

bool isAbsoluteAnywhere(const QString &path)
{
    if (path.startsWith(u'/') || path.startsWith(u'\\'))
        return true;
    const bool drive = path.size() >= 2 && path[1] == u':' && path[0].unicode() < 0x80 && path[0].isLetter();
    return drive && (path.size() == 2 || path[2] == u'/' || path[2] == u'\\');
}

} // namespace weightyard::store
