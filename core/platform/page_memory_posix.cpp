#include "platform/page_memory.h"

#ifndef _WIN32

#include <cstdlib>
#include <new>
#include <sys/mman.h>

#if defined(__SANITIZE_ADDRESS__)
#define WEIGHTYARD_WATCHED_MEMORY
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WEIGHTYARD_WATCHED_MEMORY
#endif
#endif

namespace weightyard::platform {

#ifdef WEIGHTYARD_WATCHED_MEMORY

// AddressSanitizer sees what is written beyond memory of the heap, not beyond a mapping.
PageMemory newPageMemory(qint64 bytes)
{
    const auto size = static_cast<size_t>(bytes);
    void *memory = nullptr;
    if (posix_memalign(&memory, kPastCacheAlign, size) != 0)
        throw std::bad_alloc();
    return {static_cast<char *>(memory), FreePages{size}};
}

void FreePages::operator()(char *memory) const
{
    std::free(memory);
}

#else

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

#endif

} // namespace weightyard::platform

#endif
