// What the queue does with a download: every phase, wish and event, by one table.
#include "test_registry.h"

#include "queue/job_standing.h"

#include <QTest>

namespace job_standing_test {

using namespace weightyard::queue;
using weightyard::job::JobState;
using namespace Qt::Literals::StringLiterals;
using enum QueuePhase;

namespace {

constexpr QueuePhase kPhases[] = {Queued, Running, Discarding, Paused, Ended};
constexpr WhenStopped kWishes[] = {WhenStopped::Finish,  WhenStopped::Pause,   WhenStopped::Hold,
                                   WhenStopped::Discard, WhenStopped::Requeue, WhenStopped::KeepForNextStart};
constexpr QueueEvent kEvents[] = {QueueEvent::Hold,       QueueEvent::Pause,        QueueEvent::Resume,
                                  QueueEvent::Cancel,     QueueEvent::Restart,      QueueEvent::Leave,
                                  QueueEvent::Start,      QueueEvent::RunInstalled, QueueEvent::RunFailed,
                                  QueueEvent::RunStopped, QueueEvent::Discarded};

template<typename Check>
void forAll(const Check &check)
{
    for (const QueuePhase phase : kPhases) {
        for (const WhenStopped wish : kWishes) {
            for (const QueueEvent event : kEvents)
                check(JobStanding{.phase = phase, .wish = wish}, event);
        }
    }
}

} // namespace

class JobStandingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void moves_data();
    void moves();
    void invariants();
    void cancelIsTakenBackByResumeOnly();
    void kept();
};

void JobStandingTest::moves_data()
{
    QTest::addColumn<JobStanding>("from");
    QTest::addColumn<QueueEvent>("event");
    QTest::addColumn<JobStanding>("to");
    QTest::addColumn<QueueEffect>("effect");
    using Wish = WhenStopped;
    using Event = QueueEvent;
    using Effect = QueueEffect;
    const auto row = [](const char *name, JobStanding from, Event event, JobStanding to,
                        Effect effect = Effect::None) {
        QTest::newRow(name) << from << event << to << effect;
    };
    row("queued starts", {Queued}, Event::Start, {Running}, Effect::BeginRun);
    row("queued pauses at once", {Queued}, Event::Pause, {Paused});
    row("queued is cancelled", {Queued}, Event::Cancel, {Discarding, Wish::Discard}, Effect::BeginDiscard);
    row("queued stays when asked again", {Queued}, Event::Resume, {Queued});
    row("queued stays for the next start", {Queued}, Event::Leave, {Queued});
    row("running pauses when it has stopped", {Running}, Event::Pause, {Running, Wish::Pause},
        Effect::StopRun);
    row("and has", {Running, Wish::Pause}, Event::RunStopped, {Paused});
    row("it was at its end", {Running, Wish::Pause}, Event::RunInstalled, {Ended});
    row("or failed", {Running, Wish::Pause}, Event::RunFailed, {Ended});
    row("resumed before it stopped", {Running, Wish::Pause}, Event::Resume, {Running, Wish::Requeue});
    row("so it goes on", {Running, Wish::Requeue}, Event::RunStopped, {Queued});
    row("running is not asked twice", {Running}, Event::Resume, {Running});
    row("running is cancelled", {Running}, Event::Cancel, {Running, Wish::Discard}, Effect::StopRun);
    row("its bytes are dropped", {Running, Wish::Discard}, Event::RunStopped, {Discarding, Wish::Discard},
        Effect::BeginDiscard);
    row("also when it failed", {Running, Wish::Discard}, Event::RunFailed, {Discarding, Wish::Discard},
        Effect::BeginDiscard);
    row("not when it is installed", {Running, Wish::Discard}, Event::RunInstalled, {Ended});
    row("another library", {Running}, Event::Restart, {Running, Wish::Requeue}, Effect::StopRun);
    row("the program ends", {Running}, Event::Leave, {Running, Wish::KeepForNextStart}, Effect::StopRun);
    row("for the next start", {Running, Wish::KeepForNextStart}, Event::RunStopped, {Queued});
    row("a pause outlives the end", {Running, Wish::Pause}, Event::Leave, {Running, Wish::Pause},
        Effect::StopRun);
    row("installed", {Running}, Event::RunInstalled, {Ended});
    row("failed", {Running}, Event::RunFailed, {Ended});
    row("stopped by nobody", {Running}, Event::RunStopped, {Ended});
    row("dropped", {Discarding, Wish::Discard}, Event::Discarded, {Ended});
    row("asked for again meanwhile", {Discarding, Wish::Discard}, Event::Resume, {Discarding, Wish::Requeue});
    row("and queued then", {Discarding, Wish::Requeue}, Event::Discarded, {Queued});
    row("asked for, then paused", {Discarding, Wish::Requeue}, Event::Pause, {Discarding, Wish::Pause});
    row("and paused then", {Discarding, Wish::Pause}, Event::Discarded, {Paused});
    row("a pause takes no cancel back", {Discarding, Wish::Discard}, Event::Pause,
        {Discarding, Wish::Discard});
    row("paused goes on", {Paused}, Event::Resume, {Queued});
    row("paused is cancelled", {Paused}, Event::Cancel, {Discarding, Wish::Discard}, Effect::BeginDiscard);
    row("failed is retried", {Ended}, Event::Resume, {Queued});
    row("what a failed one received is dropped", {Ended}, Event::Cancel, {Discarding, Wish::Discard},
        Effect::BeginDiscard);
    row("held at once", {Queued}, Event::Hold, {Paused, Wish::Hold});
    row("running is held when it has stopped", {Running}, Event::Hold, {Running, Wish::Hold},
        Effect::StopRun);
    row("and is", {Running, Wish::Hold}, Event::RunStopped, {Paused, Wish::Hold});
    row("the user's pause stays", {Running, Wish::Pause}, Event::Hold, {Running, Wish::Pause},
        Effect::StopRun);
    row("and comes on top", {Running, Wish::Hold}, Event::Pause, {Running, Wish::Pause}, Effect::StopRun);
    row("also later", {Paused, Wish::Hold}, Event::Pause, {Paused});
    row("but not the other way round", {Paused}, Event::Hold, {Paused});
    row("what is held goes on", {Paused, Wish::Hold}, Event::Resume, {Queued});
    row("a hold takes no cancel back", {Discarding, Wish::Discard}, Event::Hold, {Discarding, Wish::Discard});
    row("asked for, then held", {Discarding, Wish::Requeue}, Event::Hold, {Discarding, Wish::Hold});
    row("and held then", {Discarding, Wish::Hold}, Event::Discarded, {Paused, Wish::Hold});
    row("ended does not pause", {Ended}, Event::Pause, {Ended});
}

void JobStandingTest::moves()
{
    QFETCH(JobStanding, from);
    QFETCH(QueueEvent, event);
    const QueueMove move = moveOf(from, event);
    QTEST(move.to, "to");
    QTEST(move.effect, "effect");
}

void JobStandingTest::invariants()
{
    forAll([](const JobStanding &from, QueueEvent event) {
        const QueueMove move = moveOf(from, event);
        // Threads begin where there is none, and are stopped where there is one.
        QCOMPARE(move.effect == QueueEffect::BeginRun, from.phase == Queued && move.to.phase == Running);
        QCOMPARE(move.effect == QueueEffect::BeginDiscard,
                 from.phase != Discarding && move.to.phase == Discarding);
        QVERIFY(move.effect != QueueEffect::StopRun || from.phase == Running);
        // A thread is left by its own word only.
        if (isOnAThread(from.phase) && !isOnAThread(move.to.phase))
            QVERIFY(event >= QueueEvent::RunInstalled);
        // What rests has no wish, unless it is held, and is shown for what it is.
        if (move.to != from && !isOnAThread(move.to.phase))
            QVERIFY(move.to.wish == WhenStopped::Finish
                    || (move.to.phase == Paused && move.to.wish == WhenStopped::Hold));
        if (move.to.phase != from.phase && move.to.phase == Paused)
            QCOMPARE(move.shown, std::optional(JobState::Paused));
        if (move.to.phase != from.phase && move.to.phase == Discarding)
            QCOMPARE(move.shown, std::optional(JobState::Cancelled));
        // The user's events find any phase without harm; the threads' only where a thread is.
        if (!isOnAThread(from.phase) && event > QueueEvent::Start)
            QCOMPARE(move, QueueMove{.to = from});
    });
}

void JobStandingTest::cancelIsTakenBackByResumeOnly()
{
    for (const QueuePhase phase : {Running, Discarding}) {
        for (const QueueEvent event : {QueueEvent::Pause, QueueEvent::Restart, QueueEvent::Leave}) {
            const JobStanding cancelled{.phase = phase, .wish = WhenStopped::Discard};
            QCOMPARE(moveOf(cancelled, event).to, cancelled);
        }
    }
}

void JobStandingTest::kept()
{
    using Phase = SavedJob::Phase;
    QCOMPARE(savedPhase({Queued}, false), std::optional(Phase::Queued));
    QCOMPARE(savedPhase({Paused}, false), std::optional(Phase::Paused));
    QCOMPARE(savedPhase({Paused, WhenStopped::Hold}, false), std::optional(Phase::Queued));
    QCOMPARE(savedPhase({Ended}, true), std::optional(Phase::Failed));
    QCOMPARE(savedPhase({Ended}, false), std::nullopt);
    for (const QueuePhase phase : {Running, Discarding}) {
        QCOMPARE(savedPhase({phase, WhenStopped::Finish}, false), std::optional(Phase::Queued));
        QCOMPARE(savedPhase({phase, WhenStopped::Requeue}, true), std::optional(Phase::Queued));
        QCOMPARE(savedPhase({phase, WhenStopped::KeepForNextStart}, false), std::optional(Phase::Queued));
        QCOMPARE(savedPhase({phase, WhenStopped::Pause}, false), std::optional(Phase::Paused));
        QCOMPARE(savedPhase({phase, WhenStopped::Hold}, false), std::optional(Phase::Queued));
        QCOMPARE(savedPhase({phase, WhenStopped::Discard}, false), std::nullopt); // it was given up
    }
}

WEIGHTYARD_TEST(JobStandingTest)

} // namespace job_standing_test

#include "job_standing_test.moc"
