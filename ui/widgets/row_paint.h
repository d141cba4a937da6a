// What rows of the own models and of found ones have in common as they are painted. Logical pixels; GUI thread.
#pragma once

#include "ui/theme/tokens.h"

#include <QPainter>

namespace weightyard::ui {

struct RowStatus;

struct NameAndFacts {
    QString name;
    QString facts; ///< with " · " between them
    int after = 0; ///< room that is kept behind the name
};

/// The name, and below it in small letters as many facts as there is room for, whole. Returns where the name stands.
QRect paintNameAndFacts(QPainter &painter, const QRect &cell, const NameAndFacts &row, const QFont &font,
                        Qt::LayoutDirection direction, const Tokens &tokens);

/// A bar with its text, a pill, or words.
void paintStatusCell(QPainter &painter, const QRect &cell, const RowStatus &status, const QFont &font,
                     Qt::LayoutDirection direction, const Tokens &tokens);

} // namespace weightyard::ui
