#include "job/job_reporter.h"
#include "manual_clock.h"
#include "test_registry.h"

#include <QRegularExpression>
#include <QTest>

namespace job_reporter_test {

using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;
using enum JobState;

namespace {

struct Heard {
    ManualClock clock;
    QList<JobSnapshot> told;
    JobReporter reporter{clock, [this](const JobSnapshot &job) { told.append(job); }};

    // To this state by allowed moves.
    Heard &at(JobState state)
    {
        reporter.begin(u"o/n"_s, u"https://h/o/n"_s);
        if (state != Queued)
            reporter.move(Resolving);
        if (state == Waiting)
            reporter.wait({.kind = ErrorKind::Server, .detail = u"busy"_s}, 5000);
        else if (state != Resolving && state != Queued)
            reporter.move(Transferring);
        if (state == Verifying || state == Publishing)
            reporter.move(state);
        told.clear();
        return *this;
    }
};

lfs::TransferProgress progressOf(qint64 here, bool verifying = false)
{
    return {.bytesHere = here,
            .bytesTotal = 1000,
            .objectsVerified = 1,
            .objectsTotal = 3,
            .verifying = verifying};
}

} // namespace

class JobReporterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movesAreToldAtOnce();
    void refusedMoveChangesNothing();
    void writersObeyTheTable();
    void rateAndTimeLeft();
    void progressIsToldTenTimesASecond();
    void bytesOfEarlierRunsAreNotFetched();
    void bytesOfALaterRoundAreNotFetched();
    void aPublishWaitsAndGoesOn();
    void waitingAndBack();
    void verifyingAndBack();
    void everyEnd_data();
    void everyEnd();
    void endsOnce();
    void noticesOnce();
    void manifestNotices();
    void filesOnTheirWay();
    void damagedTwice();
    void usersFiles();
    void attributesOfAHistory();
    void largestFilesFirst();
};

void JobReporterTest::movesAreToldAtOnce()
{
    Heard heard;
    heard.reporter.begin(u"o/n"_s, u"https://h/o/n"_s);
    for (const JobState state : {Resolving, Transferring, Verifying, Publishing, Installed})
        heard.reporter.move(state); // the clock stands still
    QList<JobState> states;
    for (const JobSnapshot &job : heard.told) {
        states.append(job.state);
        QCOMPARE(job.modelPath, u"o/n"_s);
        QCOMPARE(job.url, u"https://h/o/n"_s);
    }
    QCOMPARE(states, (QList<JobState>{Queued, Resolving, Transferring, Verifying, Publishing, Installed}));
    heard.reporter.move(Installed);
    QCOMPARE(heard.told.size(), 6);
}

void JobReporterTest::refusedMoveChangesNothing()
{
    Heard heard;
    heard.at(Publishing);
    QTest::ignoreMessage(QtCriticalMsg,
                         QRegularExpression(u"refused move of a job from .?publishing.? to .?paused"_s));
    heard.reporter.move(Paused);
    QCOMPARE(heard.reporter.snapshot().state, Publishing);
    QVERIFY(heard.told.isEmpty());
}

// Whoever writes a state obeys the table: move(), wait() and end().
void JobReporterTest::writersObeyTheTable()
{
    for (const JobState from : {Queued, Resolving, Transferring, Verifying, Publishing, Waiting}) {
        Heard waits;
        waits.at(from);
        const bool may = from == Waiting || mayMove(from, Waiting);
        if (!may)
            QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"refused move"_s));
        waits.reporter.wait({.kind = base::ErrorKind::Network}, 1000);
        QCOMPARE(waits.reporter.snapshot().state, may ? Waiting : from);
        QCOMPARE(waits.reporter.snapshot().error.has_value(), may);

        Heard ends;
        ends.at(from);
        ends.reporter.end({.kind = base::ErrorKind::Server});
        QCOMPARE(ends.reporter.snapshot().state, Failed);
        ends.reporter.end(base::cancelledError()); // once
        QCOMPARE(ends.reporter.snapshot().state, Failed);
    }
}

// Only while objects are on their way; a wait is no part of it.
void JobReporterTest::rateAndTimeLeft()
{
    Heard heard;
    heard.at(Transferring);
    QCOMPARE(heard.reporter.snapshot().rate, 0.0);
    for (int ms = 0; ms <= 4000; ms += 100) {
        heard.reporter.progress({.bytesHere = ms * 1000, .bytesTotal = 10'000'000, .objectsTotal = 1});
        heard.clock.advance(100);
    }
    QCOMPARE(heard.reporter.snapshot().rate, 1'000'000.0);
    QCOMPARE(heard.reporter.snapshot().timeLeftMs, std::optional<qint64>(6000));
    heard.reporter.wait({.kind = base::ErrorKind::Network}, 1000);
    QCOMPARE(heard.reporter.snapshot().rate, 0.0);
    QVERIFY(!heard.reporter.snapshot().timeLeftMs);
}

void JobReporterTest::progressIsToldTenTimesASecond()
{
    Heard heard;
    heard.at(Transferring);
    for (int ms = 0; ms < 1000; ++ms) {
        heard.clock.advance(1);
        heard.reporter.progress(progressOf(ms));
        heard.reporter.setGitBytes(ms);
    }
    QVERIFY2(heard.told.size() >= 9 && heard.told.size() <= 10,
             qPrintable(QString::number(heard.told.size())));
    QCOMPARE(heard.reporter.snapshot().bytesHere, 999);
    QCOMPARE(heard.reporter.snapshot().gitBytes, 999);
    QCOMPARE(heard.reporter.snapshot().bytesTotal, 1000);
    QCOMPARE(heard.reporter.snapshot().objectsTotal, 3);
    QCOMPARE(heard.reporter.snapshot().objectsVerified, 1);
}

void JobReporterTest::bytesOfEarlierRunsAreNotFetched()
{
    Heard heard;
    heard.at(Transferring);
    heard.reporter.progress(progressOf(400));
    QCOMPARE(heard.reporter.snapshot().bytesFetched, 0);
    heard.reporter.progress(progressOf(700));
    QCOMPARE(heard.reporter.snapshot().bytesFetched, 300);
    heard.reporter.progress(progressOf(100)); // dropped: proved corrupt
    QVERIFY(heard.reporter.snapshot().bytesFetched >= 0);
}

// Objects that another job had until now: what it left on disk was not fetched by this one.
void JobReporterTest::bytesOfALaterRoundAreNotFetched()
{
    Heard heard;
    heard.at(Transferring);
    heard.reporter.beginRound();
    heard.reporter.progress(progressOf(100));
    heard.reporter.progress(progressOf(300));
    heard.reporter.beginRound();
    heard.reporter.progress(progressOf(800)); // 500 were there
    QCOMPARE(heard.reporter.snapshot().bytesFetched, 200);
    heard.reporter.progress(progressOf(900));
    QCOMPARE(heard.reporter.snapshot().bytesFetched, 300);
}

// For room on the disk, which the last step may need too.
void JobReporterTest::aPublishWaitsAndGoesOn()
{
    Heard heard;
    heard.at(Publishing);
    heard.reporter.wait({.kind = ErrorKind::DiskFull}, 1000);
    QCOMPARE(heard.reporter.snapshot().state, Waiting);
    QCOMPARE(heard.reporter.snapshot().error->kind, ErrorKind::DiskFull);
    heard.reporter.move(Publishing);
    QCOMPARE(heard.reporter.snapshot().state, Publishing);
    QVERIFY(!heard.reporter.snapshot().error);
}

void JobReporterTest::waitingAndBack()
{
    Heard heard;
    heard.at(Transferring);
    heard.reporter.progress(progressOf(100));
    heard.reporter.waiting({.kind = ErrorKind::RateLimited, .detail = u"slow down"_s}, 5000);
    const JobSnapshot waiting = heard.told.last();
    QCOMPARE(waiting.state, Waiting);
    QCOMPARE(waiting.waitUntilMs, heard.clock.wall + 5000);
    QCOMPARE(waiting.error->kind, ErrorKind::RateLimited);
    heard.clock.advance(1000);
    heard.reporter.progress(progressOf(100));
    QCOMPARE(heard.reporter.snapshot().state, Waiting); // nothing moved
    heard.reporter.waiting({.kind = ErrorKind::Server}, 9000);
    QCOMPARE(heard.reporter.snapshot().waitUntilMs, heard.clock.wall + 9000);
    QCOMPARE(heard.reporter.snapshot().error->kind, ErrorKind::Server);
    heard.reporter.progress(progressOf(101));
    QCOMPARE(heard.reporter.snapshot().state, Transferring);
    QCOMPARE(heard.reporter.snapshot().waitUntilMs, 0);
    QVERIFY(!heard.reporter.snapshot().error);
}

void JobReporterTest::verifyingAndBack()
{
    Heard heard;
    heard.at(Transferring);
    heard.reporter.progress(progressOf(1000, true));
    QCOMPARE(heard.reporter.snapshot().state, Verifying);
    heard.reporter.progress(progressOf(200)); // a hash did not match
    QCOMPARE(heard.reporter.snapshot().state, Transferring);
    heard.reporter.waiting({.kind = ErrorKind::Network}, 10);
    heard.reporter.progress(progressOf(1000, true));
    QCOMPARE(heard.reporter.snapshot().state, Verifying);
    heard.reporter.move(Publishing);
    QCOMPARE(heard.reporter.snapshot().state, Publishing);
}

void JobReporterTest::everyEnd_data()
{
    QTest::addColumn<JobState>("from");
    for (const JobState state : {Queued, Resolving, Transferring, Verifying, Publishing, Waiting})
        QTest::newRow(qPrintable(jobStateName(state))) << state;
}

void JobReporterTest::everyEnd()
{
    QFETCH(JobState, from);
    Heard failed;
    failed.at(from).reporter.end({.kind = ErrorKind::DiskFull, .detail = u"no room"_s});
    QCOMPARE(failed.told.last().state, Failed);
    QCOMPARE(failed.told.last().error->kind, ErrorKind::DiskFull);
    Heard cancelled;
    cancelled.at(from).reporter.end(base::cancelledError());
    QCOMPARE(cancelled.told.last().state, Cancelled);
}

void JobReporterTest::endsOnce()
{
    Heard heard;
    heard.at(Publishing).reporter.move(Installed);
    heard.told.clear();
    heard.reporter.end({.kind = ErrorKind::Internal, .detail = u"late"_s});
    QVERIFY(heard.told.isEmpty());
    QCOMPARE(heard.reporter.snapshot().state, Installed);
    QVERIFY(!heard.reporter.snapshot().error);
}

void JobReporterTest::noticesOnce()
{
    Heard heard;
    heard.at(Resolving);
    const Notice nested{.kind = Notice::Kind::HistoryNested, .detail = u"/w"_s};
    heard.reporter.addNotice(nested);
    heard.reporter.addNotice(nested);
    heard.reporter.addNotice({.kind = Notice::Kind::HistoryNested, .detail = u"/x"_s});
    QCOMPARE(heard.reporter.snapshot().notices.size(), 2);
    QCOMPARE(heard.told.size(), 2);
}

void JobReporterTest::manifestNotices()
{
    using Entry = git::TreeEntry;
    const lfs::Pointer pointer{base::Oid::fromDigest(QByteArray(32, 'a')), 10};
    lfs::Manifest manifest{.commit = u"c"_s, .files = {}};
    Heard empty;
    empty.at(Resolving).reporter.addManifestNotices(manifest);
    QCOMPARE(empty.reporter.snapshot().notices.value(0).kind, Notice::Kind::EmptyRepository);
    QCOMPARE(empty.reporter.snapshot().notices.size(), 1);

    manifest.files = {{.entry = {.path = u"a"_s}, .pointer = pointer, .leftOut = true},
                      {.entry = {.path = u"b"_s}, .pointer = pointer, .leftOut = true},
                      {.entry = {.path = u"c"_s}, .pointer = pointer},
                      {.entry = {.path = u"sub/x"_s, .kind = Entry::Kind::Submodule}, .pointer = {}},
                      {.entry = {.path = u"y"_s, .kind = Entry::Kind::Submodule}, .pointer = {}}};
    Heard heard;
    heard.at(Resolving).reporter.addManifestNotices(manifest);
    const QList<Notice> expected{{.kind = Notice::Kind::Submodules, .detail = u"sub/x, y"_s},
                                 {.kind = Notice::Kind::PartialBySettings, .count = 2}};
    QCOMPARE(heard.reporter.snapshot().notices, expected);
}

void JobReporterTest::filesOnTheirWay()
{
    using Entry = git::TreeEntry;
    const lfs::Pointer big{base::Oid::fromDigest(QByteArray(32, 'a')), 100};
    const lfs::Pointer small{base::Oid::fromDigest(QByteArray(32, 'b')), 50};
    const lfs::Manifest manifest{
        .commit = u"c"_s,
        .files = {{.entry = {.path = u"README"_s, .size = 7}, .pointer = {}},
                  {.entry = {.path = u"big"_s, .size = 130}, .pointer = big},
                  {.entry = {.path = u"copy"_s, .size = 130}, .pointer = big},
                  {.entry = {.path = u"left"_s, .size = 130}, .pointer = small, .leftOut = true},
                  {.entry = {.path = u"small"_s, .size = 130}, .pointer = small},
                  {.entry = {.path = u"sub"_s, .kind = Entry::Kind::Submodule}, .pointer = {}}}};
    Heard heard;
    heard.at(Transferring).reporter.setFiles(manifest, {u"small"_s});
    QList<FileProgress> files{{u"left"_s, 130, 130, true},
                              {u"big"_s, 100, 0, false},
                              {u"copy"_s, 100, 0, false},
                              {u"small"_s, 50, 50, true}, // was there before
                              {u"README"_s, 7, 7, true}};
    QCOMPARE(heard.told.last().files, files);
    QCOMPARE(heard.told.last().filesTotal, 5);

    lfs::TransferProgress progress = progressOf(60);
    progress.open = {{.oid = big.oid, .bytesHere = 60}};
    heard.clock.advance(1000);
    heard.reporter.progress(progress);
    files[1].here = files[2].here = 60;
    QCOMPARE(heard.told.last().files, files);
    progress.open = {{.oid = big.oid, .bytesHere = 10, .isAgain = true}}; // what had come was damaged
    heard.clock.advance(1000);
    heard.reporter.progress(progress);
    files[1].here = files[2].here = 10;
    files[1].damaged = files[2].damaged = true;
    QCOMPARE(heard.told.last().files, files);
    heard.reporter.objectVerified(big.oid);
    files[1] = {u"big"_s, 100, 100, true};
    files[2] = {u"copy"_s, 100, 100, true};
    QCOMPARE(heard.reporter.snapshot().files, files);
}

void JobReporterTest::damagedTwice()
{
    const lfs::Pointer big{base::Oid::fromDigest(QByteArray(32, 'a')), 100};
    const lfs::Manifest manifest{.commit = u"c"_s,
                                 .files = {{.entry = {.path = u"big"_s, .size = 130}, .pointer = big},
                                           {.entry = {.path = u"README"_s, .size = 7}, .pointer = {}}}};
    Heard heard;
    heard.at(Transferring).reporter.setFiles(manifest, {});
    heard.reporter.end({.kind = base::ErrorKind::Corrupt, .context = {.oid = big.oid.toString()}});
    const QList<FileProgress> files{{.path = u"big"_s, .size = 100, .here = 100, .damaged = true},
                                    {u"README"_s, 7, 7, true}};
    QCOMPARE(heard.told.last().files, files);
}

// What was different when the folder was taken over stays so, and is nothing that was checked.
void JobReporterTest::usersFiles()
{
    const lfs::Pointer big{base::Oid::fromDigest(QByteArray(32, 'a')), 100};
    const lfs::Manifest manifest{.commit = u"c"_s,
                                 .files = {{.entry = {.path = u"big"_s, .size = 130}, .pointer = big},
                                           {.entry = {.path = u"config.json"_s, .size = 9}, .pointer = {}},
                                           {.entry = {.path = u"README"_s, .size = 7}, .pointer = {}}}};
    Heard heard;
    heard.at(Transferring).reporter.setFiles(manifest, {}, {u"config.json"_s, u"big"_s});
    const QList<FileProgress> files = heard.told.last().files;
    QVERIFY(!files[0].verified && !files[0].isUsers); // asked for anew: it comes
    QVERIFY(!files[1].verified && files[1].isUsers);
    QVERIFY(files[2].verified && !files[2].isUsers);
}

// They go with the history, which is not kept.
void JobReporterTest::attributesOfAHistory()
{
    const lfs::Manifest manifest{
        .commit = u"c"_s,
        .files = {{.entry = {.path = u".gitattributes"_s, .size = 9}, .pointer = {}},
                  {.entry = {.path = u"a/.gitattributes"_s, .size = 8}, .pointer = {}},
                  {.entry = {.path = u"README"_s, .size = 7}, .pointer = {}}}};
    for (const bool withHistory : {true, false}) {
        Heard heard;
        heard.at(Transferring).reporter.setFiles(manifest, {}, {}, withHistory);
        QCOMPARE(heard.told.last().filesTotal, withHistory ? 3 : 1);
        QCOMPARE(heard.told.last().files.last().path, u"README"_s);
    }
}

void JobReporterTest::largestFilesFirst()
{
    lfs::Manifest manifest{.commit = u"c"_s, .files = {}};
    for (int i = 0; i < 1000; ++i)
        manifest.files.append({.entry = {.path = QString::number(i), .size = i}, .pointer = {}});
    Heard heard;
    heard.at(Transferring).reporter.setFiles(manifest, {});
    QCOMPARE(heard.reporter.snapshot().filesTotal, 1000);
    QCOMPARE(heard.reporter.snapshot().files.size(), 200);
    QCOMPARE(heard.reporter.snapshot().files.first().size, 999);
    QCOMPARE(heard.reporter.snapshot().files.last().size, 800);
}

WEIGHTYARD_TEST(JobReporterTest)

} // namespace job_reporter_test

#include "job_reporter_test.moc"
