#include "platform/file_allocation.h"

#ifdef _WIN32

#include "platform/windows_file.h"

namespace weightyard::platform {

FileAllocation allocationOf(const QString &path)
{
    const HANDLE file = CreateFileW(nativePath(path).c_str(), FILE_READ_ATTRIBUTES,
                                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                                    OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return {};
    FILE_STANDARD_INFO facts = {};
    const bool known = GetFileInformationByHandleEx(file, FileStandardInfo, &facts, sizeof facts) != 0;
    CloseHandle(file);
    if (!known || facts.Directory)
        return {};
    const qint64 bytes = facts.AllocationSize.QuadPart;
    return {.bytes = bytes, .freed = facts.NumberOfLinks > 1 ? 0 : bytes};
}

} // namespace weightyard::platform

#endif // _WIN32
