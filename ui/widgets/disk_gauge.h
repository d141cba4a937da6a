// DiskGauge: the library's volume as one bar with a legend: other files, models, what is selected, free. GUI thread.
#pragma once

#include <QWidget>
#include <algorithm>

namespace weightyard::ui {

struct DiskFigures {
    qint64 total = 0; ///< 0: not known yet
    qint64 available = 0;
    qint64 models = 0;
    qint64 selected = 0; ///< what is ticked or on its way will take
    qint64 running = 0;  ///< of it, what is on its way
    qint64 reserve = 0;  ///< kept free
    qint64 usable() const { return std::max<qint64>(available - reserve, 0); }
    bool fits() const { return selected <= usable(); }
    bool isTight() const { return fits() && selected > 0 && usable() - selected < reserve; }
    friend bool operator==(const DiskFigures &, const DiskFigures &) = default;
};

class DiskGauge : public QWidget
{
    Q_OBJECT
public:
    explicit DiskGauge(QWidget *parent = nullptr);

    void setFigures(const DiskFigures &figures);
    QString summary() const; ///< "20 GB free · 16 GB after"
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintSegments(QPainter &painter, const QRectF &bar) const;
    void paintLegend(QPainter &painter, const QRect &line) const;

    DiskFigures m_figures;
};

} // namespace weightyard::ui
