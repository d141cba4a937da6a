#include "test_registry.h"

#include "base/retry_policy.h"

#include <QTest>

namespace retry_policy_test {

using namespace weightyard::base;
using namespace Qt::Literals::StringLiterals;

namespace {

Error errorOf(ErrorKind kind, std::optional<qint64> retryAfterMs = {})
{
    return {.kind = kind, .detail = u"x"_s, .retryAfterMs = retryAfterMs};
}

constexpr RetryLimits kQuick{.attempts = 4, .firstDelayMs = 1, .longestDelayMs = 2};

} // namespace

class RetryPolicyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKindHasADisposition();
    void delaysDouble_data();
    void delaysDouble();
    void jitterStaysInTheUpperHalf();
    void hugeCountsDoNotOverflow();
    void serverWishWins_data();
    void serverWishWins();
    void otherKindsAreNotRetried();
    void retryingReturnsTheFirstSuccess();
    void retryingGivesUp();
    void retryingStopsOnCancel();
    void retryingDoesNotRepeatWhatCannotHelp();
};

void RetryPolicyTest::everyKindHasADisposition()
{
    const QList<ErrorKind> later{ErrorKind::Network, ErrorKind::Timeout, ErrorKind::RateLimited,
                                 ErrorKind::Server};
    const QList<ErrorKind> user{ErrorKind::Auth,       ErrorKind::Gated,        ErrorKind::DiskFull,
                                ErrorKind::Permission, ErrorKind::Conflict,     ErrorKind::Prerequisite,
                                ErrorKind::Busy,       ErrorKind::Disconnected, ErrorKind::DiskFault};
    for (const ErrorKind kind : allErrorKinds()) {
        const Disposition expected = later.contains(kind)  ? Disposition::RetryLater
                                     : user.contains(kind) ? Disposition::AskUser
                                                           : Disposition::GiveUp;
        QVERIFY2(disposition(errorOf(kind)) == expected, qPrintable(errorKindName(kind)));
    }
    Error limit = errorOf(ErrorKind::RateLimited);
    limit.context.httpStatus = 429;
    QVERIFY(disposition(limit) == Disposition::RetryLater);
    for (const int quota : {402, 403, 509}) {
        limit.context.httpStatus = quota;
        QVERIFY(disposition(limit) == Disposition::AskUser);
    }
}

void RetryPolicyTest::delaysDouble_data()
{
    QTest::addColumn<int>("failures");
    QTest::addColumn<qint64>("shortest");
    QTest::newRow("1") << 1 << 125LL;
    QTest::newRow("2") << 2 << 250LL;
    QTest::newRow("3") << 3 << 500LL;
    QTest::newRow("5") << 5 << 2000LL;
    QTest::newRow("6") << 6 << 4000LL;
    QTest::newRow("7: capped") << 7 << 5000LL;
    QTest::newRow("8: no more") << 8 << -1LL;
    QTest::newRow("9") << 9 << -1LL;
}

void RetryPolicyTest::delaysDouble()
{
    QFETCH(int, failures);
    QTEST(retryDelayMs(errorOf(ErrorKind::Network), failures, {}, 0.0).value_or(-1), "shortest");
}

void RetryPolicyTest::jitterStaysInTheUpperHalf()
{
    for (int failures = 1; failures < 8; ++failures) {
        const qint64 shortest = *retryDelayMs(errorOf(ErrorKind::Server), failures, {}, 0.0);
        const qint64 longest = *retryDelayMs(errorOf(ErrorKind::Server), failures, {}, 0.999999);
        const qint64 middle = *retryDelayMs(errorOf(ErrorKind::Server), failures, {}, 0.5);
        QVERIFY(shortest < middle && middle < longest);
        QVERIFY(longest <= 2 * shortest);
        QVERIFY(longest <= RetryLimits().longestDelayMs);
    }
}

void RetryPolicyTest::hugeCountsDoNotOverflow()
{
    const RetryLimits limits{
        .attempts = std::numeric_limits<int>::max(), .firstDelayMs = 1000, .longestDelayMs = 60'000};
    QCOMPARE(retryDelayMs(errorOf(ErrorKind::Network), 1'000'000, limits, 0.0),
             std::optional<qint64>(30'000));
}

void RetryPolicyTest::serverWishWins_data()
{
    QTest::addColumn<qint64>("wish");
    QTest::addColumn<qint64>("delay");
    QTest::newRow("seconds") << 7000LL << 7000LL;
    QTest::newRow("longer than our own longest") << 60'000LL << 60'000LL;
    QTest::newRow("now") << 0LL << 0LL;
    QTest::newRow("a date in the past") << -5000LL << 0LL;
    QTest::newRow("an hour") << 3'600'000LL << 3'600'000LL;
    QTest::newRow("more than an hour is a failure") << 3'600'001LL << -1LL;
}

void RetryPolicyTest::serverWishWins()
{
    QFETCH(qint64, wish);
    QTEST(retryDelayMs(errorOf(ErrorKind::RateLimited, wish), 1, {}, 0.7).value_or(-1), "delay");
    QCOMPARE(retryDelayMs(errorOf(ErrorKind::RateLimited, wish), 8, {}, 0.7), std::nullopt);
}

void RetryPolicyTest::otherKindsAreNotRetried()
{
    for (const ErrorKind kind : allErrorKinds()) {
        if (disposition(errorOf(kind)) != Disposition::RetryLater)
            QCOMPARE(retryDelayMs(errorOf(kind, 10), 1, {}, 0.0), std::nullopt);
    }
}

void RetryPolicyTest::retryingReturnsTheFirstSuccess()
{
    int calls = 0;
    QList<qint64> waits;
    const auto result = retrying(
        [&]() -> Result<int> {
            if (++calls < 3)
                return fail(ErrorKind::Timeout, {}, u"t"_s);
            return 42;
        },
        kQuick, CancelToken(),
        [&](const Error &why, qint64 delayMs) {
            QCOMPARE(why.kind, ErrorKind::Timeout);
            waits.append(delayMs);
        });
    QVERIFY(result);
    QCOMPARE(*result, 42);
    QCOMPARE(calls, 3);
    QCOMPARE(waits.size(), 2);
}

void RetryPolicyTest::retryingGivesUp()
{
    int calls = 0;
    const auto result = retrying(
        [&]() -> Result<int> {
            ++calls;
            return fail(ErrorKind::Server, {}, u"attempt %1"_s.arg(calls));
        },
        kQuick, CancelToken(), {});
    QVERIFY(!result);
    QCOMPARE(calls, kQuick.attempts);
    QCOMPARE(result.error().kind, ErrorKind::Server);
    QCOMPARE(result.error().detail, u"attempt 4"_s);
}

void RetryPolicyTest::retryingStopsOnCancel()
{
    const CancelToken cancel;
    int calls = 0;
    const auto result = retrying(
        [&]() -> Result<void> {
            ++calls;
            return fail(ErrorKind::Network, {}, u"n"_s);
        },
        {.firstDelayMs = 3'600'000, .longestDelayMs = 3'600'000}, cancel,
        [&](const Error &, qint64) { cancel.cancel(); });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    QCOMPARE(calls, 1);
}

void RetryPolicyTest::retryingDoesNotRepeatWhatCannotHelp()
{
    int calls = 0;
    bool waited = false;
    const auto result = retrying(
        [&]() -> Result<void> {
            ++calls;
            return fail(ErrorKind::NotFound, {}, u"n"_s);
        },
        kQuick, CancelToken(), [&](const Error &, qint64) { waited = true; });
    QVERIFY(!result);
    QCOMPARE(result.error().kind, ErrorKind::NotFound);
    QCOMPARE(calls, 1);
    QVERIFY(!waited);
}

WEIGHTYARD_TEST(RetryPolicyTest)

} // namespace retry_policy_test

#include "retry_policy_test.moc"
