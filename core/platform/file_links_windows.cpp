#include "platform/file_links.h"

#include "base/error_code.h"

#ifdef _WIN32

#include "platform/windows_file.h"

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

Result<bool> hardLink(const QString &from, const QString &to)
{
    if (CreateHardLinkW(nativePath(to).c_str(), nativePath(from).c_str(), nullptr))
        return true;
    switch (GetLastError()) {
    case ERROR_NOT_SAME_DEVICE:
    case ERROR_INVALID_FUNCTION:
    case ERROR_NOT_SUPPORTED:
    case ERROR_TOO_MANY_LINKS:
    case ERROR_ACCESS_DENIED:
        return false;
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
        return fail(base::ErrorKind::Conflict, base::ErrorCode::InTheWay, {.path = to});
    default:
        return lastError(u"CreateHardLink"_s, to);
    }
}

// There is no such call: two renames have to do, and whoever makes them keeps a list.
Result<bool> exchangeNames(const QString &, const QString &)
{
    return false;
}

} // namespace weightyard::platform

#endif // _WIN32
