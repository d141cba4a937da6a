// Kills a publishing process at every system call that changes the disk, one after the other, and looks at what a
// reader finds and at what the next run makes of it. (What the kernel had not written is another matter:
// write_order_test.)
// label: slow
// label: exhaustive
#include "test_registry.h"

#include "support/child_process.h"
#include "support/exhaustive.h"
#include "support/publish_scene.h"
#include "support/syscall_trace.h"

#include <QRandomGenerator>
#include <QTest>

namespace publish_crash_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using test::PublishScene;

namespace {

const QString kProgram = QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/store_trace");
// The next run: ends well, fetches nothing that was there, and leaves the model and nothing else.
void verifyNextRun(const PublishScene &scene, const QByteArray &where)
{
    const QString wrong = scene.wrongAtAnyTime();
    QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromUtf8(where) + u": "_s + wrong));
    const qint64 whole = scene.bytesOfWholeObjects();
    scene.letTimePass();
    const test::ProcessResult again = test::runProcess(kProgram, scene.arguments());
    QVERIFY2(again.ok(), qPrintable(QString::fromUtf8(where) + u": "_s + again.describe()));
    if (again.out.startsWith("published ")) {
        const qint64 received = again.out.mid(10).trimmed().toLongLong();
        QVERIFY2(received <= test::kSampleObjectBytes - whole,
                 where + ": fetched " + QByteArray::number(received) + " again");
    }
    const QString wrongNow = scene.wrongAtTheEnd();
    QVERIFY2(wrongNow.isEmpty(), qPrintable(QString::fromUtf8(where) + u": "_s + wrongNow));
}

void addScenes()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    QTest::newRow("library, with history") << u"library"_s << true;
    QTest::newRow("absent, without history") << u"absent"_s << false;
    QTest::newRow("foreign, with history") << u"foreign"_s << true;
    QTest::newRow("foreign, without history") << u"foreign"_s << false;
}

} // namespace

class PublishCrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtEachSystemCall_data() { addScenes(); }
    void killedAtEachSystemCall();
    void killedTwice_data() { addScenes(); }
    void killedTwice();
    void killedAtAnyMoment_data() { addScenes(); }
    void killedAtAnyMoment();
};

namespace {

// The calls that change what the next run finds. A kill at one that does not (a sync, permissions, times) leaves what a kill at the
// next of these leaves.
const QStringList kCalls{u"rename"_s,  u"renameat2"_s, u"unlink"_s,  u"unlinkat"_s, u"mkdir"_s,
                         u"mkdirat"_s, u"rmdir"_s,     u"symlink"_s, u"pwrite64"_s, u"copy_file_range"_s};

/// True: it was killed at the `turn`-th call of that name; false: it made fewer.
bool runUntil(const PublishScene &scene, const QString &call, int turn)
{
    const QStringList options = test::killingAt(call, turn) + QStringList{kProgram};
    return test::runProcess(u"strace"_s, options + scene.arguments()).crashed;
}

} // namespace

void PublishCrashTest::killedAtEachSystemCall()
{
    if (!test::canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    QFETCH(QString, kind);
    QFETCH(bool, history);
    int kills = 0;
    for (const QString &call : kCalls) {
        for (int turn = 1;; ++turn) {
            if (!test::isTried(turn))
                continue;
            const PublishScene scene(kind, history);
            if (!runUntil(scene, call, turn))
                break;
            ++kills;
            verifyNextRun(scene, call.toUtf8() + ' ' + QByteArray::number(turn));
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY2(kills > test::shareOf(80), qPrintable(QString::number(kills)));
}

// The run that recovers is killed too.
void PublishCrashTest::killedTwice()
{
    if (!test::canTraceSyscalls())
        QSKIP("strace is not installed, or may not trace here");
    QFETCH(QString, kind);
    QFETCH(bool, history);
    int kills = 0;
    for (const QString &call : {u"rename"_s, u"mkdir"_s, u"unlink"_s}) {
        for (int first = 4; first <= 20; first += test::isExhaustive() ? 4 : 8) {
            for (int second = 1; second <= 9; second += test::isExhaustive() ? 4 : 8) {
                const PublishScene scene(kind, history);
                if (!runUntil(scene, call, first))
                    continue;
                kills += runUntil(scene, u"rename"_s, second) ? 1 : 0;
                verifyNextRun(scene, call.toUtf8() + ' ' + QByteArray::number(first) + ", rename "
                                         + QByteArray::number(second));
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
    QVERIFY2(kills > test::shareOf(6), qPrintable(QString::number(kills)));
}

void PublishCrashTest::killedAtAnyMoment()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    QRandomGenerator random(1);
    for (int i = 0; i < 10; ++i) {
        const PublishScene scene(kind, history);
        test::ServerProcess process;
        QVERIFY(process.start(kProgram, scene.arguments()));
        process.waitForFinished(std::chrono::milliseconds(random.bounded(30)));
        process.kill();
        verifyNextRun(scene, "kill " + QByteArray::number(i));
        if (QTest::currentTestFailed())
            return;
    }
}

WEIGHTYARD_TEST(PublishCrashTest)

} // namespace publish_crash_test

#include "publish_crash_test.moc"
