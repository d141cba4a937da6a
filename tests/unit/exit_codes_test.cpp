#include "test_registry.h"

#include "app/exit_codes.h"

#include <QHash>
#include <QTest>

namespace exit_codes_test {

using namespace weightyard;
using base::ErrorKind;

class ExitCodesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyKind();
    void documentedNumbers();
    void runs_data();
    void runs();
};

// The documented list, turned round: which failures end with which number.
void ExitCodesTest::everyKind()
{
    const QHash<int, QList<ErrorKind>> documented{
        {2, {ErrorKind::Usage}},
        {3,
         {ErrorKind::Network, ErrorKind::Tls, ErrorKind::Server, ErrorKind::RateLimited, ErrorKind::Timeout}},
        {4, {ErrorKind::Auth, ErrorKind::Gated}},
        {5, {ErrorKind::NotFound}},
        {6, {ErrorKind::DiskFull, ErrorKind::Permission, ErrorKind::Disconnected, ErrorKind::DiskFault}},
        {7, {ErrorKind::Corrupt, ErrorKind::Protocol, ErrorKind::Unsafe}},
        {8, {ErrorKind::Prerequisite}},
        {9, {ErrorKind::Busy}},
        {10, {ErrorKind::Conflict}},
        {70, {ErrorKind::Internal}},
        {130, {ErrorKind::Cancelled}}};
    qsizetype listed = 0;
    for (auto it = documented.cbegin(); it != documented.cend(); ++it) {
        for (const ErrorKind kind : it.value())
            QVERIFY2(static_cast<int>(app::exitCodeFor(kind)) == it.key(),
                     qPrintable(base::errorKindName(kind)));
        listed += it.value().size();
    }
    QCOMPARE(listed, base::allErrorKinds().size());
}

void ExitCodesTest::documentedNumbers()
{
    QCOMPARE(static_cast<int>(app::ExitCode::Done), 0);
    QCOMPARE(static_cast<int>(app::ExitCode::SeveralFailures), 1);
}

void ExitCodesTest::runs_data()
{
    QTest::addColumn<QList<ErrorKind>>("failures");
    QTest::addColumn<int>("code");
    using List = QList<ErrorKind>;
    QTest::newRow("none") << List{} << 0;
    QTest::newRow("one") << List{ErrorKind::NotFound} << 5;
    QTest::newRow("the same twice") << List{ErrorKind::Gated, ErrorKind::Gated} << 4;
    QTest::newRow("different kinds, one code")
        << List{ErrorKind::Network, ErrorKind::Timeout, ErrorKind::Tls} << 3;
    QTest::newRow("different codes") << List{ErrorKind::NotFound, ErrorKind::Network} << 1;
    QTest::newRow("interrupted wins")
        << List{ErrorKind::NotFound, ErrorKind::Network, ErrorKind::Cancelled} << 130;
    QTest::newRow("interrupted first") << List{ErrorKind::Cancelled, ErrorKind::DiskFull} << 130;
}

void ExitCodesTest::runs()
{
    QFETCH(QList<ErrorKind>, failures);
    QTEST(static_cast<int>(app::exitCodeFor(failures)), "code");
}

WEIGHTYARD_TEST(ExitCodesTest)

} // namespace exit_codes_test

#include "exit_codes_test.moc"
