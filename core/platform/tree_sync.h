// Flushing many files. Each file exactly once, one by one, while they are few; many (Linux) by one syncfs, because each
// fdatasync of a new file costs a commit of the file system's journal. syncfs also waits for what others have unwritten on the
// volume, which is why it is not used for few. Blocking; any thread.
#pragma once

#include "base/result.h"

#include <QStringList>

namespace weightyard::platform {

/// Files and folders below `root`, and `root`. Links have no data of their own: their folder carries them.
base::Result<void> syncTree(const QString &root);

/// The bytes of these files, which lie on one volume.
base::Result<void> syncFiles(const QStringList &files);

} // namespace weightyard::platform
