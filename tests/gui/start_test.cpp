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
    void withoutDisplay_data();
    void withoutDisplay();
    void brokenSettingsAreShown();
};

void StartTest::withoutDisplay_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("empty") << QStringList{u"DISPLAY="_s};
    QTest::newRow("an X server that is gone") << QStringList{u"DISPLAY=:4077"_s};
    QTest::newRow("one over the network") << QStringList{u"DISPLAY=127.0.0.1:77"_s};
    QTest::newRow("a Wayland socket that is gone")
        << QStringList{u"WAYLAND_DISPLAY=wayland-gone"_s, u"XDG_SESSION_TYPE=wayland"_s};
    QTest::newRow("both") << QStringList{u"WAYLAND_DISPLAY=wayland-gone"_s, u"DISPLAY=:4077"_s,
                                         u"XDG_SESSION_TYPE=wayland"_s};
    QTest::newRow("a platform that there is not") << QStringList{u"QT_QPA_PLATFORM=nonsense"_s};
}

void StartTest::withoutDisplay()
{
#ifndef Q_OS_LINUX
    QSKIP("windows need no server here");
#else
    QFETCH(QStringList, variables);
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name :
         {u"DISPLAY"_s, u"WAYLAND_DISPLAY"_s, u"WAYLAND_SOCKET"_s, u"QT_QPA_PLATFORM"_s})
        environment.remove(name);
    for (const QString &variable : variables)
        environment.insert(variable.section(u'=', 0, 0), variable.section(u'=', 1));
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard"), {});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 8);
    const QString says = QString::fromUtf8(process.readAllStandardError());
    QVERIFY2(says.contains(u"no display"_s) && says.contains(u"weightyard-cli"_s), qPrintable(says));
    for (const QString &variable : variables) {
        if (!variable.endsWith(u'=') && !variable.startsWith("XDG"_L1))
            QVERIFY2(says.contains(variable), qPrintable(says));
    }
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
