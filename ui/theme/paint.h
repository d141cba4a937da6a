// Small things that several widgets and delegates draw the same way. Logical pixels; GUI thread.
#pragma once

#include "ui/model/tone.h"
#include "ui/theme/tokens.h"

#include <QFont>
#include <QList>
#include <QPainter>

namespace weightyard::ui {

constexpr qreal kBarHeight = 6;
constexpr int kBoxSize = 17;
constexpr int kLeastTarget = 24; ///< what is clicked is at least so large

QFont smallFont(const QFont &base); ///< 11.5 where the base has 13
QFont semiboldFont(const QFont &base);
QFont titleFont(const QFont &base); ///< of details
QColor toneColour(const Tokens &tokens, Tone tone);
QColor toneBackground(const Tokens &tokens, Tone tone);

/// Inside the rectangle, at any scale: what is painted beyond a row stays when the focus goes.
void paintFocusFrame(QPainter &painter, const QRect &rect, const Tokens &tokens);
void paintCheckBox(QPainter &painter, const QRect &rect, Qt::CheckState state, bool focus,
                   const Tokens &tokens);
void paintRadio(QPainter &painter, const QRect &rect, bool chosen, bool focus, const Tokens &tokens);
/// A chevron that points right (closed; left where text runs from the right) or down.
void paintArrow(QPainter &painter, const QRect &rect, bool open, Qt::LayoutDirection direction,
                const QColor &colour);
/// `fraction` from 0 to 1.
void paintBar(QPainter &painter, const QRectF &rect, double fraction, const QColor &colour,
              const QColor &track, Qt::LayoutDirection direction);
struct Share {
    qint64 bytes = 0;
    QColor colour;
};
/// What shares of `total` take, beside each other from where reading begins; the rest stays the track's. What is
/// there is seen, be it small.
void paintShares(QPainter &painter, const QRectF &bar, const QList<Share> &shares, qint64 total,
                 const QColor &track, Qt::LayoutDirection direction);
/// Between accent and ground.
QColor softAccent(const Tokens &tokens);
void paintPillGround(QPainter &painter, const QRect &pill, Tone tone, const Tokens &tokens);
/// Text on a rounded ground; returns what it takes.
QRect paintPill(QPainter &painter, const QRect &cell, const QString &text, Tone tone, const Tokens &tokens,
                Qt::LayoutDirection direction);

/// As much of the text as the rectangle is wide, then "…".
void paintElided(QPainter &painter, const QRect &rect, int flags, const QString &text);

} // namespace weightyard::ui
