// Old download scripts become those that this program writes (scripts/script_writer.h), in the same place and with the same permissions;
// the originals stay beside them as *.bak. A list in the folder, `.weightyard-convert.json` (platform/versioned_file.h), is written before
// the first change, so that everything can be taken back, also after a kill between any two steps. Blocks on the disk.
#pragma once

#include "catalog/catalogue.h"
#include "scripts/script_tree.h"

namespace weightyard::session {

struct Conversion {
    QString path; ///< below the root
    QByteArray before;
    QByteArray after;
    quint32 mode = 0;
};

struct ConversionPlan {
    QString root;
    QList<Conversion> files;
    QStringList alike;       ///< written by this program already
    QStringList callers;     ///< run scripts that they name: they stay as they are
    QList<base::Error> left; ///< scripts that are not sure, and why
};

/// Conflict when a *.bak of somebody's is in the way. Changes nothing.
base::Result<ConversionPlan> planConversion(const QString &root, const catalog::Catalogue &catalogue,
                                            const base::CancelToken &cancel);
/// Conflict when a script was changed since it was planned; those before it are converted.
base::Result<void> convertScripts(const ConversionPlan &plan);

struct Rollback {
    QStringList restored;
    QList<base::Error> left; ///< with the path: changed by hand since, or without original
};
/// NotFound when nothing was converted there. `dry`: nothing is done.
base::Result<Rollback> rollBackScripts(const QString &root, bool dry);

} // namespace weightyard::session
