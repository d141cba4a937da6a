#include "test_registry.h"

#include "job/job_state.h"

#include <QRegularExpression>
#include <QSet>
#include <QTest>

namespace job_state_test {

using namespace weightyard::job;
using namespace Qt::Literals::StringLiterals;
using enum JobState;

class JobStateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void table_data();
    void table();
    void finalStatesAreFinal();
    void everythingElseCanEnd();
    void noMoveToItself();
    void everyStateIsReached();
    void namesAreStable();
};

// The whole policy: from each state, all it may move to.
void JobStateTest::table_data()
{
    QTest::addColumn<JobState>("from");
    QTest::addColumn<QSet<JobState>>("allowed");
    using Set = QSet<JobState>;
    QTest::newRow("queued") << Queued << Set{Resolving, Failed, Cancelled};
    QTest::newRow("resolving") << Resolving
                               << Set{Transferring, Publishing, Waiting, Installed, Failed, Cancelled};
    QTest::newRow("transferring") << Transferring << Set{Verifying, Publishing, Waiting, Failed, Cancelled};
    QTest::newRow("verifying") << Verifying << Set{Transferring, Publishing, Waiting, Failed, Cancelled};
    QTest::newRow("publishing") << Publishing << Set{Installed, Waiting, Failed, Cancelled};
    QTest::newRow("waiting") << Waiting
                             << Set{Resolving, Transferring, Verifying, Publishing, Failed, Cancelled};
    QTest::newRow("paused") << Paused << Set{}; // no run is there that could move
    QTest::newRow("installed") << Installed << Set{};
    QTest::newRow("failed") << Failed << Set{};
    QTest::newRow("cancelled") << Cancelled << Set{};
}

void JobStateTest::table()
{
    QFETCH(JobState, from);
    QFETCH(QSet<JobState>, allowed);
    QCOMPARE(jobStateName(from), QString::fromLatin1(QTest::currentDataTag()));
    for (const JobState to : allJobStates())
        QVERIFY2(mayMove(from, to) == allowed.contains(to), qPrintable(jobStateName(to)));
}

void JobStateTest::finalStatesAreFinal()
{
    for (const JobState from : allJobStates()) {
        QCOMPARE(isFinal(from), from == Installed || from == Failed || from == Cancelled);
        if (!isFinal(from))
            continue;
        for (const JobState to : allJobStates())
            QVERIFY(!mayMove(from, to));
    }
}

void JobStateTest::everythingElseCanEnd()
{
    for (const JobState from : allJobStates()) {
        const bool runs = !isFinal(from) && from != Paused;
        QCOMPARE(mayMove(from, Failed), runs);
        QCOMPARE(mayMove(from, Cancelled), runs);
    }
}

void JobStateTest::noMoveToItself()
{
    for (const JobState state : allJobStates())
        QVERIFY(!mayMove(state, state));
}

void JobStateTest::everyStateIsReached()
{
    QSet<JobState> reached{Queued};
    for (qsizetype before = 0; before != reached.size();) {
        before = reached.size();
        for (const JobState to : allJobStates()) {
            const QSet<JobState> known = reached;
            for (const JobState from : known) {
                if (mayMove(from, to))
                    reached.insert(to);
            }
        }
    }
    QCOMPARE(reached.size(), allJobStates().size() - 1); // but for Paused, of the queue
}

void JobStateTest::namesAreStable()
{
    QSet<QString> names;
    static const QRegularExpression oneWord(u"^[a-z]+$"_s);
    for (const JobState state : allJobStates()) {
        QVERIFY(oneWord.match(jobStateName(state)).hasMatch());
        names.insert(jobStateName(state));
    }
    QCOMPARE(names.size(), 10);
}

WEIGHTYARD_TEST(JobStateTest)

} // namespace job_state_test

#include "job_state_test.moc"
