// What happens when the window cannot come up.
#include "app/gui/start_failure.h"

#include "temp_dir.h"
#include "test_registry.h"

#include <QApplication>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QTest>
#include <QTimer>

namespace start_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;

class StartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void display_data();
    void display();
    void withoutDisplay();
    void brokenSettingsAreShown();
};

void StartTest::display_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<bool>("there");
    const QStringList none;
    QTest::newRow("nothing") << QString() << QString() << none << false;
    QTest::newRow("empty") << u"DISPLAY"_s << QString() << none << false;
    QTest::newRow("X11") << u"DISPLAY"_s << u":0"_s << none << true;
    QTest::newRow("Wayland") << u"WAYLAND_DISPLAY"_s << u"wayland-0"_s << none << true;
    QTest::newRow("Wayland, a socket") << u"WAYLAND_SOCKET"_s << u"5"_s << none << true;
    QTest::newRow("told") << u"QT_QPA_PLATFORM"_s << u"offscreen"_s << none << true;
    QTest::newRow("told by option") << QString() << QString() << QStringList{u"-platform"_s, u"linuxfb"_s}
                                    << true;
}

void StartTest::display()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QStringList, arguments);
    QProcessEnvironment environment;
    if (!name.isEmpty())
        environment.insert(name, value);
#ifdef Q_OS_LINUX
    QTEST(gui::hasDisplay(environment, arguments), "there");
#else
    QVERIFY(gui::hasDisplay(environment, arguments));
#endif
}

void StartTest::withoutDisplay()
{
#ifndef Q_OS_LINUX
    QSKIP("windows need no server here");
#else
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"WAYLAND_SOCKET"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard"), {});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 8);
    const QString says = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(says.contains(u"no display"_s) && says.contains(u"weightyard-cli"_s), qPrintable(says));
    QCOMPARE(says.count(u'\n'), 1);
#endif
}

void StartTest::brokenSettingsAreShown()
{
    gui::showStartFailure({.kind = base::ErrorKind::Usage,
                           .detail = u"line 3: <b>not</b> a number & more"_s,
                           .context = {.path = u"/home/me/.config/weightyard/settings.json"_s}});
    const QPointer<QMessageBox> box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
    QVERIFY(box);
    const auto *label = box->findChild<QLabel *>(u"qt_msgbox_label"_s);
    QVERIFY(label != nullptr && label->textFormat() == Qt::PlainText);
    const QString says = label->text();
    QVERIFY2(says.contains(u"cannot start"_s) && says.contains(u"<b>not</b> a number & more"_s),
             qPrintable(says));
    QVERIFY2(!says.contains(u"--help"_s), qPrintable(says));
    box->accept();
    QTRY_VERIFY(!box);
}

WEIGHTYARD_TEST(StartTest)

} // namespace start_test

#include "start_test.moc"
