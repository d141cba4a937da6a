// Rows over time: what was asked for goes on as it was asked for, what is on disk has the last word, and what is added stays.
#include "window_scene.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"

#include "repo_builder.h"

#include <QDir>
#include <QMenu>
#include <QMessageBox>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using queue::JobState;
using queue::OnDisk;
using test::Endpoint;
using test::Fault;
using test::WindowScene;

namespace {

constexpr int kPatienceMs = 20'000;
const QString kOne = u"demo/one"_s;

} // namespace

#define WAIT_FOR_STATE(id, wanted) \
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(id), std::optional(wanted), kPatienceMs)

class RowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failedOfTheLastRunGoesOn();
    void namesMeanWhatTheySay();
    void revisionOfAnAddress();
    void revisionOfWhatIsOnItsWay();
    void userInfoOfAnAddress();
    void deletedFolderIsNotHere();
    void anotherLibrary();
    void failedCanBeDiscarded();
    void cancelledKeepsNothing();
    void addedModelStays();
    void troubleIsShown();
    void allocatedRoomIsNotCountedTwice();
    void menuOfARow();

private:
    static void twoRevisions(WindowScene &scene, test::ObjectId &main, test::ObjectId &dev);
};

// Not of the catalogue, and its key is no address: only the list of downloads knows where it came from.
void RowsTest::failedOfTheLastRunGoesOn()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, u"team/own"_s, 300'000);
    scene.dropOffers(); // the hub keeps it
    scene.hub().addFault(Fault::statusOf(Endpoint::Batch, 404).always());
    QUrl url = scene.hub().repositoryUrl(u"team/own"_s);
    url.setHost(u"localhost"_s);
    scene.open();
    const auto key = scene.workbench().add(url.toString());
    QVERIFY(key && key->startsWith(u"localhost_"_s));
    scene.workbench().download({*key});
    WAIT_FOR_STATE(*key, JobState::Failed);
    scene.close();
    QVERIFY(QDir(scene.configDir() + u"/catalogues"_s).removeRecursively());
    scene.hub().clearFaults();
    scene.open();
    WAIT_FOR_STATE(*key, JobState::Failed);
    scene.choose(*key);
    QTest::mouseClick(scene.button(u"Try again"_s, scene.child<ui::DetailsPanel>()), Qt::LeftButton);
    WAIT_FOR_STATE(*key, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(*key)), object.oid);
}

void RowsTest::namesMeanWhatTheySay()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, u"demo/zork-4bit"_s, 300'000);
    scene.offer(u"Demo"_s, u"demo/zork-8bit"_s, 300'000);
    scene.open({u"demo/zork"_s});
    // A part of another model's id, but it is a name of its own.
    QVERIFY(scene.row(u"demo/zork"_s) && scene.row(u"demo/zork"_s)->ticked);
    QVERIFY(!scene.row(u"demo/zork-4bit"_s)->ticked);
    const auto several = scene.workbench().add(u"zork"_s);
    QVERIFY(!several);
    QVERIFY2(several.error().detail.contains(u"may be"_s), qPrintable(several.error().detail));
    const auto one = scene.workbench().add(u"zork-8BIT"_s);
    QVERIFY(one);
    QCOMPARE(*one, u"demo/zork-8bit"_s);
    QCOMPARE(*scene.workbench().add(u"Demo/Zork-4bit"_s), u"demo/zork-4bit"_s);
}

void RowsTest::twoRevisions(WindowScene &scene, test::ObjectId &main, test::ObjectId &dev)
{
    main = scene.offer(u"Demo"_s, kOne, 300'000);
    dev = scene.hub().addGenerated(77, 300'000);
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, main).commit("one");
    repo.branch(u"dev"_s).checkout(u"dev"_s).lfsPointer(u"model.bin"_s, dev).commit("two");
    scene.hub().addRepository(kOne, repo);
}

void RowsTest::revisionOfAnAddress()
{
    WindowScene scene;
    test::ObjectId main;
    test::ObjectId dev;
    twoRevisions(scene, main, dev);
    scene.open();
    const QString page = scene.hub().repositoryUrl(kOne).toString() + u"/tree/dev"_s;
    QCOMPARE(*scene.workbench().add(page), kOne); // the catalogue has it, at its default branch
    QCOMPARE(scene.row(kOne)->entry.revision, u"dev"_s);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), dev.oid);
    QTRY_COMPARE(scene.row(kOne)->disk.state, OnDisk::Here);
    const auto other = scene.workbench().add(scene.hub().repositoryUrl(kOne).toString() + u"/tree/main"_s);
    QVERIFY(!other);
    QCOMPARE(other.error().kind, base::ErrorKind::Conflict);
    QVERIFY(scene.workbench().add(scene.hub().repositoryUrl(kOne).toString())); // says nothing of revisions
    QCOMPARE(scene.row(kOne)->entry.revision, u"dev"_s);
}

void RowsTest::revisionOfWhatIsOnItsWay()
{
    WindowScene scene;
    test::ObjectId main;
    test::ObjectId dev;
    twoRevisions(scene, main, dev);
    scene.hub().addFault(Fault::stall(Endpoint::Git, -1).always());
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Resolving);
    const QString page = scene.hub().repositoryUrl(kOne).toString() + u"/tree/dev"_s;
    const auto refused = scene.workbench().add(page);
    QVERIFY(!refused);
    QVERIFY2(refused.error().detail.contains(u"on its way"_s), qPrintable(refused.error().detail));
    QCOMPARE(scene.row(kOne)->entry.revision, QString());
    scene.workbench().queue().cancel(kOne);
    WAIT_FOR_STATE(kOne, JobState::Cancelled);
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().queue().isIdle(), kPatienceMs);
    scene.hub().clearFaults();
    QVERIFY(scene.workbench().add(page));
    scene.workbench().download({kOne}); // not what was cancelled
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), dev.oid);
}

void RowsTest::userInfoOfAnAddress()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 300'000);
    scene.hub().addAccount({u"alice"_s, "hush77secret"});
    scene.hub().setAccess(kOne, test::AccessRule::privateTo({u"alice"_s}));
    scene.open();
    QUrl url = scene.hub().repositoryUrl(kOne);
    url.setUserInfo(u"alice:hush77secret"_s);
    QCOMPARE(*scene.workbench().add(url.toString()), kOne);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), object.oid);
}

void RowsTest::deletedFolderIsNotHere()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE(scene.row(kOne)->disk.state, OnDisk::Here);
    QVERIFY(ui::isExact(*scene.row(kOne))); // what is here was counted
    QVERIFY(QDir(scene.library() + u'/' + kOne).removeRecursively());
    QTest::keyClick(&scene.window(), Qt::Key_F5);
    QTRY_VERIFY_WITH_TIMEOUT(scene.status(kOne) != u"Here"_s, kPatienceMs);
    QVERIFY(ui::isWanted(*scene.row(kOne)));
    QTRY_VERIFY(QFileInfo::exists(scene.library()));
}

void RowsTest::anotherLibrary()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 6'000'000);
    const int slow =
        scene.hub().addFault(Fault::rate(Endpoint::Storage, 300'000).forOid(object.oid).always());
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 0, kPatienceMs);
    scene.workbench().queue().pause(kOne);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.hub().removeFault(slow);
    const QString elsewhere = scene.library() + u"-2"_s;
    scene.workbench().setLibrary(elsewhere);
    QCOMPARE(scene.row(kOne)->job->bytesHere, 0); // nothing of it is there
    scene.choose(kOne);
    QTest::mouseClick(scene.button(u"Resume"_s, scene.child<ui::DetailsPanel>()), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(elsewhere + u'/' + kOne + u"/model.bin"_s), object.oid);
    QVERIFY(!QFileInfo::exists(scene.file(kOne)));
    scene.workbench().setLibrary(scene.library());
    QTRY_VERIFY_WITH_TIMEOUT(!ui::isHere(*scene.row(kOne)), kPatienceMs);
}

void RowsTest::failedCanBeDiscarded()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    scene.hub().addFault(Fault::rate(Endpoint::Storage, 300'000).forOid(object.oid).always());
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 200'000, kPatienceMs);
    scene.hub().setAccess(kOne, test::AccessRule::gatedTo({}));
    scene.workbench().queue().pause(kOne);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Failed);
    scene.choose(kOne);
    QVERIFY(ui::actionsFor(*scene.row(kOne)).contains(ui::RowAction::Discard));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, ui::RowAction::Discard);
    auto *box = scene.child<QMessageBox>();
    QTRY_VERIFY(box && box->isVisible());
    QVERIFY(box->text().contains(u"one"_s));
    QTest::mouseClick(scene.button(u"Discard"_s, box), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Cancelled);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.partialBytes, 0, kPatienceMs);
    QCOMPARE(scene.status(kOne), u"Not here"_s);
}

void RowsTest::cancelledKeepsNothing()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    scene.hub().addFault(Fault::rate(Endpoint::Storage, 300'000).forOid(object.oid).always());
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 200'000, kPatienceMs);
    scene.workbench().queue().pause(kOne);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.workbench().rescan();
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->disk.partialBytes > 0, kPatienceMs);
    scene.workbench().queue().cancel(kOne);
    WAIT_FOR_STATE(kOne, JobState::Cancelled);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.partialBytes, 0, kPatienceMs);
    QTRY_VERIFY(scene.workbench().queue().isIdle());
}

void RowsTest::addedModelStays()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.offer(u"Demo"_s, u"other/own"_s, 300'000);
    scene.dropOffers();
    QUrl far = scene.hub().repositoryUrl(u"team/far"_s);
    far.setHost(u"localhost"_s);
    const QString own = *scene.workbench().add(u"other/own"_s);
    const QString farKey = *scene.workbench().add(far.toString());
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own)->facts, kPatienceMs);
    const QString file = scene.configDir() + u"/catalogues/added.json"_s;
    QTRY_VERIFY_WITH_TIMEOUT(test::readFile(file).contains("team/far"), kPatienceMs);
    scene.close();

    scene.open();
    QVERIFY(scene.row(own) && scene.row(own)->added);
    QVERIFY(scene.row(farKey) && scene.row(farKey)->added);
    QCOMPARE(QUrl(scene.row(farKey)->entry.url), far);
    QCOMPARE(scene.workbench().tree().family(scene.workbench().tree().indexOf(farKey)), u"Added"_s);
    QVERIFY(!ui::actionsFor(*scene.row(u"mlx-community/Phi-3.5-mini-instruct-4bit"_s))
                 .contains(ui::RowAction::RemoveFromList));
    QVERIFY(ui::actionsFor(*scene.row(own)).contains(ui::RowAction::RemoveFromList));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(farKey, ui::RowAction::RemoveFromList);
    QVERIFY(!scene.row(farKey));
    scene.workbench().setExtra(true); // the rows are made anew
    QVERIFY(!scene.row(farKey));
    QVERIFY(scene.row(own));
    QTRY_VERIFY_WITH_TIMEOUT(!test::readFile(file).contains("team/far"), kPatienceMs);
    scene.close();
    scene.open();
    QVERIFY(scene.row(own) && !scene.row(farKey));
}

void RowsTest::troubleIsShown()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.hub().addFault(Fault::statusOf(Endpoint::Api, 404).always());
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(!banner->text().contains(u"did not tell"_s));
    scene.workbench().askHub({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && banner->text().contains(u"did not tell about demo/one"_s),
                             kPatienceMs);
    banner->withdraw(u"facts"_s);
    test::writeFile(scene.library() + u"/.weightyard/records/odd.json"_s, "{ half");
    scene.workbench().rescan();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"could not be read"_s), kPatienceMs);
}

// A partial is given its whole room when it is begun: that room is not free any more, and not to be taken again.
void RowsTest::allocatedRoomIsNotCountedTwice()
{
    constexpr qint64 kSize = 200'000'000;
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, kSize);
    scene.offer(u"Demo"_s, u"demo/two"_s, 300'000);
    scene.hub().addFault(Fault::rate(Endpoint::Storage, 300'000).forOid(object.oid).always());
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 100'000, kPatienceMs);
    QVERIFY(ui::bytesMissing(*scene.row(kOne)) > kSize / 2);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->disk.allocatedBytes >= kSize, kPatienceMs);
    QTRY_VERIFY(scene.workbench().figures().selected < kSize / 2);
    const ui::DiskFigures figures = scene.workbench().figures();
    QVERIFY(scene.workbench().plan({u"demo/two"_s}).available > figures.usable() - kSize / 2);
}

void RowsTest::menuOfARow()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    auto *view = scene.child<ui::ModelView>();
    Q_EMIT view->customContextMenuRequested(scene.cell(kOne, 0).center());
    const QList<QMenu *> menus = view->findChildren<QMenu *>();
    QCOMPARE(menus.size(), 1);
    QTRY_VERIFY(menus.first()->isVisible());
    const QList<QAction *> actions = menus.first()->actions();
    QCOMPARE(actions.first()->text(), ui::actionText(ui::RowAction::Download));
    actions.first()->trigger();
    menus.first()->close();
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

QTEST_MAIN(RowsTest)
#include "rows_test.moc"
