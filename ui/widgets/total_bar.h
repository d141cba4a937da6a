// TotalBar: the whole queue in one line: a picture of the rate, the rate, what is done and what is left. GUI thread.
#pragma once

#include "queue/download_queue.h"

#include <QLabel>
#include <deque>

namespace weightyard::ui {

/// The rate of the last two minutes as an area.
class RateGraph : public QWidget
{
    Q_OBJECT
public:
    explicit RateGraph(QWidget *parent = nullptr);
    void add(double bytesPerSecond); ///< once a second
    QSize sizeHint() const override { return {133, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::deque<double> m_rates;
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
    /// `tick`: a second has passed, the graph goes on.
    void setFacts(const Facts &facts, bool tick);
    static QString sentence(const Facts &facts);

private:
    RateGraph m_graph;
    QLabel m_rate;
    QLabel m_text;
};

} // namespace weightyard::ui
