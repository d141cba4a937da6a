// The demo in the terminal, as ./run --demo starts it where there is no display: every model ends as it should.
#include "test_registry.h"

#include "support/child_process.h"

#include <QTest>

namespace demo_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class DemoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyModelEndsAsItShould();
};

void DemoTest::everyModelEndsAsItShould()
{
    test::ProcessOptions options;
    options.timeout = std::chrono::minutes(4);
    const test::ProcessResult result =
        test::runProcess(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard-demo"),
                         {u"--terminal"_s, u"--rate"_s, u"0"_s}, options);
    QVERIFY2(result.ok(), qPrintable(result.describe()));
    QVERIFY(result.out.contains("every model ended as it should"));
    QVERIFY(result.out.contains("3 failed"));
}

WEIGHTYARD_TEST(DemoTest)

} // namespace demo_test

#include "demo_test.moc"
