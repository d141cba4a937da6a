// What is chosen of a model while browsing: by usual choices, by patterns and by ticks, with mouse and keyboard;
// and what of it reaches the download.
#include "browse_scene.h"
#include "test_registry.h"

#include "session/installed_choice.h"
#include "ui/browse/file_tree.h"
#include "ui/browse/pick_presets.h"
#include "ui/browse/variant_list.h"

#include <QAccessible>
#include <QApplication>
#include <QFileInfo>
#include <QMenu>

namespace browse_pick_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::BrowseScene;
using test::kCoder;
using test::kPatienceMs;

namespace {

// A window on the files of the coder: each folder's weights are 100 kB times its bits.
class PickScene : public BrowseScene
{
public:
    void openFiles()
    {
        addCoder("# R\n", 100'000, true);
        open();
        QTRY_COMPARE_WITH_TIMEOUT(rows(), 1, kPatienceMs);
        click(0);
        QTRY_VERIFY_WITH_TIMEOUT(button(u"Files"_s) && button(u"Files"_s)->isVisible(), kPatienceMs);
        QTest::mouseClick(button(u"Files"_s), Qt::LeftButton);
        QTRY_VERIFY(tree().isVisible());
    }
    ui::FileTree &tree() { return *window.child<ui::FileTree>(); }
    QLineEdit &pattern(const QString &name)
    {
        for (QLineEdit *field : details().findChildren<QLineEdit *>()) {
            if (field->accessibleName() == name)
                return *field;
        }
        qFatal("no field");
    }
    QString preset()
    {
        for (QAbstractButton *one : details().findChildren<QAbstractButton *>()) {
            if (one->accessibleName().startsWith("Files: "_L1))
                return one->accessibleName().mid(7);
        }
        return {};
    }
    QAbstractButton &presetButton() { return *button(preset() + u" ▾"_s); }
    QMenu *presets()
    {
        QTest::mouseClick(&presetButton(), Qt::LeftButton);
        return qobject_cast<QMenu *>(QApplication::activePopupWidget());
    }
    void choosePreset(const QString &begin)
    {
        QMenu *menu = presets();
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text().startsWith(begin))
                return QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        }
        menu->close();
        QFAIL(qPrintable(begin));
    }
    void showPatterns() { QTest::mouseClick(button(u"Patterns"_s), Qt::LeftButton); }
    void type(const QString &name, const QString &text)
    {
        pattern(name).setFocus();
        pattern(name).selectAll();
        text.isEmpty() ? QTest::keyClick(&pattern(name), Qt::Key_Delete)
                       : QTest::keyClicks(&pattern(name), text);
    }
    bool costs(const QString &text)
    {
        QAbstractButton *download = button(u"Download"_s);
        return download->text() == u"Download · "_s + text && download->isEnabled();
    }
    QModelIndex top(const QString &name)
    {
        for (int i = 0; i < tree().model()->rowCount(); ++i) {
            const QModelIndex index = tree().model()->index(i, 0);
            if (index.data().toString() == name)
                return index;
        }
        return {};
    }
    int stateOf(const QString &name) { return top(name).data(Qt::CheckStateRole).toInt(); }
};

} // namespace

class BrowsePickTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void presets();
    void patterns();
    void patternsReachTheDownload();
    void noHit();
    void ticksHaveNames();
    void byKeyboard();
    void spoken();
    void lowWindow();
};

void BrowsePickTest::presets()
{
    PickScene scene;
    scene.openFiles();
    QMenu *menu = scene.presets();
    QVERIFY(menu);
    QStringList texts;
    for (QAction *action : menu->actions()) {
        if (!action->isSeparator())
            texts.append(action->text());
    }
    QCOMPARE(texts.size(), 6); // all, weights, four variants; there are no doubles
    QVERIFY2(texts.first().startsWith(u"All files\t2.1"_s), qPrintable(texts.first()));
    menu->close();
    scene.choosePreset(u"All files"_s);
    QTRY_COMPARE(scene.preset(), u"All files"_s);
    QCOMPARE(scene.stateOf(u"8-bit/"_s), int(Qt::Checked));
    scene.choosePreset(u"Weights and"_s);
    QTRY_COMPARE(scene.preset(), u"Weights and configuration"_s);
    QCOMPARE(scene.stateOf(u"8-bit/"_s), int(Qt::Checked));
    QCOMPARE(scene.stateOf(u"README.md"_s), int(Qt::Unchecked));
    QCOMPARE(scene.pattern(u"Include"_s).text(), u"*.safetensors, *.json"_s); // and can be changed
    scene.choosePreset(u"3-bit"_s);
    QTRY_COMPARE(scene.preset(), u"3-bit"_s);
    QVERIFY(scene.costs(u"300 kB"_s));
    QVERIFY(scene.pattern(u"Include"_s).text().isEmpty());
}

void BrowsePickTest::patterns()
{
    PickScene scene;
    scene.openFiles();
    scene.choosePreset(u"3-bit"_s);
    QVERIFY(!scene.pattern(u"Include"_s).isVisible());
    scene.showPatterns();
    QVERIFY(scene.pattern(u"Include"_s).isVisible() && scene.pattern(u"Include"_s).hasFocus());
    scene.type(u"Include"_s, u"3-bit/*, 6-bit/*"_s);
    QTRY_VERIFY(scene.costs(u"900 kB"_s));
    QCOMPARE(scene.preset(), u"By patterns"_s);
    QCOMPARE(scene.stateOf(u"6-bit/"_s), int(Qt::Checked));
    QCOMPARE(scene.stateOf(u"LICENSE"_s), int(Qt::Unchecked));
    scene.type(u"Exclude"_s, u"6-bit/*.safetensors"_s);
    QTRY_VERIFY(scene.costs(u"300 kB"_s));
    QCOMPARE(scene.stateOf(u"6-bit/"_s), int(Qt::PartiallyChecked));
    // Without what is included, it is left out of the usual choice made before.
    scene.type(u"Exclude"_s, u"*.md"_s);
    scene.type(u"Include"_s, {});
    QTRY_COMPARE(scene.preset(), u"3-bit, but for patterns"_s);
    QVERIFY(scene.costs(u"300 kB"_s));
    QCOMPARE(scene.stateOf(u"LICENSE"_s), int(Qt::Checked));
    QCOMPARE(scene.stateOf(u"README.md"_s), int(Qt::Unchecked));
}

void BrowsePickTest::patternsReachTheDownload()
{
    PickScene scene;
    scene.openFiles();
    scene.showPatterns();
    scene.type(u"Include"_s, u"3-bit/*"_s);
    QTRY_VERIFY(scene.costs(u"300 kB"_s));
    QTest::mouseClick(scene.button(u"Download"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(kCoder), std::optional(job::JobState::Installed),
                              kPatienceMs);
    const auto installed = session::installedModels({scene.window.library()}, scene.window.configDir());
    QCOMPARE(installed.models.size(), 1);
    QCOMPARE(installed.models.first().record.picks.size(), 1);
    const base::PickWish &wish = installed.models.first().record.picks.first();
    QCOMPARE(wish.include, QStringList{u"3-bit/*"_s}); // an update chooses by it again
    QVERIFY(wish.paths.isEmpty() && wish.variants.isEmpty());
    const QString folder = scene.window.library() + u'/' + kCoder;
    QVERIFY(QFileInfo::exists(folder + u"/3-bit/config.json"_s));
    QVERIFY(!QFileInfo::exists(folder + u"/README.md"_s));
}

void BrowsePickTest::noHit()
{
    PickScene scene;
    scene.openFiles();
    scene.showPatterns();
    scene.type(u"Include"_s, u"*.ggml"_s);
    QTRY_VERIFY(scene.says(u"No file matches “*.ggml”"_s, &scene.details()));
    QVERIFY(!scene.button(u"Download"_s)->isEnabled());
    QVERIFY(!scene.button(u"Add to list"_s)->isEnabled());
    scene.type(u"Include"_s, u"4-bit/*"_s);
    QTRY_VERIFY(scene.costs(u"400 kB"_s));
    scene.type(u"Exclude"_s, u"*"_s); // hits all: nothing is left
    QTRY_VERIFY(scene.says(u"Nothing is chosen"_s, &scene.details()));
    QVERIFY(!scene.button(u"Download"_s)->isEnabled());
    scene.choosePreset(u"All files"_s);
    QTRY_VERIFY(scene.button(u"Download"_s)->isEnabled());
}

// What is ticked file by file is asked for by a name that an update understands, where it has one.
void BrowsePickTest::ticksHaveNames()
{
    PickScene scene;
    scene.openFiles();
    scene.choosePreset(u"4-bit"_s);
    const auto tick = [&](const QString &name, Qt::CheckState state) {
        scene.tree().model()->setData(scene.top(name), state, Qt::CheckStateRole);
    };
    tick(u"3-bit/"_s, Qt::Checked);
    QCOMPARE(scene.preset(), u"Ticked files"_s);
    tick(u"4-bit/"_s, Qt::Unchecked);
    QCOMPARE(scene.preset(), u"3-bit"_s);
    for (const char *folder : {"3-bit/", "README.md", "LICENSE", ".gitattributes"})
        tick(QString::fromLatin1(folder), Qt::Unchecked);
    QCOMPARE(scene.preset(), u"Nothing"_s);
    QVERIFY(!scene.button(u"Download"_s)->isEnabled());
    for (const char *folder : {"3-bit/", "4-bit/", "6-bit/", "8-bit/"})
        tick(QString::fromLatin1(folder), Qt::Checked);
    QCOMPARE(scene.preset(), u"Weights and configuration"_s);
}

void BrowsePickTest::byKeyboard()
{
    PickScene scene;
    scene.openFiles();
    scene.presetButton().setFocus(Qt::TabFocusReason);
    QTest::keyClick(&scene.presetButton(), Qt::Key_Space);
    QWidget *menu = QApplication::activePopupWidget();
    QVERIFY(menu);
    QTest::keyClick(menu, Qt::Key_Down);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE(scene.preset(), u"All files"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), scene.button(u"Patterns"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(QApplication::focusWidget(), &scene.pattern(u"Include"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"3-bit/*"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return); // does not wait
    QVERIFY(scene.costs(u"300 kB"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &scene.pattern(u"Exclude"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), &scene.tree());
    QCOMPARE(scene.tree().currentIndex().data().toString(), u"8-bit/"_s);
    QTest::keyClick(&scene.tree(), Qt::Key_Space);
    QCOMPARE(scene.stateOf(u"8-bit/"_s), int(Qt::Checked));
    QVERIFY(scene.costs(u"1.10 MB"_s));
}

void BrowsePickTest::spoken()
{
    PickScene scene;
    scene.openFiles();
    scene.choosePreset(u"3-bit"_s);
    const auto spoken = [&](const QString &name) {
        return scene.top(name).data(Qt::AccessibleTextRole).toString();
    };
    QCOMPARE(spoken(u"3-bit/"_s), u"3-bit, folder with 2 files, 300 kB, chosen"_s);
    QCOMPARE(spoken(u"8-bit/"_s), u"8-bit, folder with 2 files, 800 kB"_s);
    scene.showPatterns();
    scene.type(u"Include"_s, u"*.none"_s);
    QTRY_COMPARE(scene.pattern(u"Include"_s).accessibleDescription(), u"No file matches “*.none”."_s);
    const QAccessibleInterface *field = QAccessible::queryAccessibleInterface(&scene.pattern(u"Include"_s));
    QVERIFY(field);
    QCOMPARE(field->text(QAccessible::Name), u"Include"_s);
    QVERIFY(!scene.presetButton().accessibleDescription().isEmpty());
}

// What can be chosen is seen without scrolling; what is known is a click away.
void BrowsePickTest::lowWindow()
{
    PickScene scene;
    scene.addCoder("# R\n", 100'000, true);
    scene.open();
    scene.window.window().resize(800, 500);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.click(0);
    QTest::keyClick(&scene.view(), Qt::Key_Return);
    auto *variants = scene.window.child<ui::VariantList>();
    QTRY_VERIFY_WITH_TIMEOUT(variants->isVisible() && scene.says(u"Left out"_s, &scene.details()),
                             kPatienceMs);
    const int row = variants->visualRect(variants->model()->index(0, 0)).height();
    QVERIFY(row > 0);
    QTRY_VERIFY(variants->visibleRegion().boundingRect().height() >= 2 * row);
    QVERIFY(!scene.says(u"not scanned"_s, &scene.details()));
    QTest::mouseClick(scene.button(u"All facts"_s), Qt::LeftButton);
    QTRY_VERIFY(scene.says(u"not scanned"_s, &scene.details()));
    scene.window.window().resize(1100, 720);
    QTRY_VERIFY(!scene.button(u"All facts"_s) || !scene.button(u"All facts"_s)->isVisible());
    QVERIFY(scene.says(u"not scanned"_s, &scene.details()));
}

WEIGHTYARD_TEST(BrowsePickTest)

} // namespace browse_pick_test

#include "browse_pick_test.moc"
