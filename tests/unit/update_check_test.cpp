// What is kept of checks for updates: round trip, files of no use, and when it is time to ask again.
#include "test_registry.h"

#include "base/config_layout.h"
#include "session/daily_check.h"
#include "session/update_check.h"
#include "support/temp_dir.h"

#include <QTest>

namespace update_check_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using session::KnownUpdate;
using session::KnownUpdates;

class UpdateCheckTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBack();
    void fileOfNoUse();
    void due();
};

void UpdateCheckTest::comesBack()
{
    const test::TempDir dir;
    const KnownUpdate one{.folder = u"/m/o/one"_s,
                          .commit = u"aaaa"_s,
                          .newest = u"bbbb"_s,
                          .files = 2,
                          .bytes = 5'000'000'000};
    const KnownUpdate two{.folder = u"/m/o/two"_s, .commit = u"cccc"_s, .newest = u"dddd"_s};
    QVERIFY(session::writeUpdates(dir.path(), {.checkedMs = 1234, .updates = {one, two}}));
    const KnownUpdates back = session::readUpdates(dir.path());
    QCOMPARE(back.checkedMs, 1234);
    QCOMPARE(back.updates, (QList<KnownUpdate>{one, two}));
}

void UpdateCheckTest::fileOfNoUse()
{
    const test::TempDir dir;
    QCOMPARE(session::readUpdates(dir.path()).checkedMs, 0); // none
    const QString file = base::ConfigLayout(dir.path()).updates();
    for (const QByteArray &text :
         {QByteArray("{ half"), QByteArray(R"({"version":9,"checked_ms":7})"),
          QByteArray(R"({"version":1,"updates":[7,{"folder":"relative","newest":"x"},{"folder":"/a"}]})")}) {
        test::writeFile(file, text);
        const KnownUpdates known = session::readUpdates(dir.path());
        QCOMPARE(known.checkedMs, 0);
        QVERIFY(known.updates.isEmpty());
        QVERIFY(session::writeUpdates(dir.path(), {.checkedMs = 1, .updates = {}}));
        QCOMPARE(session::readUpdates(dir.path()).checkedMs, 1);
    }
}

void UpdateCheckTest::due()
{
    constexpr qint64 kDay = 24LL * 60 * 60 * 1000;
    constexpr qint64 kChecked = 10 * kDay;
    QVERIFY(session::isDailyCheckDue(0, kChecked));
    QVERIFY(!session::isDailyCheckDue(kChecked, kChecked));
    QVERIFY(!session::isDailyCheckDue(kChecked, 11 * kDay - 1));
    QVERIFY(session::isDailyCheckDue(kChecked, 11 * kDay));
    QVERIFY(session::isDailyCheckDue(kChecked, 9 * kDay)); // the clock was set back
}

WEIGHTYARD_TEST(UpdateCheckTest)

} // namespace update_check_test

#include "update_check_test.moc"
