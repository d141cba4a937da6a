// How much memory the machine has. Any thread; cheap.
#pragma once

#include <QtGlobal>

namespace weightyard::platform {

/// Bytes; 0: the system does not tell.
qint64 mainMemory();

} // namespace weightyard::platform
