// The inside of a Lane: what lives on its thread. Private to net.
#pragma once

#include "net/exchange_run.h"
#include "net/lane.h"

#include <QEventLoop>
#include <QTimer>
#include <map>

namespace weightyard::net {

class LaneLoop final : public QObject, public LaneHost
{
public:
    LaneLoop(Lane &lane, LaneShare &share);
    ~LaneLoop() override;

    void exec();
    void stop();
    void begin(quint64 id, HttpRequest request, std::shared_ptr<ResponseSink> sink,
               std::function<void()> onGone);
    void withRun(quint64 id, const std::function<void(ExchangeRun &)> &action);

    void customEvent(QEvent *event) override; ///< Lane::post()

    std::shared_ptr<QNetworkAccessManager> manager() override;
    void retireManager(const QNetworkAccessManager &manager) override;
    const HopKit &kit() const override { return m_kit; }
    qint64 steadyMs() const override { return m_share.clock.steadyMs(); }
    qint64 readBufferSize(bool secure) const override;
    RateLimit &rateLimit() override { return m_share.rateLimit; }
    std::array<char, kReadBlock> &readBlock() override { return *m_readBlock; }
    bool takeSlot(const base::Origin &origin, ExchangeRun &run) override;
    void giveSlotBack(const base::Origin &origin, ExchangeRun &run) override;
    void ended(ExchangeRun &run) override;

private:
    struct Carried {
        std::unique_ptr<ExchangeRun> run;
        std::function<void()> onGone;
    };
    struct Slots {
        int used = 0;
        std::deque<ExchangeRun *> waiting;
    };
    void runCommands();
    void tick();
    void endAll();

    Lane &m_lane;
    LaneShare &m_share;
    QEventLoop m_events;
    QTimer m_tick;
    TlsTrust m_trust;
    CookieFiles m_cookies;
    HopKit m_kit;
    std::map<base::Origin, Slots> m_slots;
    std::map<quint64, Carried> m_runs;
    quint64 m_lookedAtFirst = 0;
    std::shared_ptr<QNetworkAccessManager> m_manager; ///< made when first wanted
    const std::unique_ptr<std::array<char, kReadBlock>> m_readBlock =
        std::make_unique<std::array<char, kReadBlock>>();
    bool m_stopping = false;
};

} // namespace weightyard::net
