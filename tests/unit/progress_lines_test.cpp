#include "test_registry.h"

#include "app/cli/progress_lines.h"
#include "job/progress_meter.h"
#include "ui/text/translation.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

namespace progress_lines_test {

using namespace weightyard;
using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using job::JobSnapshot;
using job::JobState;

namespace {

JobSnapshot job(JobState state, qint64 here = 0, qint64 total = 0)
{
    return {.modelPath = u"owner/name"_s,
            .url = u"https://h/owner/name"_s,
            .folder = u"/models/owner/name"_s,
            .state = state,
            .bytesTotal = total,
            .bytesHere = here};
}

JobSnapshot moving(JobSnapshot snapshot)
{
    snapshot.rate = 88'000'000;
    snapshot.timeLeftMs = job::millisecondsFor(snapshot.bytesTotal - snapshot.bytesHere, snapshot.rate);
    return snapshot;
}

const base::Error kBusy{.kind = ErrorKind::Server, .detail = u"the server answered with status 503"_s};

} // namespace

class ProgressLinesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void liveLinesRead();
    void percentIsRoundedDown_data();
    void percentIsRoundedDown();
    void neverWiderThanTheTerminal();
    void plainLines_data();
    void plainLines();
    void closing_data();
    void closing();
    void closingIsWrapped();
    void colonOfTheLanguage();
    void totals();
};

void ProgressLinesTest::liveLinesRead()
{
    const QStringList running =
        liveLines(moving(job(JobState::Transferring, 1'310'000'000, 2'150'000'000)), 0, 80);
    QCOMPARE(running.size(), 2);
    QCOMPARE(running[0], u"owner/name"_s);
    QVERIFY2(running[1].startsWith("  Downloading  60 %  ["_L1), qPrintable(running[1]));
    QVERIFY2(running[1].endsWith("]  1.31 GB of 2.15 GB  88.0 MB/s  10 s left"_L1), qPrintable(running[1]));

    JobSnapshot resolving = job(JobState::Resolving);
    resolving.gitBytes = 12'300;
    QCOMPARE(liveLines(resolving, 0, 80)[1], u"  Resolving  12.3 kB"_s);
    QCOMPARE(liveLines(job(JobState::Publishing, 5, 5), 0, 80)[1], u"  Publishing"_s);

    JobSnapshot waiting = job(JobState::Waiting, 50, 100);
    waiting.waitUntilMs = 42'000;
    waiting.error = kBusy;
    const QStringList lines = liveLines(waiting, 0, 80);
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[1].startsWith("  Waiting 42 s"_L1));
    QVERIFY(!lines[1].contains("/s"_L1)); // nothing moves
    QVERIFY(lines[2].contains("503"_L1));
}

void ProgressLinesTest::percentIsRoundedDown_data()
{
    QTest::addColumn<qint64>("here");
    QTest::addColumn<QString>("percent");
    QTest::newRow("none") << 0LL << u"  0 %"_s;
    QTest::newRow("almost one") << 9'999LL << u"  0 %"_s;
    QTest::newRow("half") << 500'000LL << u" 50 %"_s;
    QTest::newRow("all but a byte") << 999'999LL << u" 99 %"_s;
    QTest::newRow("all") << 1'000'000LL << u"100 %"_s;
}

void ProgressLinesTest::percentIsRoundedDown()
{
    QFETCH(qint64, here);
    QFETCH(QString, percent);
    const QString line = liveLines(job(JobState::Verifying, here, 1'000'000), 0, 80)[1];
    QVERIFY2(line.contains(percent), qPrintable(line));
}

void ProgressLinesTest::neverWiderThanTheTerminal()
{
    JobSnapshot snapshot = job(JobState::Queued, 999'400'000'000, 999'499'000'000);
    snapshot.modelPath =
        u"an-owner-with-a-long-name/a-model-with-an-even-longer-name-that-no-terminal-of-eighty-can-hold"_s;
    snapshot.gitBytes = 999'400;
    snapshot.waitUntilMs = 3'599'000;
    snapshot.error = kBusy;
    for (const JobState state : job::allJobStates()) {
        snapshot.state = state;
        for (int columns = 20; columns <= 80; ++columns) {
            const QStringList lines = liveLines(moving(snapshot), 0, columns);
            QCOMPARE(lines.size(), state == JobState::Waiting ? 3 : 2);
            for (const QString &line : lines)
                QVERIFY2(line.size() <= columns && !line.contains(u'\n'), qPrintable(line));
        }
    }
}

void ProgressLinesTest::plainLines_data()
{
    QTest::addColumn<JobState>("state");
    QTest::addColumn<QString>("line");
    QTest::newRow("queued") << JobState::Queued << u"owner/name: Queued"_s;
    QTest::newRow("resolving") << JobState::Resolving << u"owner/name: Resolving"_s;
    QTest::newRow("transferring") << JobState::Transferring
                                  << u"owner/name: Downloading 61 % (1.31 GB of 2.14 GB)"_s;
    QTest::newRow("verifying") << JobState::Verifying << u"owner/name: Verifying 61 % (1.31 GB of 2.14 GB)"_s;
    QTest::newRow("publishing") << JobState::Publishing << u"owner/name: Publishing"_s;
    QTest::newRow("waiting")
        << JobState::Waiting
        << u"owner/name: Waiting 5 s 61 % (1.31 GB of 2.14 GB) - The server has a problem: "
           "the server answered with status 503."_s;
}

void ProgressLinesTest::plainLines()
{
    QFETCH(JobState, state);
    JobSnapshot snapshot = job(state, 1'310'000'000, 2'140'000'000);
    if (state == JobState::Waiting) {
        snapshot.waitUntilMs = 6'000;
        snapshot.error = kBusy;
    }
    QTEST(plainLine(snapshot, 1'000), "line");
}

void ProgressLinesTest::closing_data()
{
    QTest::addColumn<JobSnapshot>("snapshot");
    QTest::addColumn<QString>("text");
    QTest::newRow("done") << job(JobState::Installed, 2'150'000'000, 2'150'000'000)
                          << u"owner/name: done (2.15 GB, verified, in 12 s)\n  /models/owner/name\n"_s;
    QTest::newRow("done, no objects")
        << job(JobState::Installed) << u"owner/name: done (in 12 s)\n  /models/owner/name\n"_s;
    JobSnapshot already = job(JobState::Installed);
    already.alreadyInstalled = true;
    QTest::newRow("already here") << already << u"owner/name is already here: /models/owner/name\n"_s;
    QTest::newRow("stopped") << job(JobState::Cancelled)
                             << u"owner/name: stopped. Run the same command again to go on.\n"_s;
    QTest::newRow("stopped half-way")
        << job(JobState::Cancelled, 500, 1000)
        << u"owner/name: stopped. 500 bytes of 1.00 kB are kept; run the same command again\n  to go on.\n"_s;
    JobSnapshot failed = job(JobState::Failed);
    failed.error = base::Error{
        .kind = ErrorKind::NotFound, .detail = u"no such ref"_s, .context = {.url = u"https://h/o"_s}};
    QTest::newRow("failed")
        << failed
        << u"owner/name: Not found: no such ref (https://h/o).\n  Check the name and the revision on the model's page.\n"_s;
}

void ProgressLinesTest::closing()
{
    QFETCH(JobSnapshot, snapshot);
    QTEST(closingText(snapshot, 12'000, 80), "text");
}

void ProgressLinesTest::closingIsWrapped()
{
    for (const ErrorKind kind : base::allErrorKinds()) {
        if (kind == ErrorKind::Cancelled)
            continue;
        JobSnapshot failed = job(JobState::Failed);
        failed.error = base::Error{.kind = kind, .detail = u"a detail of a few words"_s};
        for (int columns = 40; columns <= 80; columns += 5) {
            for (const QString &line : closingText(failed, 1, columns).split(u'\n'))
                QVERIFY2(line.size() <= columns, qPrintable(line));
        }
    }
}

void ProgressLinesTest::colonOfTheLanguage()
{
    const auto back = qScopeGuard([] { text::installTranslations(u"en"_s); });
    text::installTranslations(u"zh_CN"_s);
    JobSnapshot failed = job(JobState::Failed);
    failed.error = kBusy;
    QVERIFY2(plainLine(failed, 0).startsWith(u"owner/name："_s), qPrintable(plainLine(failed, 0)));
    const QString closing = closingText(failed, 1000, 80, nullptr);
    QVERIFY2(closing.startsWith(u"owner/name："_s), qPrintable(closing));
}

void ProgressLinesTest::totals()
{
    queue::QueueTotals totals{.jobs = 26, .running = 2, .queued = 20, .installed = 3, .failed = 1};
    QCOMPARE(totalLine(totals, 80), u"4 of 26 models"_s);
    totals.bytesTotal = 2'150'000'000;
    totals.bytesHere = 1'310'000'000;
    totals.rate = 88'000'000;
    totals.timeLeftMs = 9'000;
    const QString line = totalLine(totals, 80);
    QVERIFY2(line.startsWith("4 of 26 models, 1.31 GB of 2.15 GB  88"_L1) && line.endsWith("left"_L1),
             qPrintable(line));
    for (const int columns : {20, 40, 80})
        QVERIFY(totalLine(totals, columns).size() <= columns);
}

WEIGHTYARD_TEST(ProgressLinesTest)

} // namespace progress_lines_test

#include "progress_lines_test.moc"
