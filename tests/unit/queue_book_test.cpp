// What a queue knows, through its one writer: standing, what is shown, totals, and what is kept.
#include "test_registry.h"

#include "queue/queue_book.h"

#include <QTest>

namespace queue_book_test {

using namespace weightyard;
using namespace weightyard::queue;
using namespace Qt::Literals::StringLiterals;
using job::JobState;

namespace {

job::DownloadRequest requestOf(const QString &model)
{
    job::DownloadRequest request;
    request.location = {.url = QUrl(u"https://h/"_s + model), .modelPath = model};
    request.library = u"/models"_s;
    return request;
}

job::JobSnapshot progress(JobState state, qint64 total, qint64 here, qint64 fetched)
{
    return {.modelPath = u"o/a"_s,
            .state = state,
            .bytesTotal = total,
            .bytesHere = here,
            .bytesFetched = fetched};
}

QueueBook withOne()
{
    QueueBook book;
    book.add(u"o/a"_s, requestOf(u"o/a"_s));
    return book;
}

void start(QueueBook &book)
{
    QVERIFY(book.apply(u"o/a"_s, QueueEvent::Start) == QueueEffect::BeginRun);
    book.begin(u"o/a"_s, base::CancelToken());
}

} // namespace

class QueueBookTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keys();
    void shownFollowsTheWriter();
    void unknownKeysDoNothing();
    void bytesOfSeveralRuns();
    void totalsAreAsked();
    void requestsOfRunningJobsStay();
    void savedAndRestored();
};

void QueueBookTest::keys()
{
    job::DownloadRequest request = requestOf(u"o/a"_s);
    QCOMPARE(QueueBook::keyOf(request), u"o/a"_s);
    request.into = u"/x//y/"_s;
    QCOMPARE(QueueBook::keyOf(request), u"/x/y"_s);
}

void QueueBookTest::shownFollowsTheWriter()
{
    QueueBook book = withOne();
    const auto shown = [&] { return book.job(u"o/a"_s)->shown().state; };
    QCOMPARE(shown(), JobState::Queued);
    book.apply(u"o/a"_s, QueueEvent::Pause);
    QCOMPARE(shown(), JobState::Paused);
    book.apply(u"o/a"_s, QueueEvent::Resume);
    QCOMPARE(shown(), JobState::Queued);
    start(book);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 10, 10));
    QVERIFY(book.isMoving());
    QVERIFY(book.apply(u"o/a"_s, QueueEvent::Cancel) == QueueEffect::StopRun);
    QCOMPARE(shown(), JobState::Transferring); // until it has stopped
    QVERIFY(book.apply(u"o/a"_s, QueueEvent::RunStopped) == QueueEffect::BeginDiscard);
    QCOMPARE(shown(), JobState::Cancelled);
    book.dropReceived(u"o/a"_s);
    book.apply(u"o/a"_s, QueueEvent::Discarded);
    QCOMPARE(shown(), JobState::Cancelled);
    QCOMPARE(book.job(u"o/a"_s)->shown().bytesHere, 0);
    QCOMPARE(book.standing(u"o/a"_s), JobStanding{.phase = QueuePhase::Ended});
}

void QueueBookTest::unknownKeysDoNothing()
{
    QueueBook book;
    QVERIFY(book.apply(u"o/a"_s, QueueEvent::Cancel) == QueueEffect::None);
    book.merge(u"o/a"_s, progress(JobState::Failed, 1, 1, 1));
    QVERIFY(book.job(u"o/a"_s) == nullptr && book.list().keys().isEmpty());
    QVERIFY(!book.waitsForDisk(u"o/a"_s));
}

// A run that knows nothing yet takes nothing away from what is shown; what was fetched adds up.
void QueueBookTest::bytesOfSeveralRuns()
{
    QueueBook book = withOne();
    start(book);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 40, 40));
    book.apply(u"o/a"_s, QueueEvent::Pause);
    book.apply(u"o/a"_s, QueueEvent::RunStopped);
    book.apply(u"o/a"_s, QueueEvent::Resume);
    start(book);
    book.merge(u"o/a"_s, progress(JobState::Resolving, 0, 0, 0));
    QCOMPARE(book.job(u"o/a"_s)->shown().bytesHere, 40);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 60, 20));
    QCOMPARE(book.job(u"o/a"_s)->shown().bytesFetched, 60);
    QCOMPARE(book.bytesFetched(), 60);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 50, 20)); // a block was damaged
    QCOMPARE(book.totals().bytesHere, 60);
    book.apply(u"o/a"_s, QueueEvent::RunFailed);
    book.remove(u"o/a"_s);
    QCOMPARE(book.bytesFetched(), 60); // never fewer
    QCOMPARE(book.totals().bytesFetched, 60);
    QCOMPARE(book.totals().jobs, 0);
}

// A question, however often: it changes nothing.
void QueueBookTest::totalsAreAsked()
{
    QueueBook book = withOne();
    book.add(u"o/b"_s, requestOf(u"o/b"_s));
    start(book);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 30, 30));
    for (int i = 0; i < 3; ++i) {
        const QueueTotals totals = book.totals();
        QCOMPARE(totals.jobs, 2);
        QCOMPARE(totals.running, 1);
        QCOMPARE(totals.queued, 1);
        QCOMPARE(totals.bytesTotal, 100);
        QCOMPARE(totals.bytesMissing, 70);
        QVERIFY(!totals.allKnown); // of the second one
    }
}

void QueueBookTest::requestsOfRunningJobsStay()
{
    QueueBook book = withOne();
    start(book);
    job::DownloadRequest other = requestOf(u"o/a"_s);
    other.library = u"/other"_s;
    book.setRequest(u"o/a"_s, other);
    QCOMPARE(book.job(u"o/a"_s)->request.library, u"/models"_s);
    book.apply(u"o/a"_s, QueueEvent::Restart); // it is told to stop
    book.setRequest(u"o/a"_s, other);
    QCOMPARE(book.job(u"o/a"_s)->request.library, u"/other"_s);
}

void QueueBookTest::savedAndRestored()
{
    QueueBook book = withOne();
    book.add(u"o/b"_s, requestOf(u"o/b"_s));
    book.add(u"o/c"_s, requestOf(u"o/c"_s));
    book.apply(u"o/b"_s, QueueEvent::Pause);
    start(book);
    book.merge(u"o/a"_s, progress(JobState::Transferring, 100, 30, 30));
    book.apply(u"o/c"_s, QueueEvent::Cancel);
    const QList<SavedJob> saved = book.saved();
    QCOMPARE(saved.size(), 2); // a cancelled one is given up

    QueueBook next;
    next.add(u"o/b"_s, requestOf(u"o/b"_s)); // asked for before the file was read
    QCOMPARE(next.addSaved(saved, false, {}), QStringList{u"o/a"_s});
    QCOMPARE(next.list().keys(), (QStringList{u"o/a"_s, u"o/b"_s}));
    QCOMPARE(next.job(u"o/a"_s)->shown().state, JobState::Paused);
    QCOMPARE(next.job(u"o/a"_s)->shown().bytesHere, 30);
    QueueBook resumed;
    resumed.addSaved(saved, true, {});
    QCOMPARE(resumed.job(u"o/a"_s)->shown().state, JobState::Queued);
    QCOMPARE(resumed.job(u"o/b"_s)->shown().state, JobState::Paused);
}

WEIGHTYARD_TEST(QueueBookTest)

} // namespace queue_book_test

#include "queue_book_test.moc"
