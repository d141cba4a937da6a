#include "store/page_memory.h"

#ifndef _WIN32

#include <new>
#include <sys/mman.h>

namespace weightyard::store {

PageMemory newPageMemory(qint64 bytes)
{
    const auto size = static_cast<size_t>(bytes);
    void *memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED)
        throw std::bad_alloc();
    return {static_cast<char *>(memory), FreePages{size}};
}

void FreePages::operator()(char *memory) const
{
    munmap(memory, bytes);
}

} // namespace weightyard::store

#endif
