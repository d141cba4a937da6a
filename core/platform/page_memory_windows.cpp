#include "platform/page_memory.h"

#ifdef _WIN32

#include "platform/windows_file.h"

#include <new>

namespace weightyard::platform {

PageMemory newPageMemory(qint64 bytes)
{
    const auto size = static_cast<size_t>(bytes);
    void *memory = VirtualAlloc(nullptr, size, MEM_RESERVE | MEM_COMMIT, PAGE_READWRITE);
    if (!memory)
        throw std::bad_alloc();
    return {static_cast<char *>(memory), FreePages{size}};
}

void FreePages::operator()(char *memory) const
{
    VirtualFree(memory, 0, MEM_RELEASE);
}

} // namespace weightyard::platform

#endif
