// `weightyard-cli settings`, as its users type it, and what the other commands make of it.
#include "cli_run.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QtTest>

namespace settings_command_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {
const QUrl kNoHub(u"http://127.0.0.1:9"_s);
} // namespace

class SettingsCommandTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void showsAll();
    void changesOne();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void damagedFileIsKept();
    void newerFileIsLeftAlone();
    void namesForTheRunScript();
    void languageOfTheSystem_data();
    void languageOfTheSystem();
    void languageIsSet();

private:
    static QString file(const CliRun &cli) { return cli.config() + u"/settings.json"_s; }
};

void SettingsCommandTest::showsAll()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    const CliResult json = cli.json({u"settings"_s});
    QVERIFY2(json.exitCode() == 0, qPrintable(json.describe()));
    QStringList keys;
    for (const QJsonObject &line : json.lines) {
        keys.append(line.value("setting"_L1).toString());
        QVERIFY(line.value("is_default"_L1).toBool());
        QCOMPARE(line.value("value"_L1), line.value("default"_L1));
    }
    QCOMPARE(keys, (QStringList{u"library"_s, u"removeGit"_s, u"jobs"_s, u"connections"_s, u"limitRate"_s,
                                u"fullSpeed"_s, u"mirrors"_s, u"safe"_s, u"appearance"_s, u"language"_s,
                                u"libraries"_s, u"notifications"_s, u"metered"_s, u"tray"_s, u"afterQueue"_s,
                                u"afterCommand"_s, u"newVersions"_s}));
    const QByteArray text = cli.plain({u"settings"_s, u"list"_s}).process.out;
    for (const QByteArray &line : text.split('\n'))
        QVERIFY2(QString::fromUtf8(line).size() <= 80 || line.startsWith("library"), line);
    QVERIFY2(text.contains("jobs           2 (default)\n               models at a time"), text);
    QVERIFY(!QFileInfo::exists(file(cli))); // looking makes nothing
}

void SettingsCommandTest::changesOne()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    const CliResult set = cli.plain({u"settings"_s, u"set"_s, u"limit-rate"_s, u"5M"_s});
    QCOMPARE(set.exitCode(), 0);
    QCOMPARE(set.process.out, QByteArray("limitRate: 5 MB/s\n"));
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"limitRate"_s}).process.out, QByteArray("5000000\n"));
    QCOMPARE(cli.plain({u"settings"_s, u"set"_s, u"jobs"_s, u"3"_s, u"--quiet"_s}).process.out, QByteArray());
    const CliResult json = cli.json({u"settings"_s, u"get"_s, u"jobs"_s});
    QCOMPARE(json.lines.size(), 1);
    QCOMPARE(json.lines.first().value("value"_L1).toInt(), 3);
    QCOMPARE(json.lines.first().value("most"_L1).toInt(), 8);
    QVERIFY(!json.lines.first().value("is_default"_L1).toBool(true));
    QVERIFY(!readFile(file(cli)).contains("connections")); // nobody chose it

    QCOMPARE(cli.plain({u"settings"_s, u"reset"_s, u"jobs"_s}).process.out, QByteArray("jobs: 2\n"));
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"limitRate"_s}).process.out, QByteArray("5000000\n"));
    QCOMPARE(cli.plain({u"settings"_s, u"reset"_s, u"all"_s}).exitCode(), 0);
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"limitRate"_s}).process.out, QByteArray("0\n"));
}

void SettingsCommandTest::refusesWhatCannotBe_data()
{
    QTest::addColumn<QString>("about");
    QTest::newRow("set jobs 9") << u"a number from 1 to 8"_s;
    QTest::newRow("set removeGit perhaps") << u"true or false"_s;
    QTest::newRow("set limitRate fast") << u"500K"_s;
    QTest::newRow("set speed 3") << u"'speed'"_s;
    QTest::newRow("get") << u"settings takes"_s;
}

void SettingsCommandTest::refusesWhatCannotBe()
{
    QFETCH(QString, about);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    const CliResult result =
        cli.plain(QStringList{u"settings"_s} + QString::fromLatin1(QTest::currentDataTag()).split(u' '));
    QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
    QVERIFY2(QString::fromUtf8(result.process.err).simplified().contains(about),
             qPrintable(result.describe()));
    QVERIFY2(result.process.err.contains("weightyard-cli help settings"), qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(file(cli)));
}

void SettingsCommandTest::damagedFileIsKept()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    writeFile(file(cli), R"({"version": 1, "jobs": 99})");
    const CliResult result = cli.plain({u"settings"_s, u"set"_s, u"connections"_s, u"4"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(result.process.err.contains("settings.json"), qPrintable(result.describe()));
    QCOMPARE(readFile(file(cli) + u".damaged"_s), QByteArray(R"({"version": 1, "jobs": 99})"));
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"connections"_s}).process.out, QByteArray("4\n"));
}

void SettingsCommandTest::newerFileIsLeftAlone()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    writeFile(file(cli), R"({"version": 9})");
    QCOMPARE(cli.plain({u"settings"_s, u"set"_s, u"jobs"_s, u"3"_s}).exitCode(), 8);
    QCOMPARE(cli.plain({u"settings"_s, u"reset"_s, u"all"_s}).exitCode(), 8);
    QCOMPARE(readFile(file(cli)), QByteArray(R"({"version": 9})"));
}

// `./run` tells by them which program its arguments are for.
void SettingsCommandTest::namesForTheRunScript()
{
    const ProcessResult names = runProcess(QStringLiteral(WEIGHTYARD_CLI), {u"--command-names"_s});
    QVERIFY(names.ok());
    const QList<QByteArray> words = names.out.trimmed().split('\n');
    for (const char *word : {"list", "get", "settings", "help", "version"})
        QVERIFY2(words.contains(word), word);
    for (const QByteArray &word : words) {
        const ProcessResult help =
            runProcess(QStringLiteral(WEIGHTYARD_CLI), {QString::fromLatin1(word), u"--help"_s});
        QVERIFY2(help.ok(), word);
    }
}

void SettingsCommandTest::languageOfTheSystem_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("usage");
    QTest::newRow("English") << u"LC_ALL"_s << u"C.UTF-8"_s << u"Usage:"_s;
    QTest::newRow("plain C") << u"LC_ALL"_s << u"C"_s << u"Usage:"_s;
    QTest::newRow("German") << u"LC_ALL"_s << u"de_AT.UTF-8"_s << u"Aufruf:"_s;
    QTest::newRow("Chinese") << u"LANGUAGE"_s << u"fr:zh_CN"_s << u"用法："_s;
    QTest::newRow("none of ours") << u"LANGUAGE"_s << u"fr"_s << u"Usage:"_s;
}

// Whether the system has that locale or not.
void SettingsCommandTest::languageOfTheSystem()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QString, usage);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    cli.environment().insert(variable, value);
    const CliResult help = cli.plain({u"settings"_s, u"--help"_s});
    QVERIFY2(QString::fromUtf8(help.process.out).startsWith(usage), qPrintable(help.describe()));
    QCOMPARE(help.process.err, QByteArray());
}

void SettingsCommandTest::languageIsSet()
{
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), kNoHub);
    cli.environment().insert(u"LANGUAGE"_s, u"de"_s);
    QCOMPARE(cli.plain({u"settings"_s, u"set"_s, u"language"_s, u"ZH_cn"_s}).exitCode(), 0);
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"language"_s}).process.out, QByteArray("zh_CN\n"));
    const QString refused = QString::fromUtf8(cli.plain({u"get"_s, u"nobody/"_s}).process.err);
    QVERIFY2(refused.contains(u"。"_s) && !refused.contains(u"not understood"_s), qPrintable(refused));
    // What scripts read is the same in every language.
    const CliResult json = cli.json({u"get"_s, u"nobody/"_s});
    QCOMPARE(json.errorKind(), u"Usage"_s);
    // A file that cannot be read leaves the system's.
    writeFile(file(cli), "{");
    const CliResult damaged = cli.plain({u"list"_s});
    QVERIFY2(QString::fromUtf8(damaged.process.err).contains(u"beiseite"_s), qPrintable(damaged.describe()));
}

WEIGHTYARD_TEST(SettingsCommandTest)

} // namespace settings_command_test

#include "settings_command_test.moc"
