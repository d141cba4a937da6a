// A script's file in a folder of the user's: written whole or not at all, with the permissions that it shall have. Blocks on the disk.
#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace weightyard::scripts {

/// Replaces what is there, durably. `mode` as platform::permissionsOf(). What a killed run left of it goes with the next one.
base::Result<void> writeScript(const QString &path, const QByteArray &text, quint32 mode);

} // namespace weightyard::scripts
