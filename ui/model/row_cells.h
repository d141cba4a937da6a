// What the list of models shows in a cell, by RowTreeModel's columns and roles. Pure.
#pragma once

#include "ui/model/row_table.h"

#include <QVariant>

namespace weightyard::ui {

QVariant familyCell(const QString &name, const RowSums &sums, int column, int role);
QVariant modelCell(const ModelRow &row, int column, int role, qint64 wallNowMs);
QVariant headerCell(int column, int role);

} // namespace weightyard::ui
