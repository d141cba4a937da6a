// TargetFolder: moves files into somebody else's folder, piece by piece, without ever following a link below it, replacing
// anything, or copying. One thread. Errors: Conflict with the path when something is in the way, else those of file_io.h.
#pragma once

#include "base/result.h"
#include "platform/file_names.h"

#include <QSet>
#include <QString>

namespace weightyard::platform {

class TargetFolder
{
public:
    explicit TargetFolder(QString root);

    /// `relative` has '/' between its parts and passed path_rules.h. Missing folders are made.
    base::Result<void> moveIn(const QString &from, const QString &relative);
    base::Result<void> makeFolder(const QString &relative);
    /// Syncs every folder that got a new name since the last call.
    base::Result<void> syncTouched();

private:
    QString m_root;
    QSet<QString> m_touched; ///< absolute
};

} // namespace weightyard::platform
