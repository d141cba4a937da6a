#include "platform/main_memory.h"

#ifdef _WIN32

#include "platform/windows_file.h"

namespace weightyard::platform {

qint64 mainMemory()
{
    MEMORYSTATUSEX status{};
    status.dwLength = sizeof(status);
    return GlobalMemoryStatusEx(&status) ? static_cast<qint64>(status.ullTotalPhys) : 0;
}

} // namespace weightyard::platform

#endif
