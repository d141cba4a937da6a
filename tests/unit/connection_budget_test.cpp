#include "test_registry.h"

#include "lfs/connection_budget.h"

#include <QTest>
#include <atomic>
#include <optional>
#include <thread>
#include <vector>

namespace connection_budget_test {

using namespace weightyard::lfs;

class ConnectionBudgetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aloneThereIsNoBound();
    void equalShares();
    void neverMoreThanTheCap();
    void oneEachWhereThereAreTooFew();
    void capThatChanges();
    void fromSeveralThreads();
};

void ConnectionBudgetTest::aloneThereIsNoBound()
{
    const ConnectionShare share(nullptr);
    QCOMPARE(share.most(7), 7);
    QCOMPARE(share.most(0), 1);
}

void ConnectionBudgetTest::equalShares()
{
    const auto budget = std::make_shared<ConnectionBudget>(16);
    const ConnectionShare a(budget);
    QCOMPARE(a.most(16), 16);
    QCOMPARE(a.most(4), 4);
    std::optional<ConnectionShare> b(std::in_place, budget);
    QCOMPARE(a.most(16), 8);
    const ConnectionShare c(budget);
    QCOMPARE(a.most(16), 5);
    b.reset();
    QCOMPARE(c.most(16), 8);
}

void ConnectionBudgetTest::neverMoreThanTheCap()
{
    const auto budget = std::make_shared<ConnectionBudget>(2);
    ConnectionShare a(budget);
    auto first = a.take();
    const auto second = a.take();
    QVERIFY(first && second && !a.mayTake() && !a.take());
    ConnectionShare b(budget);
    QVERIFY(!b.mayTake() && !b.take()); // until the other one gives back
    first.reset();
    const auto ours = b.take();
    QVERIFY(ours && !a.take() && !b.take());
}

void ConnectionBudgetTest::oneEachWhereThereAreTooFew()
{
    const auto budget = std::make_shared<ConnectionBudget>(1);
    ConnectionShare a(budget);
    ConnectionShare b(budget);
    QCOMPARE(a.most(16), 1);
    const auto first = a.take();
    const auto second = b.take();
    QVERIFY(first && second && !a.take() && !b.take());
}

void ConnectionBudgetTest::capThatChanges()
{
    const auto budget = std::make_shared<ConnectionBudget>(1);
    ConnectionShare share(budget);
    const auto first = share.take();
    QVERIFY(!share.take());
    budget->setMost(2);
    QCOMPARE(share.most(16), 2);
    const auto second = share.take();
    QVERIFY(second);
    budget->setMost(1);
    QCOMPARE(share.most(16), 1);
    QVERIFY(!share.mayTake());
}

void ConnectionBudgetTest::fromSeveralThreads()
{
    const auto budget = std::make_shared<ConnectionBudget>(3);
    std::atomic<int> open = 0;
    std::atomic<int> peak = 0;
    const auto work = [&] {
        ConnectionShare share(budget);
        for (int i = 0; i < 2000; ++i) {
            const auto slot = share.take();
            if (!slot)
                continue;
            const int now = ++open;
            for (int seen = peak; now > seen && !peak.compare_exchange_weak(seen, now);) {
            }
            --open;
        }
    };
    {
        std::vector<std::jthread> threads;
        threads.reserve(3);
        for (int i = 0; i < 3; ++i)
            threads.emplace_back(work);
    }
    QVERIFY(peak >= 1 && peak <= 3);
    ConnectionShare share(budget);
    QVERIFY(share.take()); // all were given back
}

WEIGHTYARD_TEST(ConnectionBudgetTest)

} // namespace connection_budget_test

#include "connection_budget_test.moc"
