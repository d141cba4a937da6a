// Where an estimate's models would be written, and whether they fit there. Asks the volumes for their room: a worker thread, or a program
// without a window. Bytes.
#pragma once

#include "app/cli/command_table.h"
#include "app/cli/model_rows.h"
#include "session/space_plan.h"

namespace weightyard::cli {

struct VolumePlan {
    QString library; ///< the first one there
    session::SpacePlan space;
};

/// Each disk once: what was begun on another one than the library's goes on there.
struct EstimatePlan {
    QList<VolumePlan> volumes; ///< that of the library first
    bool allFits() const;
    QStringList fits() const;
    qint64 tooMuch() const;
    /// Those that something is to be written to; the library's if there is none.
    QList<VolumePlan> used() const;
};

/// Fails as session::planLibrary() and store::spaceAt() do.
base::Result<EstimatePlan> estimatePlan(const QList<ModelRow> &rows, const CommandContext &context);

} // namespace weightyard::cli
