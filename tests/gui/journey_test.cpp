// What people do in the window, by mouse and keyboard, in a real window against a real hub.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/browse/found_details.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_list.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/add_dialog.h"
#include "ui/window/window_pages.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMessageBox>
#include <QTest>

namespace journey_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::Endpoint;
using test::Fault;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

const QString kTwo = u"demo/two"_s;

} // namespace

class JourneyTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tickOne();
    void tickFamilyByKeyboard();
    void downloadAllThatDoesNotFit();
    void pauseAndResume();
    void cancelAsksFirst();
    void gatedModel();
    void corruptModelDoesNotStopOthers();
    void closeAndReopen();
    void preselected();
    void pasteAnAddress();
    void searchAndChips();
    void narrowWindow();
    void somethingElseInTheFolder();
};

void JourneyTest::tickOne()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 3'000'000);
    scene.open();
    QAbstractButton *download = scene.button(u"Download selected"_s);
    QVERIFY(download && !download->isEnabled());
    scene.clickBox(kOne);
    QVERIFY(scene.row(kOne)->ticked);
    QCOMPARE(download->text(), u"Download 1 selected · 3.00 MB"_s);
    QCOMPARE(scene.hub().log().count(Endpoint::Git), 0); // a tick starts nothing
    QTest::mouseClick(download, Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(QFileInfo(scene.file(kOne)).size(), 3'000'000);
    QVERIFY(!scene.row(kOne)->ticked);
    QTRY_COMPARE(scene.status(kOne), u"Here"_s);
    QTRY_COMPARE(scene.row(kOne)->disk.state, library::OnDisk::Here);
    QVERIFY(!download->isEnabled());
}

void JourneyTest::tickFamilyByKeyboard()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 300'000);
    scene.open();
    QTest::keyClick(&scene.window(), Qt::Key_F, Qt::ControlModifier);
    auto *search = scene.child<ui::SearchField>();
    QTRY_VERIFY(search->hasFocus());
    QTest::keyClicks(search, u"demo/"_s);
    QTest::keyClick(search, Qt::Key_Down);
    auto *view = scene.child<ui::ModelView>();
    QTRY_VERIFY(!search->hasFocus());
    view->setFocus();
    QTest::keyClick(view, Qt::Key_Home);
    QCOMPARE(view->currentIndex().data().toString(), u"Demo"_s);
    QTest::keyClick(view, Qt::Key_Space);
    QVERIFY(scene.row(kOne)->ticked && scene.row(kTwo)->ticked);
    QTest::keyClick(&scene.window(), Qt::Key_D, Qt::ControlModifier);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    WAIT_FOR_STATE(kTwo, JobState::Installed);
}

void JourneyTest::downloadAllThatDoesNotFit()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offerOnly(u"Demo"_s, u"demo/huge"_s, 900'000'000'000'000);
    scene.open();
    QTRY_COMPARE(scene.status(u"demo/huge"_s), u"Does not fit · 900 TB"_s);
    QTest::mouseClick(scene.button(u"Download all"_s), Qt::LeftButton);
    auto *box = scene.child<QMessageBox>();
    QTRY_VERIFY(box && box->isVisible());
    const QString says = box->informativeText();
    QVERIFY2(says.contains(u"too little"_s) && says.contains(u"TB"_s), qPrintable(says));
    QVERIFY(scene.button(u"Download what fits"_s, box) && scene.button(u"Choose another folder"_s, box));
    QVERIFY2(box->width() > box->height(), qPrintable(u"%1 x %2"_s.arg(box->width()).arg(box->height())));
    QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
    QTest::qWait(200);
    QCOMPARE(scene.workbench().queue().totals().jobs, 0);
    QCOMPARE(scene.hub().log().count(Endpoint::Git), 0);

    scene.clickBox(u"demo/huge"_s);
    scene.clickBox(kOne);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY(banner->isVisible());
    QTest::mouseClick(scene.button(u"Select what fits"_s), Qt::LeftButton);
    QCOMPARE(scene.workbench().selectedKeys(), QStringList{kOne});
}

void JourneyTest::pauseAndResume()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    const int slow = scene.slowDown(object);
    scene.open();
    scene.choose(kOne);
    auto *details = scene.child<ui::DetailsPanel>();
    QTest::mouseClick(scene.button(u"Download"_s, details), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 200'000, kPatienceMs);
    QTest::mouseClick(scene.button(u"Pause"_s, details), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    QVERIFY(!QFileInfo::exists(scene.file(kOne)));
    QVERIFY(scene.row(kOne)->job->bytesHere > 0);
    scene.hub().removeFault(slow);
    QTest::mouseClick(scene.button(u"Resume"_s, details), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QVERIFY(scene.row(kOne)->job->bytesFetched <= 8'000'000); // nothing twice
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), object.oid);
}

// What it received is deleted: that is said before, with the bytes.
void JourneyTest::cancelAsksFirst()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    scene.slowDown(object);
    scene.open();
    scene.choose(kOne);
    auto *details = scene.child<ui::DetailsPanel>();
    QTest::mouseClick(scene.button(u"Download"_s, details), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 200'000, kPatienceMs);
    Q_EMIT details->triggered(kOne, ui::RowAction::Cancel);
    QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
    QPointer<QMessageBox> box = scene.child<QMessageBox>();
    QVERIFY2(box->informativeText().contains(u"B that were received"_s)
                 || box->text().contains(u"B that were"_s),
             qPrintable(box->text() + box->informativeText()));
    QTest::keyClick(box, Qt::Key_Return); // nothing is lost by a hasty key
    QTRY_VERIFY(!box || !box->isVisible());
    QCOMPARE(scene.state(kOne), std::optional(JobState::Transferring));
    Q_EMIT details->triggered(kOne, ui::RowAction::Cancel);
    const auto shown = [&] {
        for (QMessageBox *one : scene.window().findChildren<QMessageBox *>()) {
            if (one->isVisible())
                return one;
        }
        return static_cast<QMessageBox *>(nullptr);
    };
    QTRY_VERIFY(shown());
    QTest::mouseClick(scene.button(u"Discard"_s, shown()), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Cancelled);
    QTRY_COMPARE(scene.row(kOne)->disk.partialBytes, 0);
}

void JourneyTest::gatedModel()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.hub().setAccess(kOne, test::AccessRule::gatedTo({}));
    scene.open();
    scene.choose(kOne);
    auto *details = scene.child<ui::DetailsPanel>();
    QTest::mouseClick(scene.button(u"Download"_s, details), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Failed);
    QCOMPARE(scene.status(kOne), u"Access needed"_s);
    const QList<QLabel *> labels = details->findChildren<QLabel *>();
    const bool says = std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text().contains(u"accept its licence"_s);
    });
    QVERIFY(says);
    QVERIFY(scene.button(u"Check again"_s, details));
    QApplication::clipboard()->clear();
    Q_EMIT details->triggered(kOne, ui::RowAction::CopyDiagnostics);
    QVERIFY(QApplication::clipboard()->text().contains(u"Gated"_s));
    scene.hub().setAccess(kOne, test::AccessRule::open());
    QTest::mouseClick(scene.button(u"Check again"_s, details), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

void JourneyTest::corruptModelDoesNotStopOthers()
{
    WindowScene scene;
    const test::ObjectId bad = scene.offer(u"Demo"_s, kOne, 400'000);
    scene.offer(u"Demo"_s, kTwo, 400'000);
    scene.hub().addFault(Fault::corrupt(1000).forOid(bad.oid));
    scene.open();
    scene.clickBox(kOne);
    scene.clickBox(kTwo);
    QTest::mouseClick(scene.button(u"Download 2 selected"_s), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Failed);
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QCOMPARE(scene.status(kOne), u"Arrived damaged"_s);
    scene.choose(kOne);
    QTRY_COMPARE(scene.child<ui::FileList>()->model()->index(0, 0).data(Qt::AccessibleTextRole).toString(),
                 u"model.bin, damaged"_s);
    QVERIFY(!QFileInfo::exists(scene.library() + u'/' + kOne));
}

void JourneyTest::closeAndReopen()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    const int slow = scene.slowDown(object);
    scene.open();
    scene.clickBox(kOne);
    QTest::mouseClick(scene.button(u"Download 1 selected"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->bytesHere > 200'000, kPatienceMs);
    scene.window().close();
    QVERIFY(scene.window().isVisible()); // it asks first
    auto *box = scene.child<QMessageBox>();
    QTRY_VERIFY(box && box->isVisible());
    QTest::mouseClick(scene.button(u"Quit"_s, box), Qt::LeftButton);
    QTRY_VERIFY(!scene.window().isVisible());
    scene.close();
    scene.hub().removeFault(slow);
    scene.open();
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), object.oid);
}

void JourneyTest::preselected()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open({kOne, u"not a model"_s, u"ssh://git@h.example/o/n"_s, u"https://h.example/"_s});
    QVERIFY(scene.row(kOne)->ticked);
    const QString told = scene.child<ui::Banner>()->text();
    QVERIFY2(told.contains(u"not understood"_s), qPrintable(told));
    for (const QString &wrong : {u"'not a model'"_s, u"ssh"_s, u"https://h.example"_s})
        QVERIFY2(told.contains(wrong), qPrintable(told));
    QCOMPARE(scene.workbench().queue().totals().jobs, 0);
}

void JourneyTest::pasteAnAddress()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    const test::ObjectId object =
        scene.offer(u"Demo"_s, u"other/own"_s, 1'000'000); // not in the catalogue that was read
    QApplication::clipboard()->setText(scene.hub().repositoryUrl(u"other/own"_s).toString()
                                       + u"/tree/main"_s);
    QTest::keyClick(&scene.window(), Qt::Key_N, Qt::ControlModifier);
    QTRY_VERIFY(scene.child<ui::AddDialog>());
    auto *dialog = scene.child<ui::AddDialog>();
    const auto says = [dialog](const QString &text) {
        const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->text().contains(text); });
    };
    dialog->findChild<QLineEdit *>()->setText(QApplication::clipboard()->text());
    QTRY_VERIFY_WITH_TIMEOUT(says(u"1.00 MB"_s) && says(u"not gated"_s), kPatienceMs);
    dialog->reject();
    auto *view = scene.child<ui::ModelView>();
    view->setFocus();
    QTest::keyClick(&scene.window(), Qt::Key_V, Qt::ControlModifier);
    auto *details = scene.child<ui::FoundDetails>();
    QTRY_VERIFY(details->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · 1.00 MB"_s, details), kPatienceMs);
    QVERIFY(!scene.row(u"other/own"_s)); // shown first
    QTest::mouseClick(scene.button(u"Download · 1.00 MB"_s, details), Qt::LeftButton);
    WAIT_FOR_STATE(u"other/own"_s, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(u"other/own"_s)), object.oid);
}

void JourneyTest::searchAndChips()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    auto *view = scene.child<ui::ModelView>();
    auto *search = scene.child<ui::SearchField>();
    QTest::keyClicks(search, u"demo/one"_s);
    QCOMPARE(view->model()->rowCount(), 1);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(view->model()->rowCount() > 1);
    QTest::mouseClick(scene.button(u"Here 0"_s), Qt::LeftButton);
    QCOMPARE(view->model()->rowCount(), 0);
    QTest::mouseClick(scene.button(u"All "_s), Qt::LeftButton);
    QVERIFY(view->model()->rowCount() > 1);
}

void JourneyTest::narrowWindow()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.window().resize(800, 500);
    auto *details = scene.child<ui::DetailsPanel>();
    QTRY_VERIFY(!details->isVisible());
    scene.choose(kOne);
    auto *view = scene.child<ui::ModelView>();
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(details->isVisible());
    QVERIFY(
        scene.window().rect().contains(QRect(details->mapTo(&scene.window(), QPoint()), details->size())));
    QTest::keyClick(&scene.window(), Qt::Key_Escape);
    QTRY_VERIFY(!details->isVisible());
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(details->isVisible());
    QAbstractButton *close = scene.button(u"✕"_s, details);
    QVERIFY(close && close->isVisible());
    QTest::mouseClick(close, Qt::LeftButton);
    QTRY_VERIFY(!details->isVisible());
    QTest::keyClick(view, Qt::Key_Return);
    QTRY_VERIFY(details->isVisible());
    view->selectionModel()->clearSelection(); // as a click where no row is
    QTRY_VERIFY(!details->isVisible());
    QTest::keyClick(view, Qt::Key_Return); // of the row with the focus
    QTRY_VERIFY(details->isVisible());
    QCOMPARE(details->key(), kOne);
    scene.child<ui::WindowPages>()->showView(ui::Toolbar::View::Browse);
    auto *found = scene.child<ui::FoundDetails>();
    QVERIFY2(!found->isVisible(), "nothing is opened there");
    scene.child<ui::WindowPages>()->showView(ui::Toolbar::View::Models);
    QTest::keyClick(&scene.window(), Qt::Key_Escape);
    QTRY_VERIFY(!details->isVisible());
    scene.window().resize(1100, 720);
    QTRY_VERIFY(details->isVisible());
}

void JourneyTest::somethingElseInTheFolder()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    test::writeFile(scene.library() + u'/' + kOne + u"/notes.txt"_s, "mine");
    scene.open();
    QCOMPARE(scene.status(kOne), u"Not recognised"_s);
    scene.choose(kOne);
    QTest::mouseClick(scene.button(u"Download"_s, scene.child<ui::DetailsPanel>()), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Installed); // beside what is there
    QCOMPARE(QFileInfo(scene.file(kOne)).size(), 300'000);
    QCOMPARE(test::readFile(scene.library() + u'/' + kOne + u"/notes.txt"_s), "mine");
}

WEIGHTYARD_TEST(JourneyTest)

} // namespace journey_test

#include "journey_test.moc"
