// Several models chosen at once: by mouse and keys, through search and sorting; what is done with them, and what is told.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/model/several_rows.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/several_panel.h"
#include "ui/window/models_pane.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QMenu>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace several_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;
using ui::ModelRow;
using ui::RowAction;
using ui::SeveralRows;

namespace {

const QString kTwo = u"demo/two"_s;
const QString kThree = u"demo/three"_s;
const QStringList kAll{kOne, kTwo, kThree};

/// Three models on offer; the list is shown wide.
class ThreeScene : public WindowScene
{
public:
    explicit ThreeScene(bool real = false)
    {
        for (const QString &id : kAll) {
            if (real)
                offer(u"Demo"_s, id, 300'000);
            else
                offerOnly(u"Demo"_s, id, 1'000'000'000);
        }
        open();
        window().resize(1100, 720);
    }
    bool install(const QStringList &ids)
    {
        workbench().download(ids);
        return QTest::qWaitFor(
            [&] {
                return std::all_of(ids.begin(), ids.end(), [&](const QString &id) {
                    return state(id) == JobState::Installed && row(id)->disk.state == OnDisk::Here
                           && !row(id)->shareable.isEmpty();
                });
            },
            kPatienceMs);
    }
    ui::ModelView &view() { return *child<ui::ModelView>(); }
    QStringList chosen() { return child<ui::ModelsPane>()->chosenKeys(); }
    void press(Qt::Key key, Qt::KeyboardModifiers with = {}) { QTest::keyClick(&view(), key, with); }
    void chooseAll()
    {
        choose(kOne);
        chooseToo(kTwo);
        chooseToo(kThree);
    }
    bool shows(const QString &text)
    {
        const QList<QLabel *> labels = child<ui::SeveralPanel>()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
    }
    /// From the menu of a row.
    bool pick(const QString &id, const QString &text)
    {
        Q_EMIT view().customContextMenuRequested(cell(id, 0).center());
        const QList<QMenu *> menus = window().findChildren<QMenu *>(u"row"_s);
        if (menus.isEmpty())
            return false;
        QMenu *menu = menus.last();
        for (QAction *action : menu->actions()) {
            if (action->text() != text)
                continue;
            action->trigger();
            delete menu;
            return true;
        }
        delete menu;
        return false;
    }
    QMessageBox *question()
    {
        for (QMessageBox *box : window().findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }
};

ModelRow rowOf(const QString &key, OnDisk state)
{
    ModelRow row;
    row.key = key;
    row.entry = {.id = key, .name = key.section(u'/', 1), .bytes = 2'000'000'000};
    row.scanned = true;
    row.disk.state = state;
    row.disk.ours = state == OnDisk::Here;
    row.disk.bytes = state == OnDisk::Here ? 2'000'000'000 : 0;
    row.disk.recordedBytes = row.disk.bytes;
    return row;
}

} // namespace

class SeveralTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatCanBeDone();
    void words();
    void chosenByKeys();
    void closedFamilies();
    void chosenByMouse();
    void tickedTogether();
    void theyStayChosen();
    void hiddenByCollapse();
    void oneWorksAsBefore();
    void deletedTogether();
    void deleteKeyTellsWhatStays();
    void verifiedAndRepaired();
    void oneAfterTheOther();
    void sharedTogether();
    void updatesAreLookedFor();
    void copied();
};

void SeveralTest::whatCanBeDone()
{
    const QList<ModelRow> rows{rowOf(kOne, OnDisk::Here), rowOf(kTwo, OnDisk::Absent),
                               rowOf(kThree, OnDisk::Here)};
    const QList<ui::SeveralAction> actions = SeveralRows::actions({&rows[0], &rows[1], &rows[2]});
    const auto keysOf = [&](RowAction action) {
        for (const ui::SeveralAction &one : actions) {
            if (one.action == action)
                return one.keys;
        }
        return QStringList();
    };
    QCOMPARE(actions.first().action, RowAction::Download);
    QCOMPARE(keysOf(RowAction::Download), QStringList{kTwo});
    QCOMPARE(keysOf(RowAction::Verify), QStringList({kOne, kThree}));
    QCOMPARE(keysOf(RowAction::Remove), QStringList({kOne, kThree}));
    QCOMPARE(keysOf(RowAction::CopyId), kAll);
    // Each asks of its own model.
    QVERIFY(keysOf(RowAction::GoBack).isEmpty() && keysOf(RowAction::UseIt).isEmpty());
    QVERIFY(ui::isDestructive(actions.last().action));
    for (const ui::SeveralAction &one : actions)
        QVERIFY2(SeveralRows::text(one.action, one.keys.size(), 3).contains(u"("_s),
                 qPrintable(ui::actionText(one.action)));
}

void SeveralTest::words()
{
    QCOMPARE(SeveralRows::text(RowAction::Verify, 3, 3), u"Verify (3)"_s);
    QCOMPARE(SeveralRows::text(RowAction::Verify, 2, 3), u"Verify (2 of 3)"_s);
    QCOMPARE(SeveralRows::text(RowAction::Remove, 3, 3), u"Delete models (3)…"_s);
    const QList<ModelRow> rows{rowOf(kOne, OnDisk::Here), rowOf(kTwo, OnDisk::Absent),
                               rowOf(kThree, OnDisk::Here)};
    const QList<const ModelRow *> all{&rows[0], &rows[1], &rows[2]};
    QCOMPARE(SeveralRows::title(all), u"3 models · ≈ 6.00 GB"_s);
    QCOMPARE(SeveralRows::title({&rows[0], &rows[2]}), u"2 models · 4.00 GB"_s);
    QCOMPARE(SeveralRows::here(all), u"2 of 3 are here · 4.00 GB on disk"_s);
    QCOMPARE(SeveralRows::here({&rows[1], &rows[1]}), u"None of them is here"_s);
    QCOMPARE(SeveralRows::speech(all), u"3 models chosen, about 6.00 GB"_s);
    QCOMPARE(SeveralRows::names(all), u"one · 2.00 GB\ntwo · ≈ 2.00 GB\nthree · 2.00 GB"_s);
}

void SeveralTest::chosenByKeys()
{
    ThreeScene scene;
    const QSignalSpy told(scene.child<ui::ModelsPane>(), &ui::ModelsPane::chosenTold);
    scene.choose(kOne);
    QCOMPARE(scene.chosen(), QStringList{kOne});
    QCOMPARE(told.size(), 0); // its row is read
    scene.press(Qt::Key_Down, Qt::ShiftModifier);
    scene.press(Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(scene.chosen(), kAll);
    QCOMPARE(told.size(), 2);
    QCOMPARE(told.last().first().toString(), u"3 models chosen, about 3.00 GB"_s);
    QTRY_VERIFY(scene.shows(u"3 models · ≈ 3.00 GB"_s));
    QVERIFY(scene.shows(u"None of them is here"_s));
    // The keys go on without the choice, and put a single row in or out.
    scene.press(Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(scene.chosen(), kAll);
    scene.press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(scene.chosen(), QStringList({kOne, kThree}));
    QTRY_VERIFY(scene.shows(u"2 models · ≈ 2.00 GB"_s));
    scene.press(Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(scene.chosen(), kAll);
    scene.press(Qt::Key_Home);
    QVERIFY(scene.chosen().isEmpty()); // the family's row
    scene.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(scene.chosen().size(), scene.workbench().tree().sums().rows);
    scene.press(Qt::Key_Down);
    QCOMPARE(scene.chosen().size(), 1);
    QTRY_VERIFY(!scene.child<ui::SeveralPanel>()->isVisible());
}

// What looks chosen is counted, and what is chosen is seen.
void SeveralTest::closedFamilies()
{
    ThreeScene scene;
    const QItemSelectionModel &rows = *scene.view().selectionModel();
    scene.choose(kThree);
    for (int i = 0; i < 3; ++i)
        scene.press(Qt::Key_Up, Qt::ShiftModifier); // to the family's own row
    const int family = scene.view().currentIndex().row();
    QVERIFY(!scene.view().currentIndex().parent().isValid());
    QCOMPARE(scene.chosen(), kAll);
    QVERIFY(!rows.isRowSelected(family, QModelIndex()));
    scene.press(Qt::Key_Home);
    scene.press(Qt::Key_Left);
    QVERIFY(!scene.view().isExpanded(scene.view().model()->index(0, 0)));
    QVERIFY(scene.chosen().isEmpty() && rows.selectedIndexes().isEmpty());
    scene.press(Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(scene.chosen().size(), scene.workbench().tree().sums().rows);
    QVERIFY(scene.view().isExpanded(scene.view().model()->index(0, 0)));
    QVERIFY(!rows.isRowSelected(0, QModelIndex()));
}

void SeveralTest::chosenByMouse()
{
    ThreeScene scene;
    scene.choose(kOne);
    scene.chooseToo(kThree);
    QCOMPARE(scene.chosen(), QStringList({kOne, kThree}));
    scene.chooseToo(kOne);
    QCOMPARE(scene.chosen(), QStringList{kThree});
    scene.choose(kOne);
    QTest::mouseClick(scene.view().viewport(), Qt::LeftButton, Qt::ShiftModifier,
                      scene.cell(kThree, 1).center());
    QCOMPARE(scene.chosen(), kAll);
    // The other button keeps what is chosen, where it is pressed on one of it.
    QTest::mouseClick(scene.view().viewport(), Qt::RightButton, {}, scene.cell(kTwo, 1).center());
    QCOMPARE(scene.chosen(), kAll);
    scene.choose(kTwo);
    QCOMPARE(scene.chosen(), QStringList{kTwo});
}

void SeveralTest::tickedTogether()
{
    ThreeScene scene;
    scene.choose(kOne);
    scene.chooseToo(kThree);
    scene.press(Qt::Key_Space);
    QCOMPARE(scene.workbench().tree().sums().ticked, 2);
    QVERIFY(!scene.row(kTwo)->ticked);
    scene.press(Qt::Key_Space);
    QCOMPARE(scene.workbench().tree().sums().ticked, 0);
    scene.clickBox(kThree); // the box of one of them means all
    QCOMPARE(scene.workbench().tree().sums().ticked, 2);
    QCOMPARE(scene.chosen(), QStringList({kOne, kThree}));
    scene.clickBox(kTwo); // that of another one, just this
    QCOMPARE(scene.workbench().tree().sums().ticked, 3);
    QCOMPARE(scene.chosen(), QStringList{kTwo});
}

void SeveralTest::theyStayChosen()
{
    ThreeScene scene;
    scene.choose(kOne);
    scene.chooseToo(kThree);
    scene.view().sortByColumn(0, Qt::DescendingOrder);
    QCOMPARE(scene.chosen(), QStringList({kThree, kOne})); // two, three, one
    scene.view().sortByColumn(0, Qt::AscendingOrder);
    QCOMPARE(scene.chosen(), QStringList({kOne, kThree}));
    auto *search = scene.child<ui::SearchField>();
    QTest::keyClicks(search, u"three"_s);
    QTRY_COMPARE(scene.chosen(), QStringList{kThree});
    QTRY_COMPARE(scene.child<ui::DetailsPanel>()->key(), kThree);
    search->clear();
    QTRY_COMPARE(scene.chosen(), QStringList({kOne, kThree}));
    QTRY_VERIFY(scene.shows(u"2 models · ≈ 2.00 GB"_s));
    QTest::keyClicks(search, u"nothing of that name"_s);
    QTRY_VERIFY(scene.chosen().isEmpty());
    QTRY_VERIFY(!scene.child<ui::SeveralPanel>()->isVisible());
    search->clear();
    QTRY_COMPARE(scene.chosen(), QStringList({kOne, kThree}));
    QCOMPARE(
        scene.view().currentIndex().siblingAtColumn(0),
        scene.view().indexAt(scene.cell(kThree, 0).center()).siblingAtColumn(0)); // keys go on from there
    scene.workbench().setExtra(true);                                             // the rows are made anew
    QTRY_COMPARE(scene.chosen(), QStringList({kOne, kThree}));
    // Another choice is another choice, also of what is hidden.
    QTest::keyClicks(search, u"three"_s);
    QTRY_COMPARE(scene.chosen(), QStringList{kThree});
    scene.choose(kThree);
    scene.chooseToo(kThree);
    QVERIFY(scene.chosen().isEmpty());
    search->clear();
    QTRY_VERIFY(scene.view().model()->rowCount() > 0);
    QVERIFY(scene.chosen().isEmpty());
}

void SeveralTest::hiddenByCollapse()
{
    ThreeScene scene;
    scene.offerOnly(u"Other"_s, u"demo/four"_s, 1000);
    scene.close();
    scene.open();
    scene.choose(kOne);
    scene.chooseToo(kTwo);
    scene.chooseToo(u"demo/four"_s);
    QCOMPARE(scene.chosen().size(), 3);
    const QModelIndex family = scene.view().indexAt(scene.cell(kOne, 0).center()).parent();
    const QRect arrow =
        ui::ModelDelegate::arrowRect(scene.view().visualRect(family), scene.view().layoutDirection());
    QTest::mouseClick(scene.view().viewport(), Qt::LeftButton, {}, arrow.center());
    QVERIFY(!scene.view().isExpanded(family));
    QCOMPARE(scene.chosen(), QStringList{u"demo/four"_s}); // what is not seen is not meant
}

void SeveralTest::oneWorksAsBefore()
{
    ThreeScene scene;
    scene.choose(kTwo);
    QTRY_COMPARE(scene.child<ui::DetailsPanel>()->key(), kTwo);
    scene.press(Qt::Key_Space);
    QVERIFY(scene.row(kTwo)->ticked && !scene.row(kOne)->ticked);
    scene.window().resize(800, 500);
    QTRY_VERIFY(!scene.child<ui::DetailsPanel>()->isVisible());
    scene.choose(kOne);
    scene.chooseToo(kTwo);
    scene.press(Qt::Key_Return); // the drawer sums them up
    QTRY_VERIFY(scene.shows(u"2 models · ≈ 2.00 GB"_s));
    QTest::keyClick(&scene.window(), Qt::Key_Escape);
    QTRY_VERIFY(!scene.child<ui::DetailsPanel>()->isVisible());
    QCOMPARE(scene.chosen(), QStringList({kOne, kTwo}));
}

void SeveralTest::deletedTogether()
{
    ThreeScene scene(true);
    QVERIFY(scene.install(kAll));
    scene.chooseAll();
    QTRY_VERIFY(scene.child<ui::SeveralPanel>()->isVisible());
    QVERIFY(scene.pick(kTwo, u"Delete models (3)…"_s));
    QTRY_VERIFY_WITH_TIMEOUT(scene.question(), kPatienceMs);
    const QPointer<QMessageBox> first = scene.question();
    QCOMPARE(first->text(), u"Delete 3 models?"_s);
    for (const QString &id : kAll)
        QVERIFY2(first->informativeText().contains(id.section(u'/', 1)),
                 qPrintable(first->informativeText()));
    QVERIFY2(first->informativeText().contains(u"Deleting them frees"_s),
             qPrintable(first->informativeText()));
    QTest::keyClick(first, Qt::Key_Return); // a hasty key
    QTRY_VERIFY(!first || !first->isVisible());
    QTest::qWait(200);
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
    QVERIFY(scene.pick(kTwo, u"Delete models (3)…"_s));
    QTRY_VERIFY_WITH_TIMEOUT(scene.question(), kPatienceMs);
    QTest::mouseClick(scene.button(u"Delete"_s, scene.question()), Qt::LeftButton);
    for (const QString &id : kAll) {
        QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.library() + u'/' + id), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(scene.row(id)->disk.state, OnDisk::Absent, kPatienceMs);
        QVERIFY(!scene.row(id)->job);
    }
    QCOMPARE(scene.chosen(), kAll);
}

void SeveralTest::deleteKeyTellsWhatStays()
{
    ThreeScene scene(true);
    QVERIFY(scene.install({kOne, kTwo}));
    // Gone on with by its user: it cannot go, and is no reason to keep the other.
    test::writeFile(scene.library() + u'/' + kTwo + u"/.git/refs/heads/main"_s, QByteArray(40, 'a') + '\n');
    scene.chooseAll();
    scene.press(Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(scene.question(), kPatienceMs);
    const QString text = scene.question()->informativeText();
    QVERIFY2(text.contains(u"1 chosen model is left out"_s), qPrintable(text));
    QVERIFY2(text.contains(u"two stays: "_s), qPrintable(text));
    QTest::mouseClick(scene.button(u"Delete"_s, scene.question()), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.file(kOne)), kPatienceMs);
    QVERIFY(QFileInfo::exists(scene.file(kTwo)));
}

void SeveralTest::verifiedAndRepaired()
{
    ThreeScene scene(true);
    QVERIFY(scene.install({kOne, kTwo}));
    scene.chooseAll();
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(scene.pick(kOne, u"Verify (2 of 3)"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().startsWith(u"2 models are as they were published, 600 kB"_s),
                             kPatienceMs);
    const QByteArray whole = test::readFile(scene.file(kTwo));
    QByteArray bad = whole;
    bad[1000] = static_cast<char>(bad[1000] ^ 1);
    test::writeFile(scene.file(kTwo), bad);
    QVERIFY(scene.pick(kOne, u"Verify (2 of 3)"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kTwo), u"Damaged"_s, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().startsWith(u"1 model is damaged: two."_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Repair"_s, banner), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kTwo), u"Here"_s, kPatienceMs);
    QCOMPARE(test::readFile(scene.file(kTwo)), whole);
}

// One at work, the others wait; those that wait can be stopped, and all answer.
void SeveralTest::oneAfterTheOther()
{
    ThreeScene scene(true);
    QVERIFY(scene.install(kAll));
    ui::ModelCare &care = scene.workbench().tools().care();
    int answered = 0;
    int cancelled = 0;
    for (const QString &id : kAll) {
        care.verify(id, [&](const base::Result<session::VerifiedFolder> &found) {
            ++answered;
            cancelled += !found && found.error().kind == base::ErrorKind::Cancelled ? 1 : 0;
        });
        QVERIFY(care.isBusy(id));
    }
    care.stop(kThree); // which waits
    QTRY_COMPARE_WITH_TIMEOUT(answered, 3, kPatienceMs);
    QVERIFY(cancelled >= 1);
    for (const QString &id : kAll)
        QVERIFY(!care.isBusy(id));
    care.verify(kThree,
                [&](const base::Result<session::VerifiedFolder> &found) { answered += found ? 1 : 0; });
    QTRY_COMPARE_WITH_TIMEOUT(answered, 4, kPatienceMs); // no turn was lost
}

void SeveralTest::sharedTogether()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    ThreeScene scene(true);
    QVERIFY(scene.install({kOne, kTwo}));
    scene.choose(kOne);
    scene.chooseToo(kTwo);
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(scene.pick(kOne, u"Share with Hugging Face cache (2)"_s));
    if (!QTest::qWaitFor([&] { return banner->text().startsWith(u"2 models are shared now"_s); },
                         kPatienceMs))
        QFAIL(qPrintable(banner->text()));
    const QString cache =
        QString::fromLocal8Bit(qgetenv("HOME")) + u"/.cache/huggingface/hub/models--demo--"_s;
    QVERIFY(QFileInfo::exists(cache + u"one/snapshots"_s) && QFileInfo::exists(cache + u"two/snapshots"_s));
    QTest::mouseClick(scene.button(u"Undo"_s, banner), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().startsWith(u"2 models are no longer shared"_s), kPatienceMs);
    QVERIFY(!QFileInfo::exists(cache + u"one/snapshots"_s) && !QFileInfo::exists(cache + u"two/snapshots"_s));
}

void SeveralTest::updatesAreLookedFor()
{
    ThreeScene scene(true);
    QVERIFY(scene.install({kOne, kTwo}));
    scene.choose(kOne);
    scene.chooseToo(kTwo);
    QVERIFY(scene.pick(kOne, u"Look for updates (2)"_s));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().startsWith(u"The chosen models are up to date"_s), kPatienceMs);
}

void SeveralTest::copied()
{
    ThreeScene scene(true);
    QVERIFY(scene.install({kOne, kTwo}));
    scene.chooseAll();
    QVERIFY(scene.pick(kOne, u"Copy paths (2 of 3)"_s));
    QCOMPARE(QApplication::clipboard()->text(),
             scene.library() + u'/' + kOne + u'\n' + scene.library() + u'/' + kTwo);
    QVERIFY(scene.pick(kOne, u"Copy ids (3)"_s));
    QCOMPARE(QApplication::clipboard()->text(), kAll.join(u'\n'));
    QVERIFY(scene.pick(kOne, u"Copy addresses (3)"_s));
    QCOMPARE(QApplication::clipboard()->text().split(u'\n').size(), 3);
    QVERIFY(!QApplication::clipboard()->text().contains(QChar(0x200B)));
}

WEIGHTYARD_TEST(SeveralTest)

} // namespace several_test

#include "several_test.moc"
