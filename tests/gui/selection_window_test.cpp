// What is selected: told where it is not seen, and where it does not fit.
#include "test_registry.h"
#include "window_scene.h"

#include "repo_builder.h"
#include "store_results.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/models_pane.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <algorithm>

namespace selection_window_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::kOne;
using test::WindowScene;

namespace {

bool says(WindowScene &scene, const QString &text)
{
    const QList<QLabel *> labels = scene.child<ui::ModelsPane>()->findChildren<QLabel *>();
    return std::any_of(labels.cbegin(), labels.cend(),
                       [&](const QLabel *label) { return label->isVisible() && label->text() == text; });
}

} // namespace

class SelectionWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsHiddenIsTold();
    void chipsCountWhatIsFound();
    void anotherFolderIsOffered();
    void safeLeavesOut();
};

void SelectionWindowTest::whatIsHiddenIsTold()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.offerOnly(u"Demo"_s, u"demo/two"_s, 1000);
    scene.open();
    scene.clickBox(kOne);
    scene.clickBox(u"demo/two"_s);
    QTRY_COMPARE(scene.workbench().tree().sums().selected, 2);
    QVERIFY(!scene.button(u"Show them"_s));
    auto *search = scene.child<ui::SearchField>();
    QTest::keyClicks(search, u"two"_s);
    QTRY_VERIFY(says(scene, u"2 selected (1 hidden)"_s));
    QTest::keyClicks(search, u"x"_s);
    QTRY_VERIFY(says(scene, u"2 selected (2 hidden)"_s));
    QTest::mouseClick(scene.button(u"Show them"_s), Qt::LeftButton);
    QTRY_VERIFY(!scene.button(u"Show them"_s));
    QVERIFY(search->text().isEmpty());
    QTest::mouseClick(scene.button(u"Here"_s), Qt::LeftButton); // a chip hides as well
    QTRY_VERIFY(says(scene, u"2 selected (2 hidden)"_s));
    QTest::mouseClick(scene.button(u"Show them"_s), Qt::LeftButton);
    QTRY_VERIFY(!scene.button(u"Show them"_s));
}

void SelectionWindowTest::chipsCountWhatIsFound()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 10'000);
    scene.offerOnly(u"Demo"_s, u"demo/two"_s, 1000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, job::JobState::Installed);
    const auto chips = [&scene] {
        QStringList texts;
        for (const QPushButton *chip : scene.child<ui::ChipBar>()->findChildren<QPushButton *>())
            texts.append(chip->text());
        texts.sort();
        return texts.join(u", "_s);
    };
    QTRY_COMPARE(chips(), u"All 28, Here 1, Not here 27, Problems 0, Updates 0"_s);
    auto *search = scene.child<ui::SearchField>();
    search->setText(u"DEMO/"_s);
    QTRY_COMPARE(chips(), u"All 2, Here 1, Not here 1, Problems 0, Updates 0"_s);
    search->setText(u"demo/ two"_s);
    QTRY_COMPARE(chips(), u"All 1, Here 0, Not here 1, Problems 0, Updates 0"_s);
    QTest::mouseClick(scene.button(u"Here 0"_s), Qt::LeftButton);
    QTRY_COMPARE(chips(), u"All 1, Here 0, Not here 1, Problems 0, Updates 0"_s);
    QVERIFY(says(scene, u"No model in this state matches “demo/ two”."_s));
    QTest::mouseClick(scene.button(u"Show 1 of another state"_s), Qt::LeftButton);
    QTRY_VERIFY(!scene.button(u"Show 1 of another state"_s));
    QCOMPARE(scene.child<ui::ModelView>()->model()->rowCount(), 1);
    QTest::mouseClick(scene.button(u"Here 0"_s), Qt::LeftButton);
    search->clear();
    QTRY_COMPARE(chips(), u"All 28, Here 1, Not here 27, Problems 0, Updates 0"_s);
}

void SelectionWindowTest::anotherFolderIsOffered()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 900'000'000'000'000);
    scene.open();
    scene.clickBox(kOne);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY(scene.button(u"Select what fits"_s, banner));
    QTest::mouseClick(scene.button(u"Choose another folder"_s, banner), Qt::LeftButton);
    QTRY_VERIFY(scene.child<QFileDialog>() && scene.child<QFileDialog>()->isVisible());
    scene.child<QFileDialog>()->reject();
}

// What is told before the click is what the download brings, also where the setting is changed in between.
void SelectionWindowTest::safeLeavesOut()
{
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsTrack(u"*.safetensors"_s);
    repo.lfsFile(u"pytorch_model.bin"_s, test::patternBytes(400'000, 1));
    repo.lfsFile(u"model.safetensors"_s, test::patternBytes(300'000, 2)).commit("one");
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.hub().addRepository(kOne, repo);
    scene.open();
    scene.clickBox(kOne);
    scene.workbench().askHub({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->facts, test::kPatienceMs);
    const auto missing = [&] { return scene.workbench().tree().sums().selectedMissing.value(); };
    const qint64 all = scene.row(kOne)->facts->bytes;
    QCOMPARE(missing(), all);

    ui::Preferences &preferences = scene.workbench().preferences();
    QVERIFY(preferences.set(u"safe"_s, true));
    QCOMPARE(missing(), all - 400'000);
    QCOMPARE(scene.workbench().plan({kOne}).bytes, all - 400'000);
    QVERIFY(preferences.set(u"safe"_s, false));
    QCOMPARE(missing(), all);
    QVERIFY(preferences.set(u"safe"_s, true));

    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, job::JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, library::OnDisk::Here, test::kPatienceMs);
    QCOMPARE(scene.row(kOne)->disk.ownBytes(), all - 400'000);
    const QString folder = scene.library() + u'/' + kOne;
    QVERIFY(QFileInfo::exists(folder + u"/model.safetensors"_s));
    QVERIFY(!QFileInfo::exists(folder + u"/pytorch_model.bin"_s));
}

WEIGHTYARD_TEST(SelectionWindowTest)

} // namespace selection_window_test

#include "selection_window_test.moc"
