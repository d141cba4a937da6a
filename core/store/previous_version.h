// The version of a model that an update, or a rollback, has replaced: <state>/previous/<model>/ has its record and those of its files
// that are others now, until the next update. Files that both versions have lie in the model's folder only. Blocks on the disk; any
// thread but the GUI's.
#pragma once

#include "store/record.h"

#include <QSet>

namespace weightyard::store {

struct PreviousVersion {
    QString folder;     ///< absolute: <state>/previous/<model>
    Record record;      ///< of that version, when it was installed
    QSet<QString> kept; ///< paths of files that lie here: previousFile()
    qint64 bytes = 0;   ///< of these
};

/// Nothing: no version is kept. Corrupt, Prerequisite: as readRecord().
base::Result<std::optional<PreviousVersion>> readPrevious(const QString &folder);

/// Of all models, by model; those that cannot be read are left out.
QList<PreviousVersion> listPrevious(const QString &previousDir);

} // namespace weightyard::store
