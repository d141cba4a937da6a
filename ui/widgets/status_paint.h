// A row's status as it is painted: a bar with its text, a pill, or words. GUI thread.
#pragma once

#include "ui/theme/tokens.h"

#include <QPainter>

namespace weightyard::ui {

struct RowStatus;

void paintStatusCell(QPainter &painter, const QRect &cell, const RowStatus &status, const QFont &font,
                     Qt::LayoutDirection direction, const Tokens &tokens);

} // namespace weightyard::ui
