#include "said.h"
#include "settings/setting_table.h"
#include "temp_dir.h"
#include "test_registry.h"
#include "ui/text/setting_text.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <cmath>
#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace settings_test {

using namespace weightyard;
using namespace weightyard::settings;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QStringList allKeys()
{
    QStringList keys;
    for (const Setting &setting : settingTable())
        keys.append(QString::fromLatin1(setting.key));
    return keys;
}

} // namespace

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaults();
    void roundTrip();
    void keepsUnknownKeys();
    void badFiles_data();
    void badFiles();
    void newerIsLeftAlone();
    void linkStaysALink();
    void linkToNothing();
    void pipeIsRefusedAtOnce();
    void homeInPath();
    void startsAllTheSame_data();
    void startsAllTheSame();
    void newerStopsTheStart();
    void othersStay();
    void resets();
    void rows();
    void texts_data();
    void texts();
    void printedIsTyped();
};

void SettingsTest::defaults()
{
    const TempDir folder;
    const auto settings = readSettings(folder.path(u"absent"_s));
    QVERIFY(settings);
    QCOMPARE(settings->library, QDir::home().filePath(u"Models"_s));
    QCOMPARE(settings->removeGit, false);
    QCOMPARE(settings->jobs, 2);
    QCOMPARE(settings->connections, 16);
    QCOMPARE(settings->limitRate, 0);
    QVERIFY(!QFileInfo::exists(folder.path(u"absent"_s))); // reading makes nothing
    QVERIFY(defaultConfigDir().endsWith(u"/weightyard"_s));
}

void SettingsTest::roundTrip()
{
    const TempDir folder;
    const QString config = folder.path(u"new/config"_s);
    QVERIFY(writeSettings(config,
                          {.library = u"/data/models"_s,
                           .removeGit = true,
                           .jobs = 3,
                           .connections = 4,
                           .limitRate = 5'000'000},
                          allKeys()));
    const auto settings = readSettings(config);
    QVERIFY(settings);
    QCOMPARE(settings->library, u"/data/models"_s);
    QCOMPARE(settings->removeGit, true);
    QCOMPARE(settings->jobs, 3);
    QCOMPARE(settings->connections, 4);
    QCOMPARE(settings->limitRate, 5'000'000);
    QCOMPARE(QDir(config).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             QStringList{u"settings.json"_s});
}

void SettingsTest::keepsUnknownKeys()
{
    const TempDir folder;
    folder.writeFile(u"settings.json"_s, R"({"version": 1, "theme": {"dark": true}, "jobs": 5})");
    auto settings = readSettings(folder.path());
    QVERIFY(settings);
    settings->jobs = 6;
    QVERIFY(writeSettings(folder.path(), *settings, {u"jobs"_s}));
    const QJsonObject object = QJsonDocument::fromJson(readFile(folder.path(u"settings.json"_s))).object();
    QCOMPARE(object.value("theme"_L1).toObject().value("dark"_L1).toBool(), true);
    QCOMPARE(object.value("jobs"_L1).toInt(), 6);
    QCOMPARE(object.value("version"_L1).toInt(), 1);
}

void SettingsTest::badFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("kind");
    const auto row = [](const char *content, const char *kind) {
        QTest::newRow(content) << QByteArray(content) << QString::fromLatin1(kind);
    };
    row("", "Corrupt");
    row("[]", "Corrupt");
    row("{", "Corrupt");
    row("{}", "Corrupt");
    row(R"({"version": 0})", "Corrupt");
    row(R"({"version": 2})", "Prerequisite");
    row(R"({"version": 1, "library": "models"})", "Usage");
    row(R"({"version": 1, "library": 5})", "Usage");
    row(R"({"version": 1, "removeGit": "yes"})", "Usage");
    row(R"({"version": 1, "jobs": 0})", "Usage");
    row(R"({"version": 1, "jobs": 9})", "Usage");
    row(R"({"version": 1, "jobs": 1.5})", "Usage");
    row(R"({"version": 1, "connections": 17})", "Usage");
}

void SettingsTest::badFiles()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, kind);
    const TempDir folder;
    const QString file = folder.writeFile(u"settings.json"_s, content);
    const auto settings = readSettings(folder.path());
    QVERIFY(!settings);
    QCOMPARE(errorKindName(settings.error().kind), kind);
    QCOMPARE(settings.error().context.path, file);
}

void SettingsTest::startsAllTheSame_data()
{
    QTest::addColumn<QByteArray>("content");
    for (const char *content : {"", "{", "{}", "[1]", "\xff\xfe", R"({"version": 1, "library": ""})",
                                R"({"version": 1, "library": "models", "jobs": 3})",
                                R"({"version": 1, "jobs": 0})", R"({"version": 1, "limitRate": -1})"})
        QTest::newRow(content) << QByteArray(content);
}

void SettingsTest::startsAllTheSame()
{
    QFETCH(QByteArray, content);
    const TempDir folder;
    const QString file = folder.writeFile(u"settings.json"_s, content);
    folder.writeFile(u"settings.json.damaged"_s, "an older one");
    const auto start = settingsForStart(folder.path());
    QVERIFY(start && start->problem);
    QCOMPARE(start->problem->context.path, file);
    QVERIFY(start->problem->context.reason == base::ErrorReason::SetAside);
    QCOMPARE(start->settings.library, defaultSettings().library);
    QCOMPARE(start->settings.jobs, defaultSettings().jobs);
    QVERIFY(!QFileInfo::exists(file));
    QCOMPARE(readFile(file + u".damaged"_s), content);
    const auto again = settingsForStart(folder.path()); // said once
    QVERIFY(again && !again->problem);
    // What is damaged while a program runs is not written over either.
    folder.writeFile(u"settings.json"_s, content);
    QVERIFY(writeSettings(folder.path(), defaultSettings(), allKeys()));
    QCOMPARE(readFile(file + u".damaged"_s), content);
    QVERIFY(readSettings(folder.path()));
}

void SettingsTest::newerStopsTheStart()
{
    const TempDir folder;
    const QString file = folder.writeFile(u"settings.json"_s, R"({"version": 7})");
    const auto start = settingsForStart(folder.path());
    QVERIFY(!start);
    QCOMPARE(start.error().kind, base::ErrorKind::Prerequisite);
    QVERIFY(QFileInfo::exists(file) && !QFileInfo::exists(file + u".damaged"_s));
}

void SettingsTest::newerIsLeftAlone()
{
    const TempDir folder;
    const QByteArray newer = R"({"version": 7, "library": {"odd": 1}})";
    const QString file = folder.writeFile(u"settings.json"_s, newer);
    const auto written = writeSettings(folder.path(), defaultSettings(), allKeys());
    QVERIFY(!written);
    QCOMPARE(written.error().kind, base::ErrorKind::Prerequisite);
    QCOMPARE(readFile(file), newer);
}

// As those have it who keep their settings in a repository.
void SettingsTest::linkStaysALink()
{
    const TempDir folder;
    const QString target = folder.writeFile(u"dotfiles/weightyard.json"_s, R"({"version": 1, "jobs": 3})");
    const QString link = folder.path(u"config/settings.json"_s);
    QVERIFY(QDir().mkpath(folder.path(u"config"_s)) && QFile::link(target, link));
    Settings settings = *readSettings(folder.path(u"config"_s));
    QCOMPARE(settings.jobs, 3);
    settings.jobs = 4;
    QVERIFY(writeSettings(folder.path(u"config"_s), settings, allKeys()));
    QVERIFY(QFileInfo(link).isSymLink());
    QVERIFY(readFile(target).contains("\"jobs\": 4"));
}

// What is damaged is put aside where it lies; the link then leads to nothing, which is no settings yet.
void SettingsTest::linkToNothing()
{
    const TempDir folder;
    const QString config = folder.path(u"config"_s);
    const QString target = folder.writeFile(u"dotfiles/weightyard.json"_s, "{");
    QVERIFY(QDir().mkpath(config) && QFile::link(target, folder.path(u"between"_s))
            && QFile::link(folder.path(u"between"_s), config + u"/settings.json"_s));
    const auto start = settingsForStart(config);
    QVERIFY(start && start->problem && !QFileInfo::exists(target));
    QCOMPARE(start->problem->context.path, target);
    const auto again = settingsForStart(config);
    QVERIFY(again && !again->problem);
    QCOMPARE(again->settings.jobs, defaultSettings().jobs);
    QVERIFY(writeSettings(config, defaultSettings(), allKeys()));
    QVERIFY(QFileInfo(config + u"/settings.json"_s).isSymLink() && QFileInfo::exists(target));
}

// Nobody writes into it: whoever opened it would wait for ever.
void SettingsTest::pipeIsRefusedAtOnce()
{
#ifdef Q_OS_UNIX
    const TempDir folder;
    QCOMPARE(::mkfifo(QFile::encodeName(folder.path(u"settings.json"_s)).constData(), 0600), 0);
    QVERIFY(!readSettings(folder.path()));
    QVERIFY(!settingsForStart(folder.path()));
    QVERIFY(!writeSettings(folder.path(), defaultSettings(), allKeys()));
#else
    QSKIP("needs mkfifo");
#endif
}

void SettingsTest::homeInPath()
{
    const TempDir folder;
    folder.writeFile(u"settings.json"_s, R"({"version": 1, "library": "~/weights/"})");
    const auto settings = readSettings(folder.path());
    QVERIFY(settings);
    QCOMPARE(settings->library, QDir::home().filePath(u"weights"_s));
    folder.writeFile(u"settings.json"_s, R"({"version": 1, "library": "~"})");
    QCOMPARE(readSettings(folder.path())->library, QDir::homePath());
}

// Two programs may have read the file before either writes it.
void SettingsTest::othersStay()
{
    const TempDir folder;
    Settings one = defaultSettings();
    Settings other = defaultSettings();
    one.jobs = 3;
    other.limitRate = 7000;
    QVERIFY(writeSettings(folder.path(), one, {u"jobs"_s}));
    QVERIFY(writeSettings(folder.path(), other, {u"limitRate"_s}));
    const auto both = readSettings(folder.path());
    QVERIFY(both);
    QCOMPARE(both->jobs, 3);
    QCOMPARE(both->limitRate, 7000);
    QVERIFY(!readFile(folder.path(u"settings.json"_s)).contains("library")); // nobody chose it
}

void SettingsTest::resets()
{
    const TempDir folder;
    QVERIFY(resetSettings(folder.path(), allKeys()));
    QVERIFY(!QFileInfo::exists(folder.path(u"settings.json"_s)));
    folder.writeFile(u"settings.json"_s, R"({"version": 1, "theme": "dark", "jobs": 5, "connections": 4})");
    QVERIFY(resetSettings(folder.path(), {u"jobs"_s}));
    const auto settings = readSettings(folder.path());
    QVERIFY(settings);
    QCOMPARE(settings->jobs, defaultSettings().jobs);
    QCOMPARE(settings->connections, 4);
    QVERIFY(readFile(folder.path(u"settings.json"_s)).contains("theme"));
    const QString newer = folder.writeFile(u"settings.json"_s, R"({"version": 2})");
    QCOMPARE(resetSettings(folder.path(), allKeys()).error().kind, base::ErrorKind::Prerequisite);
    QCOMPARE(readFile(newer), QByteArray(R"({"version": 2})"));
}

// Each row reads what it writes, names itself, and has a default that it takes.
void SettingsTest::rows()
{
    for (const Setting &setting : settingTable()) {
        Settings settings = defaultSettings();
        const QJsonValue before = valueOf(setting, settings);
        QVERIFY2(isDefault(setting, settings), setting.key);
        QVERIFY2(setValue(setting, settings, before), setting.key);
        QCOMPARE(valueOf(setting, settings), before);
        for (const QJsonValue &bad :
             {QJsonValue(), QJsonValue(QJsonValue::Undefined), QJsonValue(QJsonArray{1}), QJsonValue(-1),
              QJsonValue(1e300), QJsonValue(std::nan(""))}) {
            const auto set = setValue(setting, settings, bad);
            QVERIFY2(!set && set.error().kind == base::ErrorKind::Usage, setting.key);
            QVERIFY2(test::said(set.error()).contains(QLatin1StringView(setting.key)), setting.key);
            QCOMPARE(valueOf(setting, settings), before);
        }
        QCOMPARE(findSetting(QString::fromLatin1(setting.key)), &setting);
        QVERIFY2(!text::settingPurpose(setting).isEmpty(), setting.key);
        QVERIFY2(!text::settingValue(setting, settings).isEmpty(), setting.key);
    }
    QCOMPARE(findSetting(u"limit-rate"_s), findSetting(u"limitRate"_s));
    QCOMPARE(findSetting(u"REMOVE_GIT"_s), findSetting(u"removeGit"_s));
    QVERIFY(findSetting({}) == nullptr);
}

void SettingsTest::texts_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QJsonValue>("value"); // null: refused
    const auto row = [](const char *text, const char *key, const QJsonValue &value) {
        QTest::addRow("%s %s", key, text) << QString::fromLatin1(key) << value;
    };
    row("3", "jobs", 3);
    row("8", "jobs", 8);
    row(" 2 ", "jobs", 2);
    row("0", "jobs", {});
    row("9", "jobs", {});
    row("two", "jobs", {});
    row("1.5", "jobs", {});
    row("99999999999999999999", "jobs", {});
    row("16", "connections", 16);
    row("17", "connections", {});
    row("5M", "limitRate", 5'000'000);
    row("0", "limitRate", 0);
    row("fast", "limitRate", {});
    row("0:00 - 7:00", "fullSpeed", u"00:00-07:00"_s);
    row("MON-FRI 22:00-6:00,sun 00:00-24:00", "fullSpeed", u"mon-fri 22:00-06:00, sun 00:00-24:00"_s);
    row("", "fullSpeed", u""_s);
    row("none", "fullSpeed", u""_s);
    row("at night", "fullSpeed", {});
    row("notify-send \"all done\"", "afterCommand", u"notify-send \"all done\""_s);
    row(" ", "afterCommand", u""_s);
    row("one\ntwo", "afterCommand", {});
    row("command", "afterQueue", u"command"_s);
    row("yes", "removeGit", true);
    row("OFF", "removeGit", false);
    row("1", "removeGit", true);
    row("2", "removeGit", {});
    row("/data/models/", "library", u"/data/models"_s);
    row("~", "library", QDir::homePath());
    row("~/m", "library", QDir::home().filePath(u"m"_s));
    row("here", "library", QDir::current().filePath(u"here"_s));
    row("", "library", {});
}

void SettingsTest::texts()
{
    QFETCH(QString, key);
    QFETCH(QJsonValue, value);
    const QString text = QString::fromLatin1(QTest::currentDataTag()).section(u' ', 1);
    const Setting &setting = *findSetting(key);
    Settings settings = defaultSettings();
    const bool taken = setText(setting, settings, {text}).has_value();
    QCOMPARE(taken, !value.isNull());
    QCOMPARE(valueOf(setting, settings), taken ? value : valueOf(setting, defaultSettings()));
}

// What `settings list` prints can be typed.
void SettingsTest::printedIsTyped()
{
    Settings changed = defaultSettings();
    changed.removeGit = true;
    changed.limitRate = 1'500'000;
    changed.fullSpeed = u"00:00-07:00"_s;
    changed.mirrors = {u"https://mirror.example"_s};
    changed.libraries = {u"/data/models"_s};
    changed.afterCommand = u"notify-send done"_s;
    for (const Settings &settings : {defaultSettings(), Settings(), changed}) {
        for (const Setting &setting : settingTable()) {
            const QString printed = text::settingValue(setting, settings);
            if (printed.isEmpty())
                continue; // no library is not said
            Settings typed = defaultSettings();
            const QStringList words = isList(setting) ? printed.split(u' ') : QStringList{printed};
            QVERIFY2(setText(setting, typed, text::settingWords(setting, words)), qPrintable(printed));
            QCOMPARE(valueOf(setting, typed), valueOf(setting, settings));
        }
    }
    for (const char *key : {"limitRate", "fullSpeed", "libraries", "mirrors", "afterCommand"}) {
        Settings typed = changed;
        const Setting &setting = *findSetting(QString::fromLatin1(key));
        QVERIFY(setText(setting, typed, text::settingWords(setting, {u"None"_s})));
        QCOMPARE(valueOf(setting, typed), valueOf(setting, Settings()));
    }
}

WEIGHTYARD_TEST(SettingsTest)

} // namespace settings_test

#include "settings_test.moc"
