// Memory that begins at a page, as reads and writes past the system's cache want it. Straight from the system and straight
// back to it: pieces of this size, taken and freed by many threads, would scatter over the heap and keep it large. Any thread;
// std::bad_alloc where there is none.
#pragma once

#include "platform/file_io.h"

#include <memory>

namespace weightyard::platform {

struct FreePages {
    size_t bytes = 0;
    void operator()(char *memory) const;
};
using PageMemory = std::unique_ptr<char, FreePages>;

PageMemory newPageMemory(qint64 bytes);

} // namespace weightyard::platform
