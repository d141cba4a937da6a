#include "test_registry.h"

#include "lfs/connection_ramp.h"

#include <QTest>

#include <algorithm>
#include <functional>

namespace connection_ramp_test {

using namespace weightyard::lfs;

namespace {

/// A link whose total rate is a function of the number of connections, driven in steps of 50 ms.
class Link
{
public:
    Link(ConnectionRamp::Limits limits, std::function<double(int)> rate)
        : ramp(limits, 0),
          m_rate(std::move(rate))
    {}

    void run(qint64 ms, double behind = 0)
    {
        for (const qint64 end = now + ms; now < end; now += 50) {
            bytes += std::min(m_rate(running), disk) * 50;
            behindSteps += m_rate(running) > disk ? 1 : behind;
            const bool isBehind = behindSteps >= 1;
            behindSteps -= isBehind ? 1 : 0;
            running = std::min(ramp.target(), work);
            most = std::max(most, running);
            ramp.observe(static_cast<qint64>(bytes), running, isBehind, now);
        }
    }

    ConnectionRamp ramp;
    qint64 now = 0;
    double bytes = 0;
    double behindSteps = 0;
    int running = 1;
    double disk = 1e9; ///< bytes/ms that it takes
    int work = 1000;   ///< attempts that there is something to do for
    int most = 0;

private:
    std::function<double(int)> m_rate; ///< bytes/ms
};

double fastConnections(int connections)
{
    return connections * 300'000.0;
}

double perConnection(int connections)
{
    return connections * 40'000.0;
}

double oneIsEnough(int)
{
    return 100'000.0;
}

double fullAtFour(int connections)
{
    return std::min(connections, 4) * 10'000.0;
}

} // namespace

class ConnectionRampTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsWhatIsWorthIt_data();
    void findsWhatIsWorthIt();
    void staysWithOneWhileTheDiskIsBehind();
    void keepsTheDiskBusy();
    void aMomentBehindIsNothing();
    void staysWithOneThatNobodyHoldsBack();
    void aBurstAtFirstIsSeenThrough();
    void burstsOfNewConnectionsAreSeenThrough();
    void thoseThatBringMoreStay();
    void fewerThatBroughtLessAreNotTriedAgain();
    void whatOneNoisySecondSaidIsForgotten();
    void aPauseSaysNothing();
    void aSlowBeginIsNotTheLink();
    void waitsForTheFirstByte();
    void neverBelowTheLeast();
    void refusalHalvesForGood();
    void followsALink();
    void newLimitHoldsAtOnce();
    void moreAreTriedWhenTheyMayBe();
};

void ConnectionRampTest::findsWhatIsWorthIt_data()
{
    QTest::addColumn<std::function<double(int)>>("rate");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("target");
    QTest::newRow("each connection has its limit") << std::function(perConnection) << 16 << 16;
    QTest::newRow("the user's cap") << std::function(perConnection) << 6 << 6;
    QTest::newRow("one is enough") << std::function(oneIsEnough) << 16 << 1;
    QTest::newRow("full at four") << std::function(fullAtFour) << 16 << 4;
    QTest::newRow("a cap of one") << std::function(perConnection) << 1 << 1;
}

void ConnectionRampTest::findsWhatIsWorthIt()
{
    QFETCH(std::function<double(int)>, rate);
    QFETCH(int, most);
    Link link({.most = most}, rate);
    link.run(10'000);
    QTEST(link.ramp.target(), "target");
    QVERIFY(link.most <= most);
}

void ConnectionRampTest::staysWithOneWhileTheDiskIsBehind()
{
    Link link({}, perConnection);
    link.run(60'000, 0.8);
    QCOMPARE(link.most, 1);
}

// Eight would bring less than it takes, sixteen more.
void ConnectionRampTest::keepsTheDiskBusy()
{
    Link link({}, perConnection);
    link.disk = 500'000;
    link.run(5'000);
    QCOMPARE(link.ramp.target(), 16);
    const double before = link.bytes;
    link.run(60'000);
    QVERIFY2(link.bytes - before > 0.95 * 60'000 * link.disk,
             qPrintable(QString::number(link.bytes - before)));
}

void ConnectionRampTest::aMomentBehindIsNothing()
{
    Link link({}, perConnection);
    link.run(10'000, 0.1);
    QCOMPARE(link.ramp.target(), 16);
}

void ConnectionRampTest::staysWithOneThatNobodyHoldsBack()
{
    Link link({}, fastConnections);
    link.run(14'000);
    QCOMPARE(link.most, 1);
}

// Servers that limit each connection may give it a second's worth at once.
void ConnectionRampTest::aBurstAtFirstIsSeenThrough()
{
    qint64 now = 0;
    Link link({}, [&](int connections) {
        now += 50;
        return now <= 300 ? fastConnections(connections) : perConnection(connections);
    });
    link.run(1'000);
    QVERIFY2(link.most >= 8, qPrintable(QString::number(link.most)));
}

// Not what more connections bring for good.
void ConnectionRampTest::burstsOfNewConnectionsAreSeenThrough()
{
    int before = 1;
    qint64 sinceMs = 0;
    Link link({}, [&](int connections) {
        sinceMs = connections == before ? sinceMs + 25 : 0; // asked twice a step
        before = connections;
        return sinceMs < 250 ? 3 * oneIsEnough(connections) : oneIsEnough(connections);
    });
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 1);
}

// Bursts make disk and hash wait and wait for them by turns.
void ConnectionRampTest::thoseThatBringMoreStay()
{
    Link link({}, perConnection);
    link.run(1'000);
    QCOMPARE(link.running, 8);
    link.run(20'000, 0.8);
    QVERIFY2(link.ramp.target() >= 8, qPrintable(QString::number(link.ramp.target())));
}

// Every look would cost a second with half of them.
void ConnectionRampTest::fewerThatBroughtLessAreNotTriedAgain()
{
    qint64 now = 2'000;
    const auto fullAtEight = [](int connections) { return std::min(connections, 8) * 15'000.0; };
    Link link({}, [&](int connections) {
        now += 25; // asked twice a step
        return now % 5'000 < 1'200 ? fullAtEight(connections) / 2 : fullAtEight(connections);
    });
    link.run(8'000);
    QCOMPARE(link.ramp.target(), 8);
    for (int step = 0; step < 1'200; ++step) {
        link.run(50);
        QVERIFY2(link.running >= 8, qPrintable(QString::number(link.running)));
    }
}

// Another run took the link while fewer were tried.
void ConnectionRampTest::whatOneNoisySecondSaidIsForgotten()
{
    bool shared = false;
    Link link({}, [&](int connections) { return shared ? oneIsEnough(1) / 3 : fullAtFour(connections); });
    while (link.running < 16)
        link.run(50);
    while (link.running > 8)
        link.run(50);
    shared = true;
    link.run(2'000);
    shared = false;
    link.run(200'000);
    QCOMPARE(link.ramp.target(), 4);
}

// A server that asks to wait, a link that is gone: nothing runs.
void ConnectionRampTest::aPauseSaysNothing()
{
    Link link({}, perConnection);
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 16);
    link.work = 0;
    link.run(30'000);
    QCOMPARE(link.ramp.target(), 16);
    link.work = 1000;
    link.run(1'000);
    QCOMPARE(link.running, 16);
}

// Else several would seem to bring more, and only the link has got going.
void ConnectionRampTest::aSlowBeginIsNotTheLink()
{
    qint64 now = 0;
    Link link({}, [&](int connections) {
        now += 25; // asked twice a step
        return now <= 250 ? 100'000.0 * connections : fastConnections(connections);
    });
    link.run(10'000);
    QCOMPARE(link.most, 1);
}

// Handshakes are not the link's rate.
void ConnectionRampTest::waitsForTheFirstByte()
{
    qint64 now = 0;
    Link link({}, [&](int connections) {
        now += 50;
        return now <= 1'000 ? 0 : fastConnections(connections);
    });
    link.run(10'000);
    QCOMPARE(link.most, 1);
}

void ConnectionRampTest::neverBelowTheLeast()

{
    Link link({.least = 2}, oneIsEnough);
    QCOMPARE(link.ramp.target(), 2);
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 2);
}

void ConnectionRampTest::refusalHalvesForGood()
{
    Link link({}, perConnection);
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 16);
    link.ramp.refused();
    QCOMPARE(link.ramp.target(), 8);
    link.ramp.setMost(16);
    link.most = 0;
    link.run(60'000);
    QCOMPARE(link.most, 8);
    for (int i = 0; i < 10; ++i)
        link.ramp.refused();
    QCOMPARE(link.ramp.target(), 1);
}

// What one connection brings changes: within a minute the number fits again.
void ConnectionRampTest::followsALink()
{
    bool limited = false;
    Link link({}, [&](int connections) { return limited ? perConnection(connections) : oneIsEnough(1); });
    link.run(30'000);
    QCOMPARE(link.ramp.target(), 1);
    limited = true;
    link.run(60'000);
    QVERIFY2(link.most >= 8, qPrintable(QString::number(link.most)));
}

// Another run has joined and gone again.
void ConnectionRampTest::moreAreTriedWhenTheyMayBe()
{
    Link link({}, perConnection);
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 16);
    link.ramp.setMost(8);
    link.run(10'000);
    QCOMPARE(link.ramp.target(), 8);
    link.ramp.setMost(16);
    link.run(3'000);
    QCOMPARE(link.ramp.target(), 16);
}

void ConnectionRampTest::newLimitHoldsAtOnce()
{
    Link link({}, perConnection);
    link.run(10'000);
    link.ramp.setMost(3);
    QCOMPARE(link.ramp.target(), 3);
    link.ramp.setMost(0);
    QCOMPARE(link.ramp.target(), 1);
}

WEIGHTYARD_TEST(ConnectionRampTest)

} // namespace connection_ramp_test

#include "connection_ramp_test.moc"
