#include "ui/settings/toggle.h"

#include "ui/theme/paint.h"

#include <QPainter>
#include <QStyle>

namespace weightyard::ui {

namespace {
constexpr QSize kTrack(36, 20);
constexpr int kKnob = 14;
constexpr int kRing = 3; // of the focus, around the track
} // namespace

QSize Toggle::sizeHint() const
{
    return {kTrack.width() + 2 * kRing, std::max(kTrack.height() + 2 * kRing, kLeastTarget)};
}

void Toggle::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens tokens = tokensFor(palette());
    const QRectF track(kRing + 0.5, (height() - kTrack.height()) / 2 + 0.5, kTrack.width() - 1,
                       kTrack.height() - 1);
    if (hasFocus()) {
        painter.setPen(QPen(tokens.accent, 1.5));
        painter.setBrush(Qt::NoBrush);
        const QRectF ring = track.adjusted(-2.5, -2.5, 2.5, 2.5);
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2);
    }
    const QColor edge = !isEnabled() ? tokens.line : isChecked() ? tokens.accent : tokens.secondary;
    painter.setPen(edge);
    painter.setBrush(isChecked() && isEnabled() ? tokens.accent : tokens.track);
    painter.drawRoundedRect(track, track.height() / 2, track.height() / 2);
    const bool isAtEnd = isChecked() == (layoutDirection() == Qt::LeftToRight);
    const qreal gap = (track.height() - kKnob) / 2;
    const qreal left = isAtEnd ? track.right() - gap - kKnob : track.left() + gap;
    painter.setPen(Qt::NoPen);
    painter.setBrush(!isEnabled() ? tokens.disabled : isChecked() ? tokens.onAccent : tokens.secondary);
    painter.drawEllipse(QRectF(left, track.top() + gap, kKnob, kKnob));
}

} // namespace weightyard::ui
