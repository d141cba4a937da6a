// gui::FirstFrame in a real window: what waits for it comes once, and comes although the window goes before.
#include "app/gui/first_frame.h"
#include "test_registry.h"

#include <QWidget>
#include <QtTest>

#include <memory>

namespace first_frame_test {

using namespace weightyard;

class FirstFrameTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void onceBehindTheFrame();
    void windowGoesBefore();
    void nothingWithoutItsContext();
};

namespace {

constexpr int kOften = 2 * gui::FirstFrame::kLongestMs;

class Drawn : public QWidget
{
public:
    bool isDrawn = false;

protected:
    void paintEvent(QPaintEvent *) override { isDrawn = true; }
};

} // namespace

void FirstFrameTest::onceBehindTheFrame()
{
    QObject context;
    Drawn window;
    int called = 0;
    bool wasDrawn = false;
    window.show();
    gui::FirstFrame::then(window, context, [&] {
        ++called;
        wasDrawn = window.isDrawn;
    });
    QCOMPARE(called, 0);
    QTRY_COMPARE(called, 1);
    QVERIFY(wasDrawn);
    QTest::qWait(kOften); // the longest wait ends, too
    QCOMPARE(called, 1);
    QVERIFY(context.children().isEmpty());
}

// As when the language is changed at once: the window is replaced, and what was to begin begins all the same.
void FirstFrameTest::windowGoesBefore()
{
    QObject context;
    auto window = std::make_unique<QWidget>();
    int called = 0;
    window->show();
    gui::FirstFrame::then(*window, context, [&] { ++called; });
    window.reset();
    QTRY_COMPARE(called, 1);
}

void FirstFrameTest::nothingWithoutItsContext()
{
    auto context = std::make_unique<QObject>();
    QWidget window;
    int called = 0;
    window.show();
    gui::FirstFrame::then(window, *context, [&] { ++called; });
    context.reset();
    QTest::qWait(kOften);
    QCOMPARE(called, 0);
}

WEIGHTYARD_TEST(FirstFrameTest)

} // namespace first_frame_test

#include "first_frame_test.moc"
