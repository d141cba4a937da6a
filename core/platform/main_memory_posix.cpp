#include "platform/main_memory.h"

#ifndef _WIN32

#include <unistd.h>

namespace weightyard::platform {

qint64 mainMemory()
{
    const qint64 pages = sysconf(_SC_PHYS_PAGES);
    const qint64 pageBytes = sysconf(_SC_PAGESIZE);
    return pages > 0 && pageBytes > 0 ? pages * pageBytes : 0;
}

} // namespace weightyard::platform

#endif
