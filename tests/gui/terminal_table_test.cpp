// Which terminal opens, by system and desktop.
#include "test_registry.h"

#include "ui/desktop/terminal_table.h"

#include <QSet>
#include <QTest>

namespace terminal_table_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using ui::TerminalCall;
using ui::TerminalSystem;

namespace {

const QString kFolder = u"/home/me/My Models/a;b"_s;

QList<TerminalCall> callsOf(const QString &desktop, const QString &terminal)
{
    return ui::terminalCalls(
        TerminalSystem::Linux,
        base::Environment({{u"XDG_CURRENT_DESKTOP"_s, desktop}, {u"TERMINAL"_s, terminal}}), kFolder);
}

QString inShort(const TerminalCall &call)
{
    return (QStringList{call.program} + call.arguments).join(u'|').replace(kFolder, u"DIR"_s);
}

} // namespace

class TerminalTableTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void linuxOrder_data();
    void linuxOrder();
    void everyProgramOnce();
    void otherSystems();
};

void TerminalTableTest::linuxOrder_data()
{
    QTest::addColumn<QString>("desktop");
    QTest::addColumn<QString>("terminal");
    QTest::addColumn<QString>("calls"); // up to x-terminal-emulator
    const QString first = u"xdg-terminal-exec"_s;
    const QString last = u" x-terminal-emulator"_s;
    QTest::newRow("none is known") << QString() << QString() << first + last;
    QTest::newRow("one that nobody knows") << u"Foo:Bar"_s << QString() << first + last;
    QTest::newRow("of the user") << QString() << u"myterm --new \"a b\""_s
                                 << first + u" myterm|--new|a b"_s + last;
    QTest::newRow("GNOME") << u"GNOME"_s << QString()
                           << first
                                  + u" ptyxis|--working-directory=DIR kgx|--working-directory=DIR "
                                    "gnome-terminal|--working-directory=DIR"_s
                                  + last;
    QTest::newRow("Ubuntu") << u"ubuntu:GNOME"_s << u"xterm"_s
                            << first
                                   + u" xterm ptyxis|--working-directory=DIR kgx|--working-directory=DIR "
                                     "gnome-terminal|--working-directory=DIR"_s
                                   + last;
    QTest::newRow("KDE") << u"KDE"_s << QString() << first + u" konsole|--workdir|DIR"_s + last;
    QTest::newRow("Xfce") << u"XFCE"_s << QString()
                          << first + u" xfce4-terminal|--working-directory=DIR"_s + last;
    QTest::newRow("MATE") << u"MATE"_s << QString()
                          << first + u" mate-terminal|--working-directory=DIR"_s + last;
    QTest::newRow("LXQt") << u"LXQt"_s << QString() << first + u" qterminal|--workdir|DIR"_s + last;
    QTest::newRow("LXDE") << u"LXDE"_s << QString()
                          << first + u" lxterminal|--working-directory=DIR"_s + last;
    QTest::newRow("Cinnamon") << u"X-Cinnamon"_s << QString()
                              << first + u" gnome-terminal|--working-directory=DIR"_s + last;
    QTest::newRow("Pantheon") << u"Pantheon"_s << QString()
                              << first + u" io.elementary.terminal|--working-directory=DIR"_s + last;
    QTest::newRow("Deepin") << u"Deepin"_s << QString()
                            << first + u" deepin-terminal|--work-directory|DIR"_s + last;
    QTest::newRow("COSMIC") << u"COSMIC"_s << QString() << first + u" cosmic-term"_s + last;
    QTest::newRow("sway") << u"sway"_s << QString() << first + u" foot|--working-directory=DIR"_s + last;
}

void TerminalTableTest::linuxOrder()
{
    QFETCH(QString, desktop);
    QFETCH(QString, terminal);
    QStringList shown;
    for (const TerminalCall &call : callsOf(desktop, terminal)) {
        shown.append(inShort(call));
        if (call.program == "x-terminal-emulator"_L1)
            break;
    }
    QTEST(shown.join(u' '), "calls");
}

// Whatever the desktop, each of them is looked for in the end.
void TerminalTableTest::everyProgramOnce()
{
    QSet<QString> all;
    for (const TerminalCall &call : callsOf({}, {}))
        all.insert(call.program);
    QVERIFY(all.contains(u"xterm"_s) && all.contains(u"kitty"_s) && all.contains(u"wezterm"_s));
    for (const char *desktop : {"", "GNOME", "KDE", "XFCE", "sway", "pop:GNOME"}) {
        QSet<QString> programs;
        for (const TerminalCall &call : callsOf(QString::fromLatin1(desktop), {})) {
            QVERIFY2(!programs.contains(call.program), qPrintable(call.program));
            programs.insert(call.program);
        }
        QCOMPARE(programs, all);
    }
}

void TerminalTableTest::otherSystems()
{
    const base::Environment none;
    const auto mac = ui::terminalCalls(TerminalSystem::MacOs, none, kFolder);
    QCOMPARE(mac.size(), 1);
    QCOMPARE(inShort(mac.first()), u"open|-a|Terminal|DIR"_s);
    const auto windows = ui::terminalCalls(TerminalSystem::Windows, none, u"C:\\a;b"_s);
    QCOMPARE(windows.size(), 2);
    QCOMPARE(inShort(windows[0]), u"wt.exe|-d|."_s); // a path with ";" would be two commands
    QCOMPARE(inShort(windows[1]), u"cmd.exe"_s);
}

WEIGHTYARD_TEST(TerminalTableTest)

} // namespace terminal_table_test

#include "terminal_table_test.moc"
