#include "ui/widgets/share_bar.h"

#include "base/byte_sum.h"
#include "ui/theme/paint.h"

#include <QPainter>

namespace weightyard::ui {

namespace {

constexpr int kShareBar = 14;
constexpr int kShareSwatch = 10;

QColor shareColour(ShareKind kind, const Tokens &tokens)
{
    switch (kind) {
    case ShareKind::OtherFiles:
        return tokens.other;
    case ShareKind::Models:
        return tokens.accent;
    case ShareKind::Copies:
        return tokens.copies;
    case ShareKind::History:
        return tokens.history;
    case ShareKind::Previous:
        return tokens.previous;
    case ShareKind::Partials:
        return softAccent(tokens);
    case ShareKind::Leftovers:
        return tokens.caution;
    }
    Q_UNREACHABLE();
}

} // namespace

ShareBar::ShareBar(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Disk"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize ShareBar::sizeHint() const
{
    return {400, kShareBar};
}

void ShareBar::setParts(const QList<Part> &parts, qint64 total, const QString &spoken)
{
    m_parts = parts;
    m_total = total;
    setAccessibleDescription(spoken);
    setToolTip(spoken);
    update();
}

qint64 ShareBar::taken() const
{
    qint64 bytes = 0;
    for (const Part &part : m_parts)
        bytes = base::addBytes(bytes, part.bytes);
    return bytes;
}

void ShareBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Tokens tokens = tokensFor(palette());
    QList<Share> shares;
    for (const Part &part : m_parts)
        shares.append({part.bytes, shareColour(part.kind, tokens)});
    paintShares(painter, QRectF(0, 0, width(), kShareBar), shares, m_total, tokens.track, layoutDirection());
}

ShareSwatch::ShareSwatch(ShareKind kind, QWidget *parent) : QWidget(parent), m_kind(kind)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize ShareSwatch::sizeHint() const
{
    return {kShareSwatch, kShareSwatch};
}

void ShareSwatch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(shareColour(m_kind, tokensFor(palette())));
    painter.drawRoundedRect(rect(), 2, 2);
}

} // namespace weightyard::ui
