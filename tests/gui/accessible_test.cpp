// What a screen reader finds in the window, asked as it asks: roles, names, values, and what is told while it listens.
#include "staged_states.h"
#include "test_registry.h"

#include "ui/widgets/banner.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/disk_gauge.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/path_label.h"
#include "ui/widgets/share_bar.h"
#include "ui/window/announcer.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>
#include <limits>

namespace accessible_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::WindowScene;

namespace {

QAccessibleInterface &heard(QWidget *widget)
{
    QAccessibleInterface *found = QAccessible::queryAccessibleInterface(widget);
    Q_ASSERT(found);
    return *found;
}

/// "NAME|SIZE|STATUS" of a model, as its cells are read.
QString rowTexts(WindowScene &scene, const QString &name)
{
    const QAbstractItemModel &model = *scene.child<ui::ModelView>()->model();
    const QModelIndexList found =
        model.match(model.index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
    QStringList texts;
    for (int column = 0; column < 3 && !found.isEmpty(); ++column)
        texts.append(found.first().siblingAtColumn(column).data(Qt::AccessibleTextRole).toString());
    return texts.join(u'|');
}

} // namespace

class AccessibleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsByColumn();
    void oneOfSeveral();
    void gaugeHasFigures();
    void sharesHaveFigures();
    void bannerIsAlert();
    void endIsTold();
    void factsHaveNames();
    void pathIsCopiedAsItIs();
};

void AccessibleTest::rowsByColumn()
{
    WindowScene scene;
    scene.open();
    test::showAllStates(scene);
    QCOMPARE(rowTexts(scene, u"Phi-2"_s), u"Phi-2, not ticked|1.76 GB|Here, without git history"_s);
    QCOMPARE(rowTexts(scene, u"Phi-3.5 mini Instruct"_s),
             u"Phi-3.5 mini Instruct, not ticked|about 2.15 GB|60 % · 88.0 MB/s, 10 s left"_s);
    QCOMPARE(rowTexts(scene, u"Phi-3.5 MoE Instruct"_s),
             u"Phi-3.5 MoE Instruct, not ticked|about 23.6 GB|Not here"_s);
    QCOMPARE(rowTexts(scene, u"Gemma 2 2B Instruct"_s).section(u'|', 2), u"Access needed"_s);
    scene.clickBox(u"mlx-community/Phi-3.5-MoE-instruct-4bit"_s);
    QVERIFY(rowTexts(scene, u"Phi-3.5 MoE Instruct"_s).startsWith(u"Phi-3.5 MoE Instruct, ticked|"_s));
    scene.clickBox(u"mlx-community/gemma-3-1b-it-qat-4bit"_s);
    QVERIFY2(rowTexts(scene, u"Gemma"_s).startsWith(u"Gemma, some ticked|about "_s),
             qPrintable(rowTexts(scene, u"Gemma"_s)));
}

void AccessibleTest::oneOfSeveral()
{
    WindowScene scene;
    scene.open();
    auto *chips = scene.child<ui::ChipBar>();
    QCOMPARE(heard(chips).role(), QAccessible::Grouping);
    QCOMPARE(heard(chips).text(QAccessible::Name), u"Filter"_s);
    for (QAbstractButton *chip : chips->findChildren<QAbstractButton *>())
        QCOMPARE(heard(chip).role(), QAccessible::RadioButton);
    QAbstractButton *git = nullptr;
    QTRY_VERIFY((git = scene.button(u"✓ Git"_s)) != nullptr);
    QVERIFY2(heard(git).text(QAccessible::Name).startsWith(u"Git "_s),
             qPrintable(heard(git).text(QAccessible::Name)));
}

void AccessibleTest::gaugeHasFigures()
{
    WindowScene scene;
    scene.open();
    auto *gauge = scene.child<ui::DiskGauge>();
    gauge->setFigures({.total = 1000, .available = 400, .models = 100, .selected = 50});
    QAccessibleInterface &bar = heard(gauge);
    QCOMPARE(bar.role(), QAccessible::ProgressBar);
    QVERIFY(bar.valueInterface());
    QCOMPARE(bar.valueInterface()->currentValue().toDouble(), 600.0);
    QCOMPARE(bar.valueInterface()->maximumValue().toDouble(), 1000.0);
    QCOMPARE(
        bar.text(QAccessible::Description),
        u"Other files 500 bytes, Models 100 bytes, Selected 50 bytes, 400 bytes free · 350 bytes after"_s);
    gauge->setFigures({.total = 1000, .available = 400, .models = {}, .selected = 50}); // not counted yet
    QCOMPARE(bar.text(QAccessible::Description), u"Selected 50 bytes, 400 bytes free · 350 bytes after"_s);
}

// Sizes that records claim: two of them are not less than one.
void AccessibleTest::sharesHaveFigures()
{
    constexpr qint64 kMost = std::numeric_limits<qint64>::max();
    ui::ShareBar bar;
    bar.setParts({{ui::ShareKind::Models, 300}, {ui::ShareKind::Partials, 100}}, 1000, u"In words"_s);
    QCOMPARE(bar.taken(), 400);
    bar.setParts({{ui::ShareKind::Models, kMost}, {ui::ShareKind::Partials, kMost}}, kMost, u"In words"_s);
    QCOMPARE(bar.taken(), kMost);
}

void AccessibleTest::bannerIsAlert()
{
    WindowScene scene;
    scene.open();
    auto *banner = scene.child<ui::Banner>();
    banner->post({.key = u"test"_s, .tone = ui::Tone::Bad, .text = u"The disk is full."_s});
    QCOMPARE(heard(banner).role(), QAccessible::AlertMessage);
    QCOMPARE(heard(banner).text(QAccessible::Name), u"The disk is full."_s);
}

void AccessibleTest::endIsTold()
{
    WindowScene scene;
    scene.offer(u"Llama"_s, test::kOne, 300'000);
    scene.open();
    const QSignalSpy told(scene.window().findChild<ui::Announcer *>(), &ui::Announcer::told);
    scene.workbench().download({test::kOne});
    WAIT_FOR_STATE(test::kOne, job::JobState::Installed);
    QTRY_COMPARE(told.size(), 1);
    const QString text = told.first().first().toString();
    QVERIFY2(text.startsWith(scene.row(test::kOne)->entry.name + u": Here"_s), qPrintable(text));
}

void AccessibleTest::factsHaveNames()
{
    WindowScene scene;
    scene.open();
    scene.choose(test::kPhi);
    auto *path = scene.window().findChild<ui::PathLabel *>();
    QVERIFY(path);
    bool hasName = false;
    for (const auto &[other, relation] : heard(path).relations(QAccessible::Label))
        hasName = hasName || other->text(QAccessible::Name) == "Folder"_L1;
    QVERIFY(hasName);
    QVERIFY(!heard(path).text(QAccessible::Name).contains(QChar(0x200B)));
}

void AccessibleTest::pathIsCopiedAsItIs()
{
    ui::PathLabel label;
    label.setPath(u"~/Models/a/b"_s, u"/home/me/Models/a/b"_s);
    label.show();
    label.setFocus();
    const auto copied = [&] {
        QTest::keyClick(&label, Qt::Key_C, Qt::ControlModifier);
        return QApplication::clipboard()->text();
    };
    label.setSelection(0, static_cast<int>(label.text().size()));
    QCOMPARE(copied(), u"/home/me/Models/a/b"_s);
    label.setSelection(2, 9); // "Models/" and a mark, and "a"
    QVERIFY2(!copied().contains(QChar(0x200B)) && copied().startsWith("Models/"_L1), qPrintable(copied()));
}

WEIGHTYARD_TEST(AccessibleTest)

} // namespace accessible_test

#include "accessible_test.moc"
