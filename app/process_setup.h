// What has to be settled before the application object is made, and before there are threads. Child processes get the
// same environment.
#pragma once

#include <QByteArray>

#ifdef Q_OS_UNIX
#include <clocale>
#include <cstring>
#include <langinfo.h>
#include <pwd.h>
#include <unistd.h>
#endif

namespace weightyard::app {

/// A bare system's locale is "C", and Qt complains about it on standard error at every start, in five lines. File names
/// and texts are UTF-8 here in any case.
inline void useUtf8Locale()
{
#ifdef Q_OS_UNIX
    std::setlocale(LC_CTYPE, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    if (qEnvironmentVariableIsEmpty("LC_ALL")) {
        qputenv("LC_CTYPE", "C.UTF-8");
        return;
    }
    // The language stays what it was, also where the system lacks that locale.
    if (qEnvironmentVariableIsEmpty("LANGUAGE"))
        qputenv("LANGUAGE", qgetenv("LC_ALL"));
    qputenv("LC_ALL", "C.UTF-8");
#endif
}

/// Threads without GLib's event loop, which makes a system call for each event that another thread posts; Qt's own makes
/// one for all that are waiting. Over https Qt posts one for every few KiB. The main thread keeps what the desktop needs.
inline void useQtEventLoopsInThreads()
{
    if (qEnvironmentVariableIsEmpty("QT_NO_THREADED_GLIB"))
        qputenv("QT_NO_THREADED_GLIB", "1");
}

/// MinGW's compiler frees a thread's variables before it ends the objects in them (GCC bug 80816), and Qt's regular
/// expressions keep such an object in each thread that uses their compiled form.
inline void leaveOutCompiledExpressions()
{
#ifdef __MINGW32__
    qputenv("QT_ENABLE_REGEXP_JIT", "0");
#endif
}

/// Without HOME, as in a container or a service, Qt takes "/" for the user's home, and models would go there. The account has one.
inline void takeHomeFromAccount()
{
#ifdef Q_OS_UNIX
    if (!qEnvironmentVariableIsEmpty("HOME"))
        return;
    const passwd *account = ::getpwuid(::getuid());
    if (account != nullptr && account->pw_dir != nullptr)
        qputenv("HOME", account->pw_dir);
#endif
}

inline void prepareProcess()
{
    takeHomeFromAccount();
    leaveOutCompiledExpressions();
    useUtf8Locale();
    useQtEventLoopsInThreads();
}

} // namespace weightyard::app
