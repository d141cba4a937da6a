// What the window does with the services of the desktop while models are downloaded and when they are here. The services are played; they
// have tests of their own.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/desktop/after_queue.h"
#include "ui/desktop/byte_movement.h"
#include "ui/desktop/tray.h"
#include "ui/settings/settings_window.h"
#include "ui/settings/toggle.h"
#include "ui/widgets/banner.h"

#include <QApplication>
#include <QComboBox>
#include <QFileInfo>
#include <QHash>
#include <QJsonDocument>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

namespace desktop_window_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::kPatienceMs;
using test::named;
using test::WindowScene;

namespace {

const QString kTwo = u"demo/two"_s;
constexpr qint64 kSmall = 100'000;
constexpr qint64 kLarge = 30'000'000;

struct PlayedHold : ui::WakeHold {
    QString reason;
    void setReason(const QString &why) override { reason = why; }
};
struct PlayedNotifier : ui::Notifier {
    QList<ui::Notification> shown;
    int withdrawn = 0;
    void show(const ui::Notification &one) override { shown.append(one); }
    void withdraw() override { ++withdrawn; }
};
struct PlayedLauncher : ui::LauncherProgress {
    QList<double> parts;
    bool isShown = false;
    void setProgress(std::optional<double> part) override
    {
        isShown = part.has_value();
        if (part)
            parts.append(*part);
    }
};
struct PlayedNetwork : ui::NetworkWatch {
    bool metered = false;
    bool isMetered() const override { return metered; }
    void become(bool is)
    {
        metered = is;
        Q_EMIT meteredChanged(is);
    }
};
struct PlayedTray : ui::TrayWatch {
    bool is = true;
    bool hasTray() const override { return is; }
};
struct PlayedPower : ui::PowerSwitch {
    QList<Action> asked;
    bool isAllowed = true;
    bool can(Action) const override { return isAllowed; }
    void perform(Action action) override { asked.append(action); }
};

struct PlayedAutostart : ui::Autostart {
    bool on = false;
    bool works = true;
    bool isOn() const override { return on; }
    void setOn(bool wanted) override
    {
        if (!works) {
            Q_EMIT failed({.kind = base::ErrorKind::Permission, .context = {.path = u"/autostart"_s}});
            return;
        }
        on = wanted;
        Q_EMIT changed();
    }
};

/// The window and everything that may be there for it.
struct Scene : WindowScene {
    PlayedHold hold;
    ui::SleepWatch sleep;
    PlayedNotifier notifier;
    PlayedLauncher launcher;
    PlayedNetwork network;
    PlayedTray tray;
    PlayedPower power;
    PlayedAutostart autostart;

    Scene() { setDesktop({&hold, &sleep, &notifier, &launcher, &network, &tray, &power, &autostart}); }
    ~Scene() { close(); } // before what it uses

    QString banner() { return child<ui::Banner>()->isVisible() ? child<ui::Banner>()->text() : QString(); }
    QMessageBox *question()
    {
        for (QMessageBox *box : window().findChildren<QMessageBox *>()) {
            if (box->isVisible())
                return box;
        }
        return nullptr;
    }
    void press(const QString &text)
    {
        for (QAbstractButton *button : question()->buttons()) {
            if (button->text().remove(u'&') == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(u"no button "_s + text));
    }
};

} // namespace

class DesktopWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void movement_data();
    void movement();
    void awakeWhileBytesMove();
    void triesAgain_data();
    void triesAgain();
    void hubIsLookedAtAgain();
    void notifiesAtTheEnd();
    void notifiesOfTrouble();
    void notifiesNotInFront();
    void launcherProgress();
    void meteredPauses();
    void meteredAndQuit();
    void meteredAndAnotherWindow();
    void goingOnAnywayAndAnotherWindow();
    void afterQueue_data();
    void afterQueue();
    void afterQueueCalledOff();
    void countsOnInAnotherWindow();
    void runsTheCommand();
    void commandThatDoesNotStart();
    void closesWithoutTray();
    void keepsInTray();
    void trayThatGoes();
    void quitsFromTray();
    void settingsSayWhatIsMissing();
};

void DesktopWindowTest::movement_data()
{
    QTest::addColumn<QList<ui::MovementFigures>>("minutes"); // one a minute
    QTest::addColumn<QList<bool>>("moves");
    using Figures = ui::MovementFigures;
    const Figures none;
    QTest::newRow("nothing") << QList{none, none} << QList{false, false};
    QTest::newRow("moves, ends") << QList{Figures{.running = 1}, Figures{.running = 1, .bytes = 5}, none}
                                 << QList{true, true, false};
    QTest::newRow("stalls") << QList<Figures>(6, Figures{.running = 1, .bytes = 5})
                            << QList{true, true, true, false, false, false};
    QTest::newRow("stalls, moves again")
        << QList{Figures{.running = 1}, Figures{.running = 1}, Figures{.running = 1}, Figures{.running = 1},
                 Figures{.running = 1, .bytes = 1}}
        << QList{true, true, true, false, true};
    QTest::newRow("hashes for long") << QList<Figures>(5,
                                                       Figures{.running = 1, .bytes = 5, .isWorking = true})
                                     << QList<bool>(5, true);
    QTest::newRow("a server asks for an hour")
        << QList{Figures{.running = 1, .bytes = 5},
                 Figures{.running = 1, .bytes = 5, .longWaitMs = 3'600'000}}
        << QList{true, false};
    QTest::newRow("a server asks for a moment")
        << QList{Figures{.running = 1, .bytes = 5}, Figures{.running = 1, .bytes = 5, .longWaitMs = 4'000}}
        << QList{true, true};
    QTest::newRow("paused, resumed") << QList{Figures{.running = 1, .bytes = 5}, none, none, none, none,
                                              Figures{.running = 1, .bytes = 5}}
                                     << QList{true, false, false, false, false, true};
}

void DesktopWindowTest::movement()
{
    QFETCH(QList<ui::MovementFigures>, minutes);
    QFETCH(QList<bool>, moves);
    ui::ByteMovement movement;
    QList<bool> found;
    for (qsizetype i = 0; i < minutes.size(); ++i)
        found.append(movement.update(1'000'000 + i * 60'000, minutes.at(i)));
    QCOMPARE(found, moves);
}

void DesktopWindowTest::awakeWhileBytesMove()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    QVERIFY(scene.hold.reason.isEmpty());
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(!scene.hold.reason.isEmpty(), kPatienceMs);
    scene.workbench().queue().pauseAll();
    QTRY_VERIFY_WITH_TIMEOUT(scene.hold.reason.isEmpty(), kPatienceMs);
    scene.workbench().resumeAll();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.hold.reason.isEmpty(), kPatienceMs);
    scene.close();
    QVERIFY(scene.hold.reason.isEmpty());
}

void DesktopWindowTest::triesAgain_data()
{
    QTest::addColumn<bool>("isSleep");
    QTest::newRow("after a sleep") << true;
    QTest::newRow("back online") << false;
}

// A wait of half an hour is over at once.
void DesktopWindowTest::triesAgain()
{
    QFETCH(bool, isSleep);
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.offer(u"Demo"_s, kTwo, kSmall);
    scene.open();
    const int cut = scene.hub().addFault(test::Fault::cut(test::Endpoint::Git, -1).always());
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Waiting);
    // It tries by itself, later each time; until then it may not be long enough to tell who it was.
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->job->waitUntilMs - scene.workbench().clock().wallMs() > 6'000,
                             kPatienceMs);
    scene.hub().removeFault(cut);
    const qint64 until = scene.row(kOne)->job->waitUntilMs;
    if (isSleep)
        Q_EMIT scene.sleep.awoke();
    else
        Q_EMIT scene.network.cameOnline();
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QVERIFY2(scene.workbench().clock().wallMs() < until, "it waited to the end");
}

// What is said of the Hub follows what downloads find.
void DesktopWindowTest::hubIsLookedAtAgain()
{
    Scene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 3'000'000);
    scene.slowDown(object);
    const int cut = scene.hub().addFault(test::Fault::cut(test::Endpoint::Api, -1).always());
    scene.open();
    const auto isSaid = [&](prerequisites::CheckState state) {
        const QList<prerequisites::CheckResult> all = scene.workbench().checks().results();
        return std::any_of(all.begin(), all.end(), [&](const prerequisites::CheckResult &one) {
            return one.id == prerequisites::CheckId::Hub && one.state == state;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(prerequisites::CheckState::Failed), kPatienceMs);
    scene.hub().removeFault(cut);
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(isSaid(prerequisites::CheckState::Good), kPatienceMs);
    scene.workbench().queue().cancel(kOne);
}

void DesktopWindowTest::notifiesAtTheEnd()
{
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.offer(u"Demo"_s, kTwo, kSmall);
    scene.offerOnly(u"Demo"_s, u"demo/missing"_s, kSmall);
    scene.open();
    scene.window().hide();
    scene.workbench().download({kOne, kTwo});
    QTRY_COMPARE_WITH_TIMEOUT(scene.notifier.shown.size(), 1, kPatienceMs);
    QCOMPARE(scene.notifier.shown.constFirst().title, u"2 models downloaded"_s);
    QVERIFY(!scene.notifier.shown.constFirst().isTrouble);
    scene.workbench().download({u"demo/missing"_s});
    QTRY_COMPARE_WITH_TIMEOUT(scene.notifier.shown.size(), 2, kPatienceMs);
    QCOMPARE(scene.notifier.shown.constLast().title, u"1 download failed"_s);
    QVERIFY(scene.notifier.shown.constLast().isTrouble);
    QVERIFY(scene.notifier.shown.constLast().text.startsWith(u"missing: "_s));
    QSignalSpy shown(&scene.notifier, &ui::Notifier::clicked);
    Q_EMIT scene.notifier.clicked();
    QVERIFY(scene.window().isVisible());
}

void DesktopWindowTest::notifiesOfTrouble()
{
    Scene scene;
    scene.offerOnly(u"Demo"_s, u"demo/missing"_s, kSmall); // missing, or private
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    scene.window().hide();
    scene.workbench().download({kOne, u"demo/missing"_s});
    WAIT_FOR_STATE(u"demo/missing"_s, JobState::Failed);
    const bool needsUser = scene.row(u"demo/missing"_s)->job->error->kind == base::ErrorKind::Auth;
    QCOMPARE(scene.notifier.shown.size(), needsUser ? 1 : 0); // while the other one goes on
    QVERIFY(scene.state(kOne) != JobState::Installed);
}

void DesktopWindowTest::notifiesNotInFront()
{
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.offer(u"Demo"_s, kTwo, kSmall);
    scene.open();
    QVERIFY(QTest::qWaitForWindowActive(&scene.window()));
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().queue().isIdle(), kPatienceMs);
    QCoreApplication::processEvents();
    QVERIFY(scene.notifier.shown.isEmpty());
    scene.window().hide();
    QVERIFY(scene.workbench().preferences().set(u"notifications"_s, false));
    scene.workbench().download({kTwo});
    WAIT_FOR_STATE(kTwo, JobState::Installed);
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().queue().isIdle(), kPatienceMs);
    QCoreApplication::processEvents();
    QVERIFY(scene.notifier.shown.isEmpty());
}

void DesktopWindowTest::launcherProgress()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(!scene.launcher.parts.isEmpty() && scene.launcher.parts.constLast() > 0,
                             kPatienceMs);
    QVERIFY(scene.launcher.isShown && scene.launcher.parts.constLast() < 1);
    scene.workbench().queue().pauseAll();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.launcher.isShown, kPatienceMs);
    scene.workbench().resumeAll();
    QTRY_VERIFY_WITH_TIMEOUT(scene.launcher.isShown, kPatienceMs);
    scene.close();
    QVERIFY(!scene.launcher.isShown);
}

void DesktopWindowTest::meteredPauses()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.slowDown(scene.offer(u"Demo"_s, kTwo, kLarge));
    scene.open();
    scene.workbench().download({kOne, kTwo});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.workbench().queue().pause(kTwo); // by the user
    WAIT_FOR_STATE(kTwo, JobState::Paused);
    scene.network.become(true);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    QVERIFY(scene.banner().contains(u"metered"_s));
    // Were it killed now: at home the one goes on, and what the user has paused does not.
    const auto kept = [&] {
        QHash<QString, QString> phases;
        const auto json = QJsonDocument::fromJson(test::readFile(scene.configDir() + u"/queue.json"_s));
        const QJsonArray jobs = json[u"jobs"_s].toArray();
        for (const QJsonValue &job : jobs)
            phases.insert(job[u"model"_s].toString(), job[u"phase"_s].toString());
        return phases;
    };
    const QHash<QString, QString> wanted{{kOne, u"queued"_s}, {kTwo, u"paused"_s}};
    QTRY_COMPARE_WITH_TIMEOUT(kept(), wanted, kPatienceMs);
    scene.network.become(false);
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    QCOMPARE(scene.state(kTwo), JobState::Paused);
    QVERIFY(scene.banner().isEmpty());
    scene.network.become(true);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    QTest::mouseClick(scene.button(u"Go on anyway"_s), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    QVERIFY(scene.banner().isEmpty());
    scene.network.become(false);
    QVERIFY(scene.workbench().preferences().set(u"metered"_s, u"go-on"_s));
    scene.network.become(true);
    QCoreApplication::processEvents();
    QVERIFY(scene.banner().isEmpty());
    QCOMPARE(scene.state(kOne), JobState::Transferring);
}

// What such a connection has paused goes on at the next start, on another one.
void DesktopWindowTest::meteredAndQuit()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.network.become(true);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    scene.close();
    scene.open(); // still there
    WAIT_FOR_STATE(kOne, JobState::Paused);
    QTRY_VERIFY_WITH_TIMEOUT(scene.banner().contains(u"metered"_s), kPatienceMs);
    scene.close();
    scene.network.metered = false;
    scene.open();
    WAIT_FOR_STATE(kOne, JobState::Transferring);
}

// Another language makes another window while downloads run.
void DesktopWindowTest::meteredAndAnotherWindow()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.network.metered = true; // no change that either window hears
    {
        const ui::MainWindow another(scene.workbench(), {});
        WAIT_FOR_STATE(kOne, JobState::Paused);
    }
    WAIT_FOR_STATE(kOne, JobState::Transferring);
}

void DesktopWindowTest::goingOnAnywayAndAnotherWindow()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.network.metered = true;
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.network.become(true);
    WAIT_FOR_STATE(kOne, JobState::Paused);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Go on anyway"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Go on anyway"_s), Qt::LeftButton);
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.makeWindowAnew();
    QVERIFY(scene.banner().isEmpty());
    QCOMPARE(scene.state(kOne), std::optional(JobState::Transferring));
    scene.network.become(true); // another connection, and metered as well
    WAIT_FOR_STATE(kOne, JobState::Paused);
}

void DesktopWindowTest::afterQueue_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<int>("asked");
    QTest::newRow("sleep") << u"sleep"_s << static_cast<int>(ui::PowerSwitch::Action::Sleep);
    QTest::newRow("shutdown") << u"shutdown"_s << static_cast<int>(ui::PowerSwitch::Action::ShutDown);
    QTest::newRow("quit") << u"quit"_s << -1;
}

void DesktopWindowTest::afterQueue()
{
    QFETCH(QString, what);
    QFETCH(int, asked);
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.open();
    scene.window().findChild<ui::AfterQueue *>()->setTick(1);
    QVERIFY(scene.workbench().preferences().set(u"afterQueue"_s, what));
    scene.workbench().download({kOne});
    const auto hasHappened = [&] {
        return asked < 0 ? scene.window().isHidden() : !scene.power.asked.isEmpty();
    };
    QTRY_VERIFY_WITH_TIMEOUT(hasHappened(), kPatienceMs);
    QCOMPARE(scene.power.asked.size(), asked < 0 ? 0 : 1);
    if (asked >= 0)
        QCOMPARE(static_cast<int>(scene.power.asked.constFirst()), asked);
    QCOMPARE(scene.state(kOne), JobState::Installed);
    QCOMPARE(scene.workbench().settings().afterQueue, u"nothing"_s); // once
}

void DesktopWindowTest::afterQueueCalledOff()
{
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.slowDown(scene.offer(u"Demo"_s, kTwo, kLarge));
    scene.open();
    QVERIFY(scene.workbench().preferences().set(u"afterQueue"_s, u"shutdown"_s));
    scene.workbench().download({kTwo});
    WAIT_FOR_STATE(kTwo, JobState::Transferring);
    scene.workbench().queue().pauseAll(); // which is no end
    WAIT_FOR_STATE(kTwo, JobState::Paused);
    QCoreApplication::processEvents();
    QVERIFY(scene.banner().isEmpty());
    scene.workbench().queue().cancel(kTwo);
    WAIT_FOR_STATE(kTwo, JobState::Cancelled);
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.banner().contains(u"shuts down in"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Cancel"_s, scene.child<ui::Banner>()), Qt::LeftButton);
    QVERIFY(scene.banner().isEmpty());
    scene.window().findChild<ui::AfterQueue *>()->setTick(1);
    QTest::qWait(200); // more than its sixty ticks
    QVERIFY(scene.power.asked.isEmpty());
}

// Another language makes another window while it counts.
void DesktopWindowTest::countsOnInAnotherWindow()
{
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.open();
    QVERIFY(scene.workbench().preferences().set(u"afterQueue"_s, u"sleep"_s));
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.banner().contains(u"goes to sleep in"_s), kPatienceMs);
    scene.makeWindowAnew();
    QVERIFY(scene.banner().contains(u"goes to sleep in"_s));
    QVERIFY(scene.button(u"Cancel"_s, scene.child<ui::Banner>()));
    scene.window().findChild<ui::AfterQueue *>()->setTick(1);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.power.asked.isEmpty(), kPatienceMs);
    QCOMPARE(scene.power.asked, QList{ui::PowerSwitch::Action::Sleep});
}

void DesktopWindowTest::runsTheCommand()
{
    Scene scene;
    const test::TempDir dir;
    const QString script = dir.path(u"when all is here.sh"_s);
    const QString said = dir.path(u"said"_s);
    test::writeFile(script,
                    "echo \"$2|$WEIGHTYARD_DONE|$WEIGHTYARD_FAILED|$WEIGHTYARD_LIBRARY\" > \"$1.new\"\n"
                    "mv \"$1.new\" \"$1\"\n");
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.offerOnly(u"Demo"_s, kTwo, kSmall); // the hub has none
    scene.open();
    scene.window().findChild<ui::AfterQueue *>()->setTick(1);
    ui::Preferences &preferences = scene.workbench().preferences();
    QVERIFY(
        preferences.setText(u"afterCommand"_s, {u"/bin/sh \"%1\" \"%2\" $HOME;false"_s.arg(script, said)}));
    QVERIFY(preferences.set(u"afterQueue"_s, u"command"_s));
    scene.workbench().download({kOne, kTwo});
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(said), kPatienceMs);
    // A word is a word: no shell has read it.
    QCOMPARE(QString::fromUtf8(test::readFile(said)),
             u"$HOME;false|1|1|%1\n"_s.arg(scene.workbench().library()));
    QCOMPARE(scene.workbench().settings().afterQueue, u"nothing"_s);
    QVERIFY(!scene.workbench().settings().afterCommand.isEmpty()); // for the next time
}

void DesktopWindowTest::commandThatDoesNotStart()
{
    Scene scene;
    scene.offer(u"Demo"_s, kOne, kSmall);
    scene.open();
    scene.window().findChild<ui::AfterQueue *>()->setTick(1);
    ui::Preferences &preferences = scene.workbench().preferences();
    QVERIFY(preferences.setText(u"afterCommand"_s, {u"/nowhere/at-all --now"_s}));
    QVERIFY(preferences.set(u"afterQueue"_s, u"command"_s));
    scene.workbench().download({kOne});
    QTRY_VERIFY_WITH_TIMEOUT(scene.banner().contains(u"'/nowhere/at-all' could not be started"_s),
                             kPatienceMs);
}

void DesktopWindowTest::closesWithoutTray()
{
    Scene scene;
    scene.tray.is = false;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.window().close();
    QVERIFY(scene.window().isVisible() && scene.question() != nullptr);
    QVERIFY(!scene.question()->informativeText().contains(u"tray"_s));
    scene.press(u"Quit"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isHidden(), kPatienceMs);
}

void DesktopWindowTest::keepsInTray()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    Q_EMIT scene.tray.changed();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.window().close();
    QVERIFY(scene.window().isVisible());
    scene.press(u"Keep in tray"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isHidden(), kPatienceMs);
    QCOMPARE(scene.state(kOne), JobState::Transferring);
    QVERIFY(!QApplication::quitOnLastWindowClosed());
    Q_EMIT scene.window().findChild<ui::Tray *>()->frontWanted();
    QVERIFY(scene.window().isVisible());
    scene.window().close();
    scene.press(u"Cancel"_s);
    QVERIFY(scene.window().isVisible());
}

// Hidden behind an icon that nobody can see, it would be lost.
void DesktopWindowTest::trayThatGoes()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    Q_EMIT scene.tray.changed();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.window().close();
    scene.press(u"Keep in tray"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isHidden(), kPatienceMs);
    scene.tray.is = false;
    Q_EMIT scene.tray.changed();
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isVisible(), kPatienceMs);
    scene.window().close();
    QVERIFY(!scene.question()->informativeText().contains(u"tray"_s));
}

void DesktopWindowTest::quitsFromTray()
{
    Scene scene;
    scene.slowDown(scene.offer(u"Demo"_s, kOne, kLarge));
    scene.open();
    Q_EMIT scene.tray.changed();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    Q_EMIT scene.window().findChild<ui::Tray *>()->quitWanted();
    QTRY_VERIFY_WITH_TIMEOUT(scene.window().isHidden(), kPatienceMs);
    QVERIFY(scene.question() == nullptr);
    scene.close();
    scene.open();
    WAIT_FOR_STATE(kOne, JobState::Transferring);
}

void DesktopWindowTest::settingsSayWhatIsMissing()
{
    Scene scene;
    scene.tray.is = false;
    scene.power.isAllowed = false;
    scene.open();
    QTest::keyClick(&scene.window(), Qt::Key_Comma, Qt::ControlModifier);
    auto *settings = scene.child<ui::SettingsWindow>();
    QVERIFY(settings != nullptr);
    settings->showPage(ui::SettingsWindow::Page::Desktop);
    const auto *tray = named<ui::Toggle>(*settings, u"Icon in the tray"_s);
    QVERIFY(tray != nullptr && tray->isVisible() && !tray->isEnabled());
    QVERIFY(tray->accessibleDescription().contains(u"AppIndicator"_s));
    const auto *then = named<QComboBox>(*settings, u"Then"_s);
    QVERIFY(then != nullptr);
    QCOMPARE(then->count(), 3); // nothing, quit, a command
    QVERIFY(then->accessibleDescription().contains(u"logind"_s));
    QVERIFY(named<ui::Toggle>(*settings, u"Notification"_s)->isEnabled());
    auto *login = named<ui::Toggle>(*settings, u"Open Weightyard at login"_s);
    QTest::mouseClick(login, Qt::LeftButton);
    QVERIFY(login->isChecked() && scene.autostart.on);
    scene.autostart.works = false;
    QTest::mouseClick(login, Qt::LeftButton);
    QVERIFY(login->isChecked() && scene.autostart.on); // as it is
}

WEIGHTYARD_TEST(DesktopWindowTest)

} // namespace desktop_window_test

#include "desktop_window_test.moc"
