// Memory that begins at a page, as reads and writes past the system's cache want it.
#pragma once

#include "store/file_io.h"

#include <memory>
#include <new>

namespace weightyard::store {

using PageMemory = std::unique_ptr<char, void (*)(char *)>;

inline PageMemory newPageMemory(qint64 bytes)
{
    constexpr auto align = std::align_val_t(kPastCacheAlign);
    auto *memory = static_cast<char *>(::operator new(static_cast<size_t>(bytes), align));
    return {memory, [](char *old) { ::operator delete(old, align); }};
}

} // namespace weightyard::store
