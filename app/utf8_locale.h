// A bare system's locale is "C", and Qt complains about it on standard error at every start, in five lines. File names
// and texts are UTF-8 here in any case.
#pragma once

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <clocale>
#include <cstring>
#include <langinfo.h>
#endif

namespace weightyard::app {

/// Before the application object is made, and before there are threads. Child processes get the same locale.
inline void useUtf8Locale()
{
#ifdef Q_OS_UNIX
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    qputenv(qEnvironmentVariableIsEmpty("LC_ALL") ? "LC_CTYPE" : "LC_ALL", "C.UTF-8");
#endif
}

} // namespace weightyard::app
