// What is known of an unfinished download at the next start: its files with their progress, and what its log said.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/model/activity.h"
#include "ui/widgets/file_list.h"

#include <QDateTime>
#include <QPlainTextEdit>
#include <QTest>

namespace unfinished_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::kPatienceMs;
using test::named;
using test::WindowScene;

class UnfinishedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filesAndLogComeBack();
    void aDayLater();
};

void UnfinishedTest::filesAndLogComeBack()
{
    WindowScene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, 6'000'000));
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 0, kPatienceMs);
    scene.workbench().queue().pause(kOne);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    const QList<job::FileProgress> files = scene.row(kOne)->job->files;
    QCOMPARE(files.size(), 3);
    const QStringList said = scene.workbench().activity(kOne);
    QVERIFY(said.size() > 2);
    scene.window().close();
    scene.close();

    scene.open();
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.window().resize(1100, 720);
    scene.choose(kOne);
    auto *list = scene.child<ui::FileList>();
    QTRY_COMPARE(list->model()->rowCount(), 3);
    QVERIFY(list->isVisible());
    QCOMPARE(scene.row(kOne)->job->files, files);
    const auto *log = scene.child<QPlainTextEdit>(u"Activity"_s);
    QTRY_COMPARE_WITH_TIMEOUT(log->toPlainText(), said.join(u'\n'), kPatienceMs); // nothing is said twice
}

void UnfinishedTest::aDayLater()
{
    const QDateTime then(QDate(2026, 3, 4), QTime(5, 6, 7));
    ui::ActivityLog log;
    log.restore({{.key = kOne, .lines = {{then.toMSecsSinceEpoch(), u"Paused"_s}}}});
    QCOMPARE(log.lines(kOne, then.addSecs(60).toMSecsSinceEpoch()), QStringList{u"05:06:07  Paused"_s});
    const QStringList later = log.lines(kOne, then.addDays(1).toMSecsSinceEpoch());
    QVERIFY2(later.first().endsWith(u" 05:06:07  Paused"_s) && later.first().contains(u"26"_s),
             qPrintable(later.first()));
}

WEIGHTYARD_TEST(UnfinishedTest)

} // namespace unfinished_test

#include "unfinished_test.moc"
