#include "ui/widgets/disk_gauge.h"

#include "ui/text/format.h"
#include "ui/text/sentence.h"
#include "ui/theme/paint.h"

#include <QPainter>
#include <QStyle>
#include <iterator>
#include <span>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBar = 14;
constexpr int kSwatch = 10;
constexpr int kLegendGap = 24;

struct Segment {
    QString name;
    qint64 bytes;
    QColor colour;
};

// What is selected would take from what is free: amber near the reserve, red when it does not fit.
QColor selectedColour(const DiskFigures &figures, const Tokens &tokens)
{
    if (!figures.fits())
        return tokens.bad;
    return figures.isTight() ? tokens.caution : softAccent(tokens);
}

} // namespace

DiskGauge::DiskGauge(QWidget *parent) : QWidget(parent)
{
    setAccessibleName(tr("Disk"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize DiskGauge::sizeHint() const
{
    return {400, kBar + 8 + QFontMetrics(smallFont(font())).height()};
}

void DiskGauge::setFigures(const DiskFigures &figures)
{
    if (m_figures == figures)
        return;
    m_figures = figures;
    setAccessibleDescription(spoken());
    setToolTip(summary());
    update();
}

QString DiskGauge::summary() const
{
    if (m_figures.total <= 0)
        return tr("Looking at the disk…");
    const QString free = tr("%1 free").arg(text::formatBytes(m_figures.available));
    if (m_figures.selected <= 0)
        return free;
    if (!m_figures.fits())
        return tr("%1 usable · %2 too little")
            .arg(text::formatBytes(std::max<qint64>(m_figures.usable() - m_figures.running, 0)),
                 text::formatBytes(m_figures.selected - m_figures.usable()));
    return tr("%1 · %2 after").arg(free, text::formatBytes(m_figures.available - m_figures.selected));
}

QStringList DiskGauge::legend() const
{
    const QString taken = m_figures.running > 0 ? tr("Needed %1") : tr("Selected %1");
    const auto shown = [&](const QString &text, qint64 bytes) {
        return m_figures.models ? text.arg(text::formatBytes(bytes)) : QString();
    };
    return {shown(tr("Other files %1"), m_figures.others()),
            shown(tr("Models %1"), m_figures.models.value_or(0)),
            taken.arg(text::formatBytes(m_figures.selected))};
}

QString DiskGauge::spoken() const
{
    QStringList all = legend() << summary();
    all.removeAll(QString());
    return m_figures.total > 0 ? text::listed(all) : summary();
}

void DiskGauge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintSegments(painter, QRectF(0, 0, width(), kBar));
    painter.setFont(smallFont(font()));
    paintLegend(painter, QRect(0, kBar + 6, width(), height() - kBar - 6));
}

void DiskGauge::paintSegments(QPainter &painter, const QRectF &bar) const
{
    const Tokens tokens = tokensFor(palette());
    paintShares(painter, bar,
                {{m_figures.others(), tokens.other},
                 {m_figures.models.value_or(0), tokens.accent},
                 {m_figures.selected, selectedColour(m_figures, tokens)}},
                m_figures.total, tokens.track, layoutDirection());
}

void DiskGauge::paintLegend(QPainter &painter, const QRect &line) const
{
    const Tokens tokens = tokensFor(palette());
    const QFontMetrics metrics(painter.font());
    const QString right =
        metrics.elidedText(summary(), Qt::ElideRight, line.width()); // the tool tip has it all
    const int rightWidth = metrics.horizontalAdvance(right);
    const auto place = [&](int left, int width) {
        return QStyle::visualRect(layoutDirection(), line, QRect(left, line.top(), width, line.height()));
    };
    painter.setPen(m_figures.total == 0  ? tokens.secondary
                   : !m_figures.fits()   ? tokens.bad
                   : m_figures.isTight() ? tokens.caution
                                         : tokens.secondary);
    painter.drawText(place(line.width() - rightWidth, rightWidth), Qt::AlignCenter, right);
    if (m_figures.total <= 0)
        return;
    const QStringList names = legend();
    const Segment segments[] = {{names[0], m_figures.others(), tokens.other},
                                {names[1], m_figures.models.value_or(0), tokens.accent},
                                {names[2], m_figures.selected, selectedColour(m_figures, tokens)}};
    const int room = line.width() - rightWidth - 16; // narrow windows: the sum on the right matters more
    int needed = 0;
    const Segment *first = std::end(segments); // what is selected stays the longest
    while (first != std::begin(segments)) {
        needed += kSwatch + 6 + metrics.horizontalAdvance(std::prev(first)->name);
        if (needed > room || std::prev(first)->name.isEmpty())
            break;
        needed += kLegendGap;
        --first;
    }
    int at = 0;
    for (const Segment &segment : std::span(first, std::end(segments))) {
        const int width = metrics.horizontalAdvance(segment.name);
        painter.setPen(Qt::NoPen);
        painter.setBrush(segment.colour);
        QRect swatch = place(at, kSwatch);
        swatch.setTop(line.center().y() - kSwatch / 2);
        swatch.setHeight(kSwatch);
        painter.drawRoundedRect(swatch, 2, 2);
        painter.setPen(tokens.secondary);
        painter.drawText(place(at + kSwatch + 6, width), Qt::AlignCenter, segment.name);
        at += kSwatch + 6 + width + kLegendGap;
    }
}

} // namespace weightyard::ui
