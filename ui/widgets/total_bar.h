// TotalBar: the whole queue in one line: a picture of the rate, the rate, what is done and what is left. GUI thread.
#pragma once

#include "queue/download_queue.h"
#include "ui/widgets/rate_paint.h"

#include <QLabel>

namespace weightyard::ui {

/// The rate of the last minutes as a small curve; the view of the downloads has it with its figures.
class RateSpark : public QWidget
{
    Q_OBJECT
public:
    explicit RateSpark(QWidget *parent = nullptr);
    void setHistory(const queue::RateHistory &history);
    QSize sizeHint() const override { return {133, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    RateCurve m_curve;
    RateScale m_scale;
};

class TotalBar : public QWidget
{
    Q_OBJECT
public:
    explicit TotalBar(QWidget *parent = nullptr);

    struct Facts {
        queue::QueueTotals totals;
        qint64 bytesLeft = 0; ///< of all that runs or waits for its turn, estimates among them
        int ticked = 0;       ///< models
        qint64 rateLimit = 0; ///< bytes/s; 0: none
    };
    void setFacts(const Facts &facts);
    void setHistory(const queue::RateHistory &history);
    static QString sentence(const Facts &facts);

private:
    RateSpark m_graph;
    QLabel m_rate;
    QLabel m_text;
};

} // namespace weightyard::ui
