// Families that the user collapses stay so; the sorted column says so beside its text.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/model/model_filter.h"
#include "ui/widgets/model_delegate.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/sort_header.h"

#include <QStyleOptionHeader>
#include <QTest>

namespace expansion_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::kOne;
using test::WindowScene;

namespace {

const QString kOther = u"other/two"_s;

class Scene : public WindowScene
{
public:
    Scene()
    {
        offerOnly(u"Demo"_s, kOne, 1000);
        offerOnly(u"Other"_s, kOther, 2000);
    }

    ui::ModelView &view() { return *child<ui::ModelView>(); }
    QModelIndex familyOf(const QString &id)
    {
        const auto *filter = qobject_cast<const ui::ModelFilter *>(view().model());
        return filter->mapFromSource(workbench().tree().indexOf(id)).parent();
    }
    bool isOpen(const QString &id) { return familyOf(id).isValid() && view().isExpanded(familyOf(id)); }
    void clickArrow(const QString &id)
    {
        view().scrollTo(familyOf(id));
        const QRect cell = view().visualRect(familyOf(id));
        QTest::mouseClick(view().viewport(), Qt::LeftButton, {},
                          ui::ModelDelegate::arrowRect(cell, view().layoutDirection()).center());
    }
    void clickHeader(int column)
    {
        auto *header = view().header();
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {},
                          {header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                           header->height() / 2});
    }
};

QString shownIn(const ui::ModelView &view, int column)
{
    QStyleOptionHeaderV2 option;
    option.rect = QRect(0, 0, 200, 30);
    qobject_cast<ui::SortHeader *>(view.header())->initStyleOptionForIndex(&option, column);
    // What the style would paint lies over the text.
    return option.sortIndicator == QStyleOptionHeader::None ? option.text : u"painted by the style"_s;
}

} // namespace

class ExpansionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void staysAsTheUserLeftIt();
    void searchShowsWhatMatches();
    void nextStart();
    void sortedColumn();
};

void ExpansionTest::staysAsTheUserLeftIt()
{
    Scene scene;
    scene.open();
    QVERIFY(scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
    scene.clickArrow(kOne);
    QVERIFY(!scene.isOpen(kOne));
    QTest::mouseClick(scene.button(u"Not here"_s), Qt::LeftButton);
    QVERIFY(!scene.isOpen(kOne));
    QTest::mouseClick(scene.button(u"Here"_s), Qt::LeftButton); // none is seen
    QTest::mouseClick(scene.button(u"All "_s), Qt::LeftButton);
    QVERIFY(!scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
    scene.clickHeader(ui::ModelTree::Size);
    scene.clickHeader(ui::ModelTree::Size);
    QVERIFY(!scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
    scene.workbench().setExtra(true); // the list is made anew
    QVERIFY(!scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
    scene.clickArrow(kOne);
    QVERIFY(scene.isOpen(kOne));
    QTest::mouseClick(scene.button(u"Not here"_s), Qt::LeftButton);
    QVERIFY(scene.isOpen(kOne));
}

void ExpansionTest::searchShowsWhatMatches()
{
    Scene scene;
    scene.open();
    scene.clickArrow(kOne);
    auto *search = scene.child<ui::SearchField>();
    QTest::keyClicks(search, u"o"_s);
    QVERIFY(scene.isOpen(kOne));
    scene.clickArrow(kOther); // out of the way, for this search
    QTest::keyClicks(search, u"t"_s);
    QTest::keyClick(search, Qt::Key_Backspace);
    QVERIFY(scene.isOpen(kOne));
    QVERIFY(!scene.isOpen(kOther));
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(!scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
}

void ExpansionTest::nextStart()
{
    Scene scene;
    scene.open();
    scene.clickArrow(kOne);
    scene.window().close();
    scene.close();
    scene.open();
    QVERIFY(!scene.isOpen(kOne));
    QVERIFY(scene.isOpen(kOther));
}

void ExpansionTest::sortedColumn()
{
    Scene scene;
    scene.open();
    QCOMPARE(shownIn(scene.view(), ui::ModelTree::Size), u"Size"_s);
    scene.clickHeader(ui::ModelTree::Size);
    QCOMPARE(shownIn(scene.view(), ui::ModelTree::Size), u"Size ↑"_s);
    scene.clickHeader(ui::ModelTree::Size);
    QCOMPARE(shownIn(scene.view(), ui::ModelTree::Size), u"Size ↓"_s);
    QCOMPARE(shownIn(scene.view(), ui::ModelTree::Name), u"Model"_s);
    const QAbstractItemModel *families = scene.view().model();
    QCOMPARE(families->index(families->rowCount() - 1, 0).data().toString(), u"Demo"_s); // the smallest sum
}

WEIGHTYARD_TEST(ExpansionTest)

} // namespace expansion_test

#include "expansion_test.moc"
