// What the log of each download said, as it is kept between two runs.
#include "test_registry.h"

#include "session/activity_file.h"

#include "repo_builder.h"
#include "temp_dir.h"

#include <QTest>

namespace activity_file_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::session;
using test::TempDir;

class ActivityFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBack();
    void isBounded();
    void noSecrets();
    void oddOnesAreLeftOut();
};

void ActivityFileTest::comesBack()
{
    const TempDir dir;
    QVERIFY(readActivity(dir.path())->isEmpty());
    const QList<DownloadActivity> downloads{
        {.key = u"o/a"_s, .lines = {{10, u"Commit abc"_s}, {20, u"Paused"_s}}},
        {.key = u"/into/folder"_s, .lines = {{30, u"Queued"_s}}}};
    QVERIFY(writeActivity(dir.path(), downloads));
    QCOMPARE(readActivity(dir.path()).value(), downloads);
}

void ActivityFileTest::isBounded()
{
    const TempDir dir;
    QList<DownloadActivity> downloads;
    for (int i = 0; i < 200; ++i) {
        downloads.append({.key = u"o/m%1"_s.arg(i), .lines = {}});
        for (int line = 1; line <= 100; ++line)
            downloads.last().lines.append({line, QString(3'000, u'\u4e2d')});
    }
    QVERIFY(writeActivity(dir.path(), downloads));
    const auto read = readActivity(dir.path());
    QVERIFY2(read, "it can be read again");
    QVERIFY(!read->isEmpty() && read->size() <= kMostKeptLogs);
    QCOMPARE(read->last().key, u"o/m199"_s); // the last ones are kept
    QCOMPARE(read->last().lines.size(), kMostKeptLines);
    QCOMPARE(read->last().lines.last().whenMs, 100);
    QCOMPARE(read->last().lines.last().text.size(), kLongestLine);
}

void ActivityFileTest::noSecrets()
{
    const TempDir dir;
    QVERIFY(writeActivity(dir.path(),
                          {{.key = u"o/a"_s, .lines = {{1, u"(https://me:secret@h/o/a?sig=hidden)"_s}}}}));
    const QByteArray file = test::readFile(dir.path(u"activity.json"_s));
    QVERIFY2(!file.contains("secret") && !file.contains("hidden") && file.contains("h/o/a"), file);
}

void ActivityFileTest::oddOnesAreLeftOut()
{
    const TempDir dir;
    test::writeFile(dir.path(u"activity.json"_s),
                    R"({"version": 1, "downloads": [7, {"key": ""}, {"key": "o/b", "lines": "no"},
                        {"key": "o/a", "lines": [{"when_ms": -1, "text": "x"}, {"when_ms": 5, "text": "y"}]}]})");
    QCOMPARE(readActivity(dir.path()).value(),
             (QList<DownloadActivity>{{.key = u"o/a"_s, .lines = {{5, u"y"_s}}}}));
}

WEIGHTYARD_TEST(ActivityFileTest)

} // namespace activity_file_test

#include "activity_file_test.moc"
