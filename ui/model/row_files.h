// The files of a row, as its details list them: those on the disk of a model that is here, else those of its download; and those that the
// last look at its bytes found damaged or missing, marked as that until they are there again. Pure.
#pragma once

#include "ui/model/model_row.h"

namespace weightyard::ui {

/// None where nothing is known of them.
QList<job::FileProgress> filesOf(const ModelRow &row, const QList<job::FileProgress> &onDisk);

} // namespace weightyard::ui
