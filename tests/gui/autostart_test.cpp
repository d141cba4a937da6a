// What each system looks for at login: the file of an XDG desktop, that of macOS, and the registry of Windows (here a file of Qt's kind).
#include "test_registry.h"

#include "app/gui/autostart_file.h"
#include "app/gui/autostart_key.h"
#include "support/temp_dir.h"

#include <QFileInfo>
#include <QSignalSpy>
#include <QTest>
#include <QXmlStreamReader>

namespace autostart_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using gui::AutostartFile;
using gui::AutostartKey;

namespace {

const int kPatienceMs = test::patient(20'000);

} // namespace

class AutostartTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void file_data();
    void file();
    void desktopEntry();
    void launchAgent();
    void somethingInTheWay();
    void key();
    void keyThatCannotBeWritten();
};

void AutostartTest::file_data()
{
    QTest::addColumn<bool>("agent");
    QTest::newRow("XDG") << false;
    QTest::newRow("macOS") << true;
}

void AutostartTest::file()
{
    QFETCH(bool, agent);
    const test::TempDir home;
    const QString folder = home.path(u"made/when needed"_s);
    const AutostartFile::Parts parts = agent ? AutostartFile::launchAgent(folder, u"our.id"_s, u"/p"_s)
                                             : AutostartFile::xdg(folder, u"our.id"_s, u"/p"_s);
    QCOMPARE(parts.path, folder + (agent ? u"/our.id.plist"_s : u"/our.id.desktop"_s));
    base::Background background;
    {
        AutostartFile file(parts, background);
        file.setOn(true);
        QTRY_VERIFY_WITH_TIMEOUT(file.isOn(), kPatienceMs);
        QCOMPARE(test::readFile(parts.path), parts.content);
    }
    AutostartFile again(parts, background); // the next run
    QVERIFY(!again.isOn());
    again.look();
    QTRY_VERIFY_WITH_TIMEOUT(again.isOn(), kPatienceMs);
    again.setOn(false);
    QTRY_VERIFY_WITH_TIMEOUT(!again.isOn(), kPatienceMs);
    QVERIFY(!QFileInfo::exists(parts.path));
}

void AutostartTest::desktopEntry()
{
    const QByteArray content =
        AutostartFile::xdg(u"/f"_s, u"our.id"_s, u"/opt/a \"b\" 100% $c\\/weightyard"_s).content;
    QVERIFY2(content.contains(R"(Exec="/opt/a \\"b\\" 100%% \\$c\\\\/weightyard")"), content);
}

void AutostartTest::launchAgent()
{
    const QString program = u"/Applications/A & <B>.app/Contents/MacOS/weightyard"_s;
    QXmlStreamReader xml(AutostartFile::launchAgent(u"/f"_s, u"our.id"_s, program).content);
    QStringList read;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement())
            read.append(xml.name().toString());
        if (xml.isCharacters() && !xml.isWhitespace())
            read.append(xml.text().toString());
    }
    QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
    QCOMPARE(read,
             (QStringList{u"plist"_s, u"dict"_s, u"key"_s, u"Label"_s, u"string"_s, u"our.id"_s, u"key"_s,
                          u"ProgramArguments"_s, u"array"_s, u"string"_s, program, u"key"_s, u"RunAtLoad"_s,
                          u"true"_s, u"key"_s, u"ProcessType"_s, u"string"_s, u"Interactive"_s}));
}

void AutostartTest::somethingInTheWay()
{
    const test::TempDir home;
    test::writeFile(home.path(u"autostart"_s), "a file");
    base::Background background;
    AutostartFile file(AutostartFile::xdg(home.path(u"autostart"_s), u"our.id"_s, u"/p"_s), background);
    const QSignalSpy failed(&file, &ui::Autostart::failed);
    file.setOn(true);
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kPatienceMs);
    QVERIFY(!file.isOn());
}

void AutostartTest::key()
{
    const test::TempDir home;
    const QString run = home.path(u"run.ini"_s);
    {
        QSettings others(run, QSettings::IniFormat);
        others.setValue(u"Another"_s, u"another.exe"_s);
    }
    AutostartKey key(run, QSettings::IniFormat, u"C:\\A B\\weightyard.exe"_s);
    const QSignalSpy changed(&key, &ui::Autostart::changed);
    QVERIFY(!key.isOn());
    key.setOn(true);
    QVERIFY(key.isOn());
    QCOMPARE(QSettings(run, QSettings::IniFormat).value(u"Weightyard"_s).toString(),
             u"\"C:\\A B\\weightyard.exe\""_s);
    QVERIFY(AutostartKey(run, QSettings::IniFormat, u"x"_s).isOn()); // the next run
    key.setOn(false);
    QVERIFY(!key.isOn());
    QCOMPARE(QSettings(run, QSettings::IniFormat).allKeys(), QStringList{u"Another"_s});
    QCOMPARE(changed.size(), 2);
}

void AutostartTest::keyThatCannotBeWritten()
{
    const test::TempDir home;
    test::writeFile(home.path(u"file"_s), "x");
    AutostartKey key(home.path(u"file/run.ini"_s), QSettings::IniFormat, u"x"_s);
    const QSignalSpy failed(&key, &ui::Autostart::failed);
    key.setOn(true);
    QCOMPARE(failed.size(), 1);
}

WEIGHTYARD_TEST(AutostartTest)

} // namespace autostart_test

#include "autostart_test.moc"
