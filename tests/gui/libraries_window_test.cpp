// Several libraries in the window: what the others have is shown, downloads go into the chosen one, and one that moves takes its
// downloads along.
#include "child_process.h"
#include "grab.h"
#include "test_registry.h"
#include "window_scene.h"

#include "base/error_code.h"
#include "ui/widgets/banner.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTest>
#include <algorithm>
#include <csignal>

namespace libraries_window_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

const QString kTwo = u"demo/two"_s;

} // namespace

class LibrariesWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void othersAreShown();
    void whatHasBegunStaysInTheOldOne();
    void anEmptyOneIsLeft();
    void theLastChoiceCounts();
    void oneThatDoesNotAnswer();
    void movesWithItsDownloads();
    void saysWhatIsNotConnected();
    void modelsOfOneThatIsAway();
    void besideEachOther();

private:
    static QAction *entry(WindowScene &scene, const QString &textBegin)
    {
        for (QAction *action : scene.window().findChild<QMenu *>(u"libraries"_s)->actions()) {
            if (action->text().startsWith(textBegin))
                return action;
        }
        return nullptr;
    }
    static QJsonValue saved(WindowScene &scene, QLatin1StringView key)
    {
        const QString file = scene.configDir() + u"/settings.json"_s;
        return QFileInfo::exists(file) ? QJsonDocument::fromJson(test::readFile(file))[key] : QJsonValue();
    }
};

void LibrariesWindowTest::othersAreShown()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 200'000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    const QString second = scene.library() + u"-2"_s;
    QVERIFY(QDir().mkpath(second));
    scene.workbench().libraries().add(second);
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "libraries"_L1).toArray(), QJsonArray{second}, kPatienceMs);
    QVERIFY(entry(scene, scene.library())->isChecked() && !entry(scene, second)->isChecked());

    entry(scene, second)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "library"_L1).toString(), second, kPatienceMs);
    QCOMPARE(scene.workbench().library(), second);
    QVERIFY(entry(scene, second)->isChecked());
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "libraries"_L1).toArray(), QJsonArray{scene.library()},
                              kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->library, scene.library(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here,
                              kPatienceMs); // both are scanned anew
    QVERIFY(!ui::isWanted(*scene.row(kOne)));
    scene.choose(kOne);
    QTRY_COMPARE(ui::folderOf(*scene.row(kOne), scene.workbench().library()), scene.library() + u'/' + kOne);
    scene.workbench().download({kTwo});
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QVERIFY(QFileInfo::exists(second + u'/' + kTwo + u"/model.bin"_s));
    scene.workbench().libraries().takeOff(scene.library());
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Absent, kPatienceMs);
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
}

void LibrariesWindowTest::whatHasBegunStaysInTheOldOne()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    const int slow = scene.slowDown(scene.offer(u"Demo"_s, kTwo, 3'000'000));
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    scene.workbench().download({kTwo});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kTwo)->job && scene.row(kTwo)->job->bytesHere > 500'000, kPatienceMs);

    const QString before = scene.library();
    auto *banner = scene.child<ui::Banner>();
    scene.workbench().setLibrary(before + u"/below"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"cannot lie in another one"_s), kPatienceMs);
    const QString second = before + u"-2"_s;
    scene.workbench().setLibrary(second);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), second, kPatienceMs);
    QCOMPARE(banner->text(),
             (u"Downloads go into %1 from now on. 1 download that has begun goes on into %2. The "
              "models there are still shown."_s.arg(second, before)));
    test::grab(scene.window(), u"library-chosen"_s);
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "libraries"_L1).toArray(), QJsonArray{before}, kPatienceMs);
    scene.hub().removeFault(slow);
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QVERIFY(QFileInfo::exists(before + u'/' + kTwo + u"/model.bin"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kTwo)->disk.state, OnDisk::Here, kPatienceMs);
    QCOMPARE(scene.row(kOne)->library, before);

    scene.workbench().setLibrary(before); // both are known
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), before, kPatienceMs);
    QVERIFY(!banner->isVisible());
}

void LibrariesWindowTest::anEmptyOneIsLeft()
{
    WindowScene scene;
    scene.open();
    const QString second = scene.library() + u"-2"_s;
    scene.workbench().setLibrary(second);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), second, kPatienceMs);
    QCOMPARE(scene.workbench().libraries().all(), QStringList{second});
}

void LibrariesWindowTest::theLastChoiceCounts()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    const QString second = scene.library() + u"-2"_s;
    const QString third = scene.library() + u"-3"_s;
    QSignalSpy chosen(&scene.workbench().libraries(), &ui::Libraries::chosen);
    scene.workbench().setLibrary(second);
    scene.workbench().setLibrary(third);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), third, kPatienceMs);
    QCOMPARE(scene.workbench().libraries().all(), (QStringList{third, scene.library()}));
    scene.workbench().setLibrary(second); // and when an answer is not waited for
    scene.workbench().setLibrary(third);
    QTest::qWait(500);
    QCOMPARE(scene.workbench().library(), third);
    QCOMPARE(chosen.size(), 1);
}

// As a network disk whose server is gone: whoever looks at it waits.
void LibrariesWindowTest::oneThatDoesNotAnswer()
{
    WindowScene scene;
    const QString mounted = scene.configDir() + u"/mounted"_s;
    const QString behind = scene.configDir() + u"/behind"_s;
    QVERIFY(QDir().mkpath(mounted) && QDir().mkpath(behind));
    test::ServerProcess bindfs;
    if (!bindfs.start(u"bindfs"_s, {u"-f"_s, u"-o"_s, u"attr_timeout=0,entry_timeout=0"_s, behind, mounted})
        || !test::waitUntil(
            [&] {
                return test::runProcess(u"mountpoint"_s, {u"-q"_s, mounted}).ok();
            },
            std::chrono::seconds(10)))
        QSKIP("cannot mount by bindfs here");
    const auto away = qScopeGuard([&] {
        ::kill(static_cast<pid_t>(bindfs.processId()), SIGCONT);
        scene.close();
        test::runProcess(u"umount"_s, {mounted});
    });
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    const QString slow = mounted + u"/Models"_s;
    scene.workbench().setLibrary(slow);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), slow, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().libraryAnswers(), kPatienceMs);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    ::kill(static_cast<pid_t>(bindfs.processId()), SIGSTOP);
    const QString other = scene.library() + u"-2"_s;
    scene.workbench().setLibrary(other);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), other, kPatienceMs);
    QVERIFY(scene.child<ui::Banner>()->text().contains(slow + u" does not answer"_s));
    QCOMPARE(scene.workbench().libraries().all(), QStringList{other});
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().libraryAnswers(), kPatienceMs);
}

void LibrariesWindowTest::movesWithItsDownloads()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    const test::ObjectId object = scene.offer(u"Demo"_s, kTwo, 3'000'000);
    const int slow = scene.slowDown(object);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    scene.workbench().download({kTwo});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kTwo)->job && scene.row(kTwo)->job->bytesHere > 500'000, kPatienceMs);

    const QString second = scene.library() + u"-2"_s;
    QSignalSpy moved(&scene.workbench().libraries(), &ui::Libraries::moved);
    scene.workbench().libraries().move(second);
    QVERIFY(scene.child<ui::Banner>()->text().startsWith(u"Moving the library"_s));
    QVERIFY(!entry(scene, u"Move library"_s)->isEnabled());
    QTRY_COMPARE_WITH_TIMEOUT(moved.count(), 1, kPatienceMs);
    QVERIFY(scene.child<ui::Banner>()->text().contains(second));
    QCOMPARE(scene.workbench().library(), second);
    QCOMPARE(saved(scene, "library"_L1).toString(), second);
    QVERIFY(!QFileInfo::exists(scene.library()));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.folder, second + u'/' + kOne, kPatienceMs);
    scene.hub().removeFault(slow);
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(second + u'/' + kTwo + u"/model.bin"_s), object.oid);
    QVERIFY(scene.row(kTwo)->job->bytesFetched < 3'000'000); // what was received came along
    QVERIFY(!QFileInfo::exists(scene.library()));
    QVERIFY(entry(scene, u"Move library"_s)->isEnabled());
}

void LibrariesWindowTest::saysWhatIsNotConnected()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    const QString away = scene.library() + u"-away"_s;
    scene.workbench().libraries().add(away);
    const auto isSaid = [&] {
        const QAction *action = entry(scene, away);
        return action != nullptr && action->text().contains(u"not connected"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(), kPatienceMs);
    QVERIFY(!QFileInfo::exists(away));
}

// What it had is shown as that, and not fetched again.
void LibrariesWindowTest::modelsOfOneThatIsAway()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 200'000);
    scene.open();
    scene.window().resize(1100, 720);
    const QString second = scene.library() + u"-2"_s;
    QVERIFY(QDir().mkpath(second));
    scene.workbench().libraries().add(second);
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "libraries"_L1).toArray(), QJsonArray{second}, kPatienceMs);
    entry(scene, second)->trigger();
    QTRY_COMPARE(scene.workbench().library(), second);
    scene.workbench().download({kTwo});
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kTwo)->library, second, kPatienceMs);
    entry(scene, scene.library())->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(saved(scene, "libraries"_L1).toArray(), QJsonArray{second}, kPatienceMs);
    scene.workbench().queue().forget(kTwo);

    QVERIFY(QDir().rename(second, second + u".unplugged"_s));
    scene.workbench().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kTwo), u"Not connected"_s, kPatienceMs);
    QVERIFY(!ui::isWanted(*scene.row(kTwo)));
    QVERIFY(scene.workbench().missingKeys().contains(kOne));
    QVERIFY(!scene.workbench().missingKeys().contains(kTwo));
    scene.choose(kTwo);
    QTRY_COMPARE(ui::folderOf(*scene.row(kTwo), scene.library()), second + u'/' + kTwo);
    const auto isExplained = [&] {
        const QList<QLabel *> labels = scene.child<ui::DetailsPanel>()->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"which is not connected"_s);
        });
    };
    QTRY_VERIFY(isExplained());
    QVERIFY(!scene.button(u"Download"_s, scene.child<ui::DetailsPanel>()));

    QVERIFY(QDir().rename(second + u".unplugged"_s, second));
    scene.workbench().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kTwo), u"Here"_s, kPatienceMs);
    QVERIFY(QDir().rename(second, second + u".unplugged"_s));
    scene.workbench().libraries().takeOff(second);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kTwo), u"Not here"_s, kPatienceMs);
    QVERIFY(ui::isWanted(*scene.row(kTwo)));
}

void LibrariesWindowTest::besideEachOther()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    auto *banner = scene.child<ui::Banner>();
    ui::Libraries &libraries = scene.workbench().libraries();
    libraries.add(scene.library() + u"/below"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"cannot lie in another one"_s), kPatienceMs);
    QCOMPARE(libraries.all(), QStringList{scene.library()});
    libraries.add(scene.library());
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"one library only"_s), kPatienceMs);
    QVERIFY2(!banner->text().contains(u"move-library"_s), qPrintable(banner->text()));

    const QString second = scene.library() + u"-2"_s;
    libraries.add(second);
    QTRY_COMPARE_WITH_TIMEOUT(libraries.all(), (QStringList{scene.library(), second}), kPatienceMs);
    scene.workbench().setLibrary(second + u"/below"_s);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(second + u"/below lies in"_s), kPatienceMs);
    QCOMPARE(scene.workbench().library(), scene.library());
    QSignalSpy failed(&libraries, &ui::Libraries::moveFailed);
    libraries.move(second + u"/below"_s);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
    QCOMPARE(failed.first().first().value<base::Error>().cause.code, base::ErrorCode::LibrariesNested);
    QCOMPARE(saved(scene, "libraries"_L1).toArray(), QJsonArray{second});
}

WEIGHTYARD_TEST(LibrariesWindowTest)

} // namespace libraries_window_test

#include "libraries_window_test.moc"
