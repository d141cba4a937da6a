// Rows over time: what was asked for goes on as it was asked for, and what is on disk has the last word.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"

#include <QDesktopServices>
#include <QDir>
#include <QMenu>
#include <QMessageBox>
#include <QTest>

namespace rows_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::Endpoint;
using test::Fault;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

/// Where the desktop would be asked to open something.
class Desktop : public QObject
{
    Q_OBJECT
public:
    Desktop() { QDesktopServices::setUrlHandler(u"file"_s, this, "open"); }
    ~Desktop() override { QDesktopServices::unsetUrlHandler(u"file"_s); }
    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

} // namespace

class RowsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void failedOfTheLastRunGoesOn();
    void deletedFolderIsNotHere();
    void anotherLibrary();
    void failedCanBeDiscarded();
    void cancelledKeepsNothing();
    void troubleIsShown();
    void allocatedRoomIsNotCountedTwice();
    void menuOfARow();
    void opensTheFolderThatIsShown_data();
    void opensTheFolderThatIsShown();
};

// Not of the catalogue, and its key is no address: only the list of downloads knows where it came from.
void RowsTest::failedOfTheLastRunGoesOn()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, u"team/own"_s, 300'000);
    scene.dropOffers(); // the hub keeps it
    scene.hub().addFault(Fault::statusOf(Endpoint::Batch, 404).always());
    // An address of its own, not a name: a bare system has no /etc/hosts.
    QUrl url = scene.hub().addListener({.address = u"127.0.0.2"_s}).baseUrl;
    url.setPath(u"/team/own"_s);
    scene.open();
    const auto key = scene.workbench().add(url.toString());
    QVERIFY(key && key->startsWith(u"127.0.0.2_"_s));
    scene.workbench().download({*key});
    WAIT_FOR_STATE(*key, JobState::Failed);
    scene.close();
    QVERIFY(QDir(scene.configDir() + u"/catalogues"_s).removeRecursively());
    scene.hub().clearFaults();
    scene.open();
    WAIT_FOR_STATE(*key, JobState::Failed);
    auto *view = scene.child<ui::ModelView>();
    const QModelIndex last = view->model()->index(view->model()->rowCount() - 1, 0);
    QCOMPARE(last.data().toString(), u"Added"_s);
    QVERIFY(view->isExpanded(last));
    scene.choose(*key);
    QTest::mouseClick(scene.button(u"Try again"_s, scene.child<ui::DetailsPanel>()), Qt::LeftButton);
    WAIT_FOR_STATE(*key, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(*key)), object.oid);
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
    const int slow = scene.slowDown(object);
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 0, kPatienceMs);
    scene.workbench().queue().pause(kOne);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.hub().removeFault(slow);
    const QString elsewhere = scene.library() + u"-2"_s;
    scene.workbench().setLibrary(elsewhere);
    QTRY_COMPARE(scene.row(kOne)->job->bytesHere, 0); // nothing of it is there
    scene.choose(kOne);
    QTest::mouseClick(scene.button(u"Resume"_s, scene.child<ui::DetailsPanel>()), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(elsewhere + u'/' + kOne + u"/model.bin"_s), object.oid);
    QVERIFY(!QFileInfo::exists(scene.file(kOne)));
    scene.workbench().setLibrary(scene.library());
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().library(), scene.library(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->library, elsewhere, kPatienceMs); // it is still shown
    QVERIFY(ui::isHere(*scene.row(kOne)));
}

void RowsTest::failedCanBeDiscarded()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    scene.slowDown(object);
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
    scene.slowDown(object);
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

void RowsTest::troubleIsShown()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    for (const Endpoint one : {Endpoint::Api, Endpoint::Git}) // without the first, the second is asked
        scene.hub().addFault(Fault::statusOf(one, 404).always());
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(!banner->text().contains(u"did not tell"_s));
    scene.workbench().askHub({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible() && banner->text().contains(u"did not tell about demo/one"_s),
                             kPatienceMs);
    banner->clear(u"facts"_s);
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
    scene.slowDown(object);
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 100'000, kPatienceMs);
    QVERIFY(ui::bytesMissing(*scene.row(kOne)) > kSize / 2);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job->bytesAllocated >= kSize, kPatienceMs);
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
    const QList<QMenu *> menus = scene.window().findChildren<QMenu *>(u"row"_s);
    QCOMPARE(menus.size(), 1);
    QTRY_VERIFY(menus.first()->isVisible());
    const QList<QAction *> actions = menus.first()->actions();
    QCOMPARE(actions.first()->text(), ui::actionText(ui::RowAction::Download));
    actions.first()->trigger();
    menus.first()->close();
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

void RowsTest::opensTheFolderThatIsShown_data()
{
    QTest::addColumn<std::optional<JobState>>("state");
    QTest::addColumn<OnDisk>("disk");
    QTest::addColumn<QString>("folder"); // empty: of the library that is chosen now
    const QString other = u"/other/demo/one"_s;
    QTest::newRow("running in another library")
        << std::optional(JobState::Transferring) << OnDisk::Absent << other;
    QTest::newRow("paused there") << std::optional(JobState::Paused) << OnDisk::Absent << other;
    QTest::newRow("installed there a moment ago")
        << std::optional(JobState::Installed) << OnDisk::Absent << other;
    QTest::newRow("failed there") << std::optional(JobState::Failed) << OnDisk::Absent << QString();
    QTest::newRow("not here") << std::optional<JobState>() << OnDisk::Absent << QString();
    QTest::newRow("here") << std::optional<JobState>() << OnDisk::Here << u"/found/demo/one"_s;
    QTest::newRow("here, an update runs there")
        << std::optional(JobState::Transferring) << OnDisk::Here << other;
}

void RowsTest::opensTheFolderThatIsShown()
{
    QFETCH(std::optional<JobState>, state);
    QFETCH(OnDisk, disk);
    QFETCH(QString, folder);
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.open();
    ui::ModelTree &tree = scene.workbench().tree();
    library::LibraryContents contents;
    if (disk != OnDisk::Absent)
        contents.models.insert(
            kOne, {.modelPath = kOne, .folder = u"/found/demo/one"_s, .state = disk, .bytes = 1000});
    tree.setContents(contents);
    if (state)
        tree.setJob(kOne,
                    {.modelPath = kOne, .folder = u"/other/demo/one"_s, .state = *state, .bytesTotal = 1000});
    scene.choose(kOne);
    auto *details = scene.child<ui::DetailsPanel>();
    const Desktop desktop;
    Q_EMIT details->triggered(kOne, ui::RowAction::OpenFolder);
    QCOMPARE(desktop.opened.size(), 1);
    const QString opened = desktop.opened.first().toLocalFile();
    QCOMPARE(opened, folder.isEmpty() ? scene.library() + u'/' + kOne : folder);
    const QList<QLabel *> labels = details->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [&](const QLabel *label) { return label->toolTip() == opened; }));
}

WEIGHTYARD_TEST(RowsTest)

} // namespace rows_test

#include "rows_test.moc"
