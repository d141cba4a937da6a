// DiskGauge: the library's volume as one bar with a legend: other files, models, what is selected, free. GUI thread.
#pragma once

#include "ui/model/disk_figures.h"
#include "ui/widgets/bar_value.h"

#include <QWidget>

namespace weightyard::ui {

class DiskGauge : public QWidget, public BarValue
{
    Q_OBJECT
public:
    explicit DiskGauge(QWidget *parent = nullptr);

    void setFigures(const DiskFigures &figures);
    QString summary() const; ///< "20 GB free · 16 GB after"
    QString spoken() const;  ///< all figures
    qint64 taken() const override { return m_figures.total - m_figures.available; }
    qint64 all() const override { return m_figures.total; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintSegments(QPainter &painter, const QRectF &bar) const;
    QStringList legend() const; ///< other files, models, what is selected
    void paintLegend(QPainter &painter, const QRect &line) const;

    DiskFigures m_figures;
};

} // namespace weightyard::ui
