#include "base/home_folder.h"

#ifdef Q_OS_WIN
#include <QFileInfo>
#endif

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

QString homeForGit(const Environment &environment)
{
    if (const auto home = environment.value(u"HOME"_s))
        return *home;
#ifdef Q_OS_WIN
    const auto drive = environment.value(u"HOMEDRIVE"_s);
    const auto path = environment.value(u"HOMEPATH"_s);
    if (drive && path && QFileInfo::exists(*drive + *path))
        return *drive + *path;
#endif
    return homeForPython(environment);
}

QString homeForPython(const Environment &environment)
{
#ifdef Q_OS_WIN
    const QString name = u"USERPROFILE"_s;
#else
    const QString name = u"HOME"_s;
#endif
    return environment.value(name).value_or(QString());
}

} // namespace weightyard::base
