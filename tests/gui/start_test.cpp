// What happens when the window cannot come up.
#include "app/gui/start.h"
#include "app/gui/start_failure.h"
#include "platform/file_names.h"

#include "temp_dir.h"
#include "test_registry.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QMessageBox>
#include <QPointer>
#include <QProcess>
#include <QTest>
#include <QTimer>
#include <thread>
#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/stat.h>
#include <sys/types.h>
#endif

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
    void aDiskThatDoesNotAnswer();
    void aFirstWindowThatHangs();
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

// Whoever opens a pipe that nobody writes to waits like on a mount that is gone.
void StartTest::aDiskThatDoesNotAnswer()
{
#ifndef Q_OS_UNIX
    QSKIP("needs mkfifo");
#else
    const test::TempDir dir;
    const QString config = dir.makeFolder(u"config"_s);
    const QString pipe = dir.path(u"gitconfig"_s);
    qputenv("GIT_CONFIG_GLOBAL", pipe.toUtf8());
    QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
    gui::SingleInstance instance(config);
    const auto services = app::Services::prepare({.configDir = config});
    qunsetenv("GIT_CONFIG_GLOBAL");
    QVERIFY(services);
    QString said;
    QElapsedTimer waiting;
    waiting.start();
    QTimer look;
    connect(&look, &QTimer::timeout, &look, [&] {
        for (const QWidget *window : QApplication::topLevelWidgets()) {
            const auto *label = window->isVisible() ? window->findChild<QLabel *>() : nullptr;
            if (label == nullptr)
                continue;
            said = label->text();
            // A busy machine is seen at the settings before.
            if (!said.contains(u"git's configuration"_s) && waiting.elapsed() < test::patient(20'000))
                continue;
            look.stop();
            std::thread([pipe] { test::writeFile(pipe, ""); }).detach(); // it waits for the reader
        }
    });
    look.start(20);
    const auto files = gui::readAtStart(
        {.instance = instance, .services = **services, .configDir = config, .models = {}, .blinkMs = 30});
    QVERIFY(files && *files);
    QVERIFY2(said.contains(u"git's configuration"_s), qPrintable(said));
#endif
}

void StartTest::aFirstWindowThatHangs()
{
#ifndef Q_OS_UNIX
    QSKIP("needs SIGSTOP");
#else
    const test::TempDir dir;
    const QString config = dir.path(u"config"_s);
    const QStringList arguments{u"--config"_s, config, u"--library"_s, dir.path(u"models"_s)};
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    environment.insert(u"HOME"_s, dir.path());
    environment.insert(u"HF_ENDPOINT"_s, u"http://127.0.0.1:9"_s);
    const auto start = [&](QProcess &process) {
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard"), arguments);
        return process.waitForStarted();
    };
    QProcess first;
    QVERIFY(start(first));
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(config + u"/window.lock"_s), 20'000);
    QCOMPARE(::kill(static_cast<pid_t>(first.processId()), SIGSTOP), 0);
    QProcess second;
    QVERIFY(start(second));
    QString says;
    const auto hears = [&] {
        says += QString::fromUtf8(second.readAllStandardError());
        return says.contains(u"does not answer"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(hears(), 30'000);
    QVERIFY2(says.contains(u"process %1 "_s.arg(first.processId())), qPrintable(says));
    QCOMPARE(second.state(), QProcess::Running); // it shows the same in a window
    second.kill();
    ::kill(static_cast<pid_t>(first.processId()), SIGCONT);
    first.kill();
    QVERIFY(second.waitForFinished() && first.waitForFinished());
#endif
}

WEIGHTYARD_TEST(StartTest)

} // namespace start_test

#include "start_test.moc"
