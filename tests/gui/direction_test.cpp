// From right to left a number and its unit keep together, wherever the details and the downloads say one; and the order in which keys and
// screen readers go through the window.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/widgets/file_list.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/queue_view.h"
#include "ui/widgets/rate_graph.h"
#include "ui/widgets/total_bar.h"
#include "ui/window/window_pages.h"

#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QRegularExpression>
#include <QTest>
#include <functional>

namespace direction_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::WindowScene;

namespace {

/// Everything that a view, a label or a button says.
QStringList textsIn(const QWidget &in)
{
    QStringList texts;
    for (const QLabel *label : in.findChildren<QLabel *>())
        texts.append(label->isVisible() ? label->text() : QString());
    for (const QAbstractButton *button : in.findChildren<QAbstractButton *>())
        texts.append(button->isVisible() ? button->text() : QString());
    for (const QAbstractItemView *view : in.findChildren<QAbstractItemView *>()) {
        const QAbstractItemModel *model = view->model();
        const std::function<void(const QModelIndex &)> read = [&](const QModelIndex &above) {
            for (int row = 0; model != nullptr && row < model->rowCount(above); ++row) {
                for (int column = 0; column < model->columnCount(above); ++column) {
                    const QModelIndex index = model->index(row, column, above);
                    for (const int role : {int(Qt::DisplayRole), int(Qt::AccessibleTextRole)})
                        texts.append(index.data(role).toString());
                }
                read(model->index(row, 0, above));
            }
        };
        read({});
    }
    texts.removeAll(QString());
    return texts;
}

/// A number with a unit that no isolate begins at.
QString looseIn(const QStringList &texts)
{
    static const QRegularExpression loose(
        uR"((?<![\x{2068}\d.,])\d[\d.,]* (?:bytes?|[kMGTP]B(?:/s)?|%|s|min|h|minutes?)(?!\w))"_s);
    for (const QString &text : texts) {
        QString bare = text;
        bare.remove(QRegularExpression(u"\\x{2068}[^\\x{2068}\\x{2069}]*\\x{2069}"_s));
        if (loose.match(bare).hasMatch())
            return text;
    }
    return {};
}

/// In the order of a screen reader: what it is called, if anything.
void readTree(QAccessibleInterface *one, QStringList &names)
{
    if (one == nullptr || one->state().invisible)
        return;
    names.append(one->text(QAccessible::Name));
    for (int i = 0; i < one->childCount(); ++i)
        readTree(one->child(i), names);
}

} // namespace

class DirectionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersKeepTogether();
    void listBeforeDetails();
    void cleanup() { QGuiApplication::setLayoutDirection(Qt::LeftToRight); }
};

void DirectionTest::numbersKeepTogether()
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    WindowScene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, 20'000'000));
    scene.offer(u"Demo"_s, u"demo/two"_s, 300'000);
    scene.open();
    scene.workbench().download({u"demo/two"_s});
    WAIT_FOR_STATE(u"demo/two"_s, JobState::Installed);
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job && scene.row(kOne)->job->timeLeftMs, test::kPatienceMs);
    for (const QString &id : {kOne, u"demo/two"_s}) {
        scene.choose(id);
        QTRY_VERIFY(textsIn(*scene.child<ui::DetailsPanel>()).join(u' ').contains(u" MB\u2069"_s)
                    || textsIn(*scene.child<ui::DetailsPanel>()).join(u' ').contains(u" kB\u2069"_s));
        QCOMPARE(looseIn(textsIn(*scene.child<ui::DetailsPanel>())), QString());
    }
    QCOMPARE(looseIn(textsIn(scene.window())), QString());
    scene.child<ui::WindowPages>()->showView(ui::Toolbar::View::Downloads);
    QTRY_VERIFY(scene.child<ui::QueueView>()->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(
        textsIn(scene.child<ui::WindowPages>()->downloads()).join(u' ').contains(u"/s\u2069"_s),
        test::kPatienceMs);
    QCOMPARE(looseIn(textsIn(scene.window())), QString());
    QVERIFY(!looseIn({u"2 of 3 · 1.00 MB"_s}).isEmpty()); // it finds one
}

void DirectionTest::listBeforeDetails()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 6'000'000);
    scene.slowDown(object);
    scene.open();
    scene.window().resize(1100, 720);
    scene.choose(kOne);
    scene.workbench().download({kOne});
    auto *files = scene.child<ui::FileList>();
    QTRY_VERIFY_WITH_TIMEOUT(files->isVisible(), test::kPatienceMs);
    const auto check = [&] {
        QStringList names;
        readTree(QAccessible::queryAccessibleInterface(&scene.window()), names);
        const qsizetype list = names.indexOf(u"Models"_s);
        const qsizetype facts = names.indexOf(u"Parameters"_s);
        const qsizetype tab = names.indexOf(u"Activity"_s);
        const qsizetype file = names.lastIndexOf(u"Files"_s);
        QVERIFY2(list >= 0 && list < facts && facts < tab && tab < file, qPrintable(names.join(u" | "_s)));
    };
    check();
    scene.window().resize(800, 500); // the details are a drawer, and then beside the list again
    QTRY_VERIFY(!scene.child<ui::DetailsPanel>()->isVisible());
    scene.window().resize(1100, 720);
    QTRY_VERIFY(scene.child<ui::DetailsPanel>()->isVisible());
    check();
    // The Tab key goes the same way: list, names of the pages, files.
    QList<QWidget *> chain;
    for (QWidget *one = scene.window().nextInFocusChain(); one != &scene.window();
         one = one->nextInFocusChain())
        chain.append(one);
    const qsizetype list = chain.indexOf(scene.child<ui::ModelView>());
    const qsizetype tab = chain.indexOf(scene.button(u"Activity"_s));
    QVERIFY(list < tab && tab < chain.indexOf(files));
}

WEIGHTYARD_TEST(DirectionTest)

} // namespace direction_test

#include "direction_test.moc"
