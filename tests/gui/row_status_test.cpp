// What the status column says, state by state; and what can be done with a row in each.
#include "test_registry.h"

#include "base/error_code.h"
#include "ui/model/activity.h"
#include "ui/model/row_status.h"
#include "ui/text/check_text.h"
#include "ui/text/messages.h"
#include "ui/widgets/details_panel.h"
#include "ui/window/removal_question.h"

#include <QRegularExpression>
#include <QTest>

Q_DECLARE_METATYPE(weightyard::ui::ModelRow)

namespace row_status_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::ui;
using base::ErrorKind;
using job::JobState;
using library::OnDisk;

namespace {

constexpr qint64 kNow = 1'700'000'000'000;

ModelRow rowWith(OnDisk disk)
{
    ModelRow row;
    row.entry = {.id = u"a/b"_s,
                 .family = u"F"_s,
                 .name = u"B"_s,
                 .parameters = u"3.82B"_s,
                 .quantization = u"4-bit (group 64)"_s,
                 .licence = u"mit"_s,
                 .bytes = 2'000'000'000};
    row.key = u"a/b"_s;
    row.scanned = true;
    row.disk.state = disk;
    return row;
}

ModelRow rowIn(JobState state, qint64 here = 0)
{
    ModelRow row = rowWith(OnDisk::Absent);
    row.job = job::JobSnapshot{
        .modelPath = row.key, .state = state, .bytesTotal = 2'000'000'000, .bytesHere = here};
    return row;
}

ModelRow failedWith(ErrorKind kind)
{
    ModelRow row = rowIn(JobState::Failed);
    row.job->error = base::Error{.kind = kind, .detail = {}};
    return row;
}

} // namespace

class RowStatusTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void says_data();
    void says();
    void everyErrorHasWords();
    void barNeverSaysHundredTooEarly();
    void sizes();
    void room();
    void facts();
    void troubleNamesNoOptions();
    void remediesNameNoOptions();
    void commitIsThatOnTheDisk();
    void variantThatIsGone();
    void filesOfAnotherProgram();
    void activityNamesNoOptions();
    void checksNameNoOptions();
    void actions_data();
    void actions();
};

void RowStatusTest::says_data()
{
    QTest::addColumn<ModelRow>("row");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("detail");
    QTest::addColumn<bool>("pill");
    QTest::addColumn<bool>("bar");
    const QString none;
    QTest::newRow("absent") << rowWith(OnDisk::Absent) << u"Not here"_s << none << false << false;
    ModelRow big = rowWith(OnDisk::Absent);
    big.fits = false;
    QTest::newRow("too big") << big << u"Does not fit · 2.00 GB"_s << none << true << false;
    ModelRow begun = rowWith(OnDisk::Absent);
    begun.disk.partialBytes = 500'000'000;
    QTest::newRow("begun") << begun << u"Not here"_s << u"500 MB kept"_s << false << false;
    ModelRow unknown = rowWith(OnDisk::Absent);
    unknown.scanned = false;
    QTest::newRow("not looked yet") << unknown << none << none << false << false;
    QTest::newRow("here") << rowWith(OnDisk::Here) << u"Here"_s << u"without git history"_s << true << false;
    ModelRow history = rowWith(OnDisk::Here);
    history.disk.historyBytes = 1;
    QTest::newRow("here with history") << history << u"Here"_s << none << true << false;
    QTest::newRow("clone") << rowWith(OnDisk::HereUnverified) << u"Here"_s << u"not verified"_s << true
                           << false;
    ModelRow away = rowWith(OnDisk::Absent);
    away.awayIn = u"/mnt/disk"_s;
    QTest::newRow("in a library that is away")
        << away << u"Not connected"_s << u"/mnt/disk"_s << true << false;
    QTest::newRow("incomplete") << rowWith(OnDisk::Incomplete) << u"Incomplete"_s << none << true << false;
    QTest::newRow("foreign") << rowWith(OnDisk::NotRecognised) << u"Not recognised"_s << none << true
                             << false;

    ModelRow notUpdated = rowWith(OnDisk::Here);
    notUpdated.job = failedWith(ErrorKind::NotFound).job;
    QTest::newRow("here, and an update failed")
        << notUpdated << u"Here"_s << u"download failed"_s << true << false;

    QTest::newRow("queued") << rowIn(JobState::Queued) << u"Queued"_s << none << false << false;
    ModelRow next = rowIn(JobState::Queued);
    next.queuePosition = 0;
    QTest::newRow("next") << next << u"Queued · next"_s << none << false << false;
    QTest::newRow("resolving") << rowIn(JobState::Resolving) << u"Resolving"_s << none << false << false;
    ModelRow moving = rowIn(JobState::Transferring, 1'220'000'000);
    moving.job->rate = 88'000'000;
    moving.job->timeLeftMs = 9'200;
    QTest::newRow("moving") << moving << u"61 % · 88.0 MB/s"_s << u"10 s left"_s << false << true;
    QTest::newRow("starting") << rowIn(JobState::Transferring) << u"0 %"_s << none << false << true;
    QTest::newRow("verifying") << rowIn(JobState::Verifying, 2'000'000'000) << u"Verifying"_s << none << false
                               << true;
    QTest::newRow("publishing") << rowIn(JobState::Publishing) << u"Finishing"_s << none << false << true;
    QTest::newRow("paused") << rowIn(JobState::Paused, 1'000'000'000) << u"Paused"_s << u"50 %"_s << false
                            << true;
    ModelRow waiting = rowIn(JobState::Waiting);
    waiting.job->waitUntilMs = kNow + 42'000;
    waiting.job->error = base::Error{.kind = ErrorKind::Server, .detail = {}};
    ModelRow full = waiting;
    full.job->error = base::Error{.kind = ErrorKind::DiskFull, .detail = {}};
    QTest::newRow("no room") << full << u"Waiting for room"_s << u"Disk is full"_s << false << true;
    ModelRow shared = waiting;
    shared.job->error = base::Error{.kind = ErrorKind::Busy, .detail = {}, .context = {.oid = u"ab"_s}};
    QTest::newRow("for another model") << shared << u"Waiting"_s << u"for another model"_s << false << true;
    QTest::newRow("waiting") << waiting << u"Waiting 42 s"_s << u"Server is busy"_s << false << true;
    ModelRow tried = waiting;
    tried.job->waitUntilMs = kNow - 1;
    QTest::newRow("trying again") << tried << u"Trying again"_s << u"Server is busy"_s << false << true;
    QTest::newRow("gated") << failedWith(ErrorKind::Gated) << u"Access needed"_s << none << true << false;
    QTest::newRow("just installed") << rowIn(JobState::Installed) << u"Here"_s << none << true << false;
    QTest::newRow("cancelled") << rowIn(JobState::Cancelled) << u"Not here"_s << none << false << false;
}

void RowStatusTest::says()
{
    QFETCH(ModelRow, row);
    const RowStatus status = RowText::status(row, kNow);
    QTEST(status.text, "text");
    QTEST(status.detail, "detail");
    QTEST(status.pill, "pill");
    QTEST(status.fraction.has_value(), "bar");
}

void RowStatusTest::everyErrorHasWords()
{
    QSet<QString> seen;
    for (const ErrorKind kind : base::allErrorKinds()) {
        const RowStatus status = RowText::status(failedWith(kind), kNow);
        QVERIFY(!status.text.isEmpty());
        QVERIFY2(!seen.contains(status.text), qPrintable(status.text));
        seen.insert(status.text);
        QCOMPARE(status.tone, Tone::Bad);
        QVERIFY(!status.symbol.isEmpty()); // words and a sign, not only colour
    }
}

void RowStatusTest::barNeverSaysHundredTooEarly()
{
    const RowStatus status = RowText::status(rowIn(JobState::Transferring, 1'999'999'999), kNow);
    QCOMPARE(status.text, u"99 %"_s);
}

void RowStatusTest::sizes()
{
    ModelRow row = rowWith(OnDisk::Absent);
    QCOMPARE(RowText::size(row), u"≈ 2.00 GB"_s);
    row.entry.exact = true;
    QCOMPARE(RowText::size(row), u"2.00 GB"_s);
    row.entry.exact = false;
    row.facts = hub::ModelFacts{.modelPath = row.key, .commit = {}, .bytes = 2'150'000'000, .licence = {}};
    QCOMPARE(RowText::size(row), u"2.15 GB"_s);
    QCOMPARE(bytesMissing(row), 2'150'000'000);
    row.disk.partialBytes = 150'000'000;
    QCOMPARE(bytesMissing(row), 2'000'000'000);
    row.disk.state = OnDisk::HereUnverified;
    QCOMPARE(bytesMissing(row), 0);
    row.facts.reset();
    row.disk.state = OnDisk::Here;
    row.disk.bytes = 1'987'654'321;
    QCOMPARE(RowText::size(row), u"1.99 GB"_s); // counted, so no estimate
    row.disk.state = OnDisk::HereUnverified;
    QCOMPARE(RowText::size(row), u"1.99 GB"_s);
    row.disk.state = OnDisk::Incomplete;
    QCOMPARE(RowText::size(row), u"≈ 2.00 GB"_s); // of the whole model, by the catalogue
    row.job = job::JobSnapshot{.state = JobState::Resolving};
    QCOMPARE(RowText::size(row), u"≈ 2.00 GB"_s);
    row.job->bytesTotal = 2'010'000'000;
    QCOMPARE(RowText::size(row), u"≈ 2.01 GB"_s); // its large files, and others may come with them
    row.job->files = {{.path = u"model.bin"_s, .size = 2'010'000'000},
                      {.path = u"a.json"_s, .size = 20'000'000}};
    row.job->filesTotal = 3;
    QCOMPARE(RowText::size(row), u"≈ 2.01 GB"_s); // not all of them are listed
    row.job->filesTotal = 2;
    QCOMPARE(RowText::size(row), u"2.03 GB"_s);
}

// What is missing is received; what is allocated already takes no more room.
void RowStatusTest::room()
{
    ModelRow big = rowIn(JobState::Transferring, 1'000'000'000);
    big.job->bytesTotal = 40'000'000'000;
    QCOMPARE(bytesToWrite(big), 39'000'000'000);
    big.job->bytesAllocated = 40'000'000'000;
    QCOMPARE(bytesToWrite(big), 0);
    QCOMPARE(bytesMissing(big), 39'000'000'000);
    QCOMPARE(bytesToWrite(rowIn(JobState::Publishing)), 0);
    ModelRow begun = rowWith(OnDisk::Absent); // of an earlier run
    begun.disk.partialBytes = 100'000'000;
    begun.disk.allocatedBytes = 1'500'000'000;
    QCOMPARE(bytesMissing(begun), 1'900'000'000);
    QCOMPARE(bytesToWrite(begun), 500'000'000);

    ModelRow damaged = rowWith(OnDisk::Incomplete); // ours is repaired: only the gaps come
    damaged.disk.ours = true;
    damaged.disk.bytes = 1'900'000'000;
    damaged.disk.gapBytes = 100'000'000;
    QCOMPARE(bytesMissing(damaged), 100'000'000);
    QCOMPARE(bytesToWrite(damaged), 100'000'000);
    QCOMPARE(bytesToWrite(rowWith(OnDisk::NotRecognised)), 0); // the download stops before its first byte
}

void RowStatusTest::troubleNamesNoOptions()
{
    for (const ErrorKind kind : base::allErrorKinds()) {
        const QString says = RowText::trouble({.kind = kind, .detail = {}});
        QVERIFY2(!says.isEmpty() && !says.contains(u" --"_s), qPrintable(says));
        QVERIFY2(!says.contains(u"weightyard-cli"_s) && !says.contains(u"un it again"_s), qPrintable(says));
    }
}

void RowStatusTest::remediesNameNoOptions()
{
    static const QRegularExpression ofTerminal(u"weightyard-cli|(?:^|[^a-z])--|%[1-9]"_s);
    for (const ErrorKind kind : base::allErrorKinds()) {
        for (const base::ErrorCode code : base::allErrorCodes()) {
            const base::Error error{.kind = kind, .cause = base::Cause(code, u"one"_s, u"two"_s, u"three"_s)};
            const QString says = RowText::remedy(error);
            QVERIFY2(!ofTerminal.match(says).hasMatch(), qPrintable(says));
            QVERIFY2(!says.isEmpty() || kind == ErrorKind::Cancelled,
                     qPrintable(text::Messages::remedy(error)));
        }
    }
}

// Whatever happens to a download: its log in the window is read by people who see buttons.
void RowStatusTest::activityNamesNoOptions()
{
    job::JobSnapshot job{.modelPath = u"a/b"_s, .state = JobState::Failed};
    for (int kind = 0; kind <= static_cast<int>(job::Notice::Kind::HistoryKept); ++kind)
        job.notices.append(
            {.kind = static_cast<job::Notice::Kind>(kind), .detail = u"/work/tree"_s, .count = 2});
    for (const ErrorKind kind : base::allErrorKinds()) {
        for (const int status : {0, 401, 404}) {
            job.error = base::Error{.kind = kind, .detail = {}, .context = {.httpStatus = status}};
            const QStringList lines = Activity::between({}, job, kNow);
            QVERIFY(lines.size() > job.notices.size());
            const QString all = lines.join(u'\n');
            QVERIFY2(!all.contains(u"--"_s) && !all.contains(u"weightyard-cli"_s), qPrintable(all));
        }
    }
}

void RowStatusTest::checksNameNoOptions()
{
    using namespace prerequisites;
    for (const CheckId id : allChecks()) {
        for (int finding = 0; finding <= static_cast<int>(Finding::TokenRefused); ++finding) {
            for (const CheckState state : {CheckState::Good, CheckState::Advice, CheckState::Failed,
                                           CheckState::TimedOut, CheckState::Running}) {
                const text::CheckText text =
                    text::checkText({.id = id, .state = state, .finding = static_cast<Finding>(finding)},
                                    text::Packages::Unknown);
                const QString all = text.title + text.found + text.why + text.remedy; // not the command
                QVERIFY2(!all.contains(u"--"_s) && !all.contains(u"weightyard-cli"_s), qPrintable(all));
            }
        }
    }
}

void RowStatusTest::facts()
{
    ModelRow row = rowWith(OnDisk::Absent);
    QCOMPARE(RowText::facts(row), u"3.82B · 4-bit · MIT"_s);
    row.entry.gated = true;
    QCOMPARE(RowText::facts(row), u"3.82B · 4-bit · MIT · gated"_s);
    row.entry.gated = false;
    row.entry.pick = {.variants = {u"Q4_K_M"_s}}; // to be downloaded
    QCOMPARE(RowText::facts(row), u"3.82B · Q4_K_M · MIT"_s);
    row.disk = {
        .state = OnDisk::Here, .picks = {{.variants = {u"Q8_0"_s}}, {.exclude = {u"*.bin"_s}}}, .ours = true};
    QCOMPARE(RowText::facts(row), u"3.82B · Q8_0; all files, without *.bin · MIT"_s);
    row.disk.picks.clear(); // all of it is here
    QCOMPARE(RowText::facts(row), u"3.82B · 4-bit · MIT"_s);
    ModelRow unknown;
    unknown.key = unknown.entry.id = u"a/b"_s;
    QCOMPARE(RowText::facts(unknown), modelPathOf(unknown));
    unknown.entry.pick = {.variants = {u"Q4_K_M"_s}};
    QCOMPARE(RowText::facts(unknown), modelPathOf(unknown) + u" · Q4_K_M"_s);
}

void RowStatusTest::actions_data()
{
    QTest::addColumn<ModelRow>("row");
    QTest::addColumn<RowAction>("first");
    QTest::addColumn<bool>("cancellable");
    QTest::newRow("absent") << rowWith(OnDisk::Absent) << RowAction::Download << false;
    QTest::newRow("here") << rowWith(OnDisk::Here) << RowAction::OpenFolder << false;
    QTest::newRow("queued") << rowIn(JobState::Queued) << RowAction::Pause << true;
    QTest::newRow("moving") << rowIn(JobState::Transferring) << RowAction::Pause << true;
    QTest::newRow("waiting") << rowIn(JobState::Waiting) << RowAction::Pause << true;
    QTest::newRow("paused") << rowIn(JobState::Paused) << RowAction::Resume << true;
    QTest::newRow("failed") << failedWith(ErrorKind::Network) << RowAction::Retry << false; // but discarded
    QTest::newRow("gated") << failedWith(ErrorKind::Gated) << RowAction::CheckAgain << false;
    QTest::newRow("private") << failedWith(ErrorKind::Auth) << RowAction::CheckAgain << false;
    QTest::newRow("cancelled") << rowIn(JobState::Cancelled) << RowAction::Download << false;
    ModelRow kept = rowWith(OnDisk::Absent);
    kept.disk.partialBytes = 5;
    QTest::newRow("bytes are kept") << kept << RowAction::Download << false;
    ModelRow worked = failedWith(ErrorKind::Network);
    worked.work = ui::RowWork{}; // what is in staging may be that work's
    QTest::newRow("worked on") << worked << RowAction::StopWork << false;
}

void RowStatusTest::actions()
{
    QFETCH(ModelRow, row);
    const QList<RowAction> actions = actionsFor(row);
    QTEST(actions.first(), "first");
    QTEST(actions.contains(RowAction::Cancel), "cancellable");
    const bool failed = row.job && row.job->state == JobState::Failed;
    QCOMPARE(actions.contains(RowAction::Discard), !row.work && (failed || row.disk.partialBytes > 0));
    QVERIFY(!isDestructive(actions.first()));
    const qsizetype pause = actions.indexOf(RowAction::Pause);
    const qsizetype cancel = actions.indexOf(RowAction::Cancel);
    QVERIFY(pause < 0 || cancel > pause + 1); // never side by side
    for (const RowAction action : actions)
        QVERIFY(!actionText(action).isEmpty());
}

void RowStatusTest::commitIsThatOnTheDisk()
{
    ModelRow row = rowWith(OnDisk::Here);
    row.disk.commit = u"old"_s;
    QCOMPARE(commitOf(row), u"old"_s);
    for (const JobState state : {JobState::Transferring, JobState::Failed, JobState::Cancelled}) {
        row.job = rowIn(state).job;
        row.job->commit = u"new"_s;
        QCOMPARE(commitOf(row), u"old"_s);
    }
    ModelRow first = rowIn(JobState::Transferring);
    first.job->commit = u"new"_s;
    QCOMPARE(commitOf(first), u"new"_s);
}

void RowStatusTest::variantThatIsGone()
{
    const base::Error error{.kind = ErrorKind::NotFound,
                            .cause = base::Cause(base::ErrorCode::NoSuchVariant, u"Q4_K_M"_s, u"Q8_0"_s)};
    QVERIFY(RowText::remedy(error).contains("another variant"_L1));
    QVERIFY(!RowText::remedy(error).contains("OWNER/NAME"_L1));
}

void RowStatusTest::filesOfAnotherProgram()
{
    const library::RemovalPlan plan{
        .model = {.record = {.modelPath = u"a/b"_s}, .folder = u"/home/me/.lmstudio/models/a/b"_s},
        .storeOf = u"LM Studio"_s};
    const Question one = removalQuestion(plan, u"B"_s);
    QCOMPARE(one.title, u"Forget B?"_s);
    QCOMPARE(one.yes, u"Forget"_s);
    QVERIFY(one.text.contains("LM Studio"_L1) && !one.text.contains("frees"_L1));
    QVERIFY(one.other.isEmpty());
    const session::Removal removal{.plan = plan, .place = {}};
    const Question several = removalsQuestion({removal, removal}, {u"B"_s, u"C"_s}, 2);
    QVERIFY2(several.title.startsWith("Forget 2 model"_L1), qPrintable(several.title));
    QVERIFY(several.text.contains("LM Studio"_L1) && !several.text.contains("frees"_L1));
}

WEIGHTYARD_TEST(RowStatusTest)

} // namespace row_status_test

#include "row_status_test.moc"
