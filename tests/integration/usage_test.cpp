// What weightyard-cli says to a command line that it does not take: each with a remedy that fits.
#include "pty_run.h"
#include "small_model.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace usage_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

QString errorText(const CliResult &result)
{
    return QString::fromUtf8(result.process.err).simplified();
}

} // namespace

class UsageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void help();
    void remedies_data();
    void remedies();
    void remediesOfModels();
    void errorsAsJson_data();
    void errorsAsJson();
    void namesInPipes();
    void namesOnTerminals();
    void fileAsLibrary_data();
    void fileAsLibrary();
    void newerCatalogue_data();
    void newerCatalogue();
    void homeInPaths_data();
    void homeInPaths();
    void argumentsThatAreNoText_data();
    void argumentsThatAreNoText();
    void variablesThatAreNoText_data();
    void variablesThatAreNoText();
    void currentFolderThatIsNoText_data();
    void currentFolderThatIsNoText();
    void invalidEndpoint_data();
    void invalidEndpoint();

private:
    LocalHub m_hub;
    CliRun m_cli{QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl()};
};

void UsageTest::help()
{
    for (const QString &word : {u"help"_s, u"--help"_s, u"-h"_s}) {
        const ProcessResult result =
            runProcess(QStringLiteral(WEIGHTYARD_CLI), {word}, {.environment = m_cli.environment()});
        QVERIFY2(result.ok(), qPrintable(result.describe()));
        QVERIFY(result.out.contains("Commands:") && result.out.contains("verify"));
    }
    // Options before it, as aliases have them.
    const CliResult behind = m_cli.plain({u"help"_s});
    QVERIFY2(behind.exitCode() == 0 && behind.process.out.contains("Commands:"),
             qPrintable(behind.describe()));
    const CliResult topic = m_cli.plain({u"help"_s, u"verify"_s});
    QVERIFY2(topic.exitCode() == 0 && topic.process.out.contains("weightyard-cli verify"),
             qPrintable(topic.describe()));
    QCOMPARE(m_cli.plain({u"help"_s, u"nothing"_s}).exitCode(), 2);
}

void UsageTest::remedies_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("remedy");
    QTest::newRow("no such option") << u"get --nothing o/n"_s << u"'weightyard-cli help get' lists"_s;
    QTest::newRow("a bad value") << u"get --jobs 99 o/n"_s << u"'weightyard-cli help get' lists"_s;
    QTest::newRow("no model") << u"estimate"_s << u"'weightyard-cli help estimate' lists"_s;
    QTest::newRow("an option of another command") << u"status --jobs 2"_s << u"help status' lists"_s;
    QTest::newRow("no such command") << u"fetch o/n"_s << u"'weightyard-cli help' lists the commands"_s;
    QTest::newRow("no such family") << u"get --family X"_s << u"'weightyard-cli list'"_s;
    QTest::newRow("a mistyped command") << u"gett o/n"_s << u"'get' is the nearest"_s;
    QTest::newRow("letters left out") << u"lst"_s << u"'list' is the nearest"_s;
    QTest::newRow("letters swapped") << u"vreify"_s << u"'verify' is the nearest"_s;
    QTest::newRow("a mistyped option") << u"get --librery x o/n"_s << u"--library is the nearest"_s;
    QTest::newRow("another's option is not near")
        << u"status --jobs 2"_s << u"status has no option --jobs."_s;
    QTest::newRow("folder of scripts") << u"import-scripts nosuch"_s << u"how the folder is written"_s;
    QTest::newRow("folder to convert") << u"convert nosuch"_s << u"how the folder is written"_s;
    QTest::newRow("a file") << u"import-scripts /etc/passwd"_s << u"Name a folder that is there"_s;
    QTest::newRow("adopt") << u"adopt nosuch"_s << u"Name a folder that is there"_s;
    QTest::newRow("not a model") << u"get ftp://h/x"_s << u"OWNER/NAME"_s;
    QTest::newRow("a catalogue that is not there") << u"list --catalogue /none.json"_s << u"Mend it"_s;
}

void UsageTest::remedies()
{
    QFETCH(QString, arguments);
    QFETCH(QString, remedy);
    const CliResult result = m_cli.plain(arguments.split(u' '));
    QVERIFY2(result.exitCode() != 0, qPrintable(result.describe()));
    QVERIFY2(errorText(result).contains(remedy), qPrintable(errorText(result)));
    QVERIFY2(!errorText(result).contains("/etc/passwd (/etc/passwd)"_L1), qPrintable(errorText(result)));
    QCOMPARE(errorText(result).contains("OWNER/NAME"_L1), remedy == "OWNER/NAME"_L1);
}

// What a model has, and what is asked before it goes.
void UsageTest::remediesOfModels()
{
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString name = SmallModel::name();
    for (const QStringList &pick :
         {QStringList{u"--variant"_s, u"Q9"_s}, QStringList{u"--include"_s, u"none*"_s},
          QStringList{u"--file"_s, u"none.json"_s}}) {
        const CliResult result = cli.plain(QStringList{u"get"_s, name} + pick);
        QVERIFY2(result.exitCode() != 0, qPrintable(result.describe()));
        QVERIFY2(errorText(result).contains("weightyard-cli files"_L1)
                     && !errorText(result).contains("OWNER/NAME"_L1),
                 qPrintable(errorText(result)));
    }
    QCOMPARE(cli.plain({u"get"_s, name}).exitCode(), 0);
    for (const QStringList &arguments :
         {QStringList{u"remove"_s, name}, QStringList{u"clean"_s, u"--git-history"_s}}) {
        const CliResult result = cli.plain(arguments);
        QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
        QVERIFY2(errorText(result).contains("Add --yes"_L1) && !errorText(result).contains("list"_L1),
                 qPrintable(errorText(result)));
    }
}

void UsageTest::errorsAsJson_data()
{
    QTest::addColumn<QString>("arguments");
    for (const char *line :
         {"get nosuch", "list nosuch", "estimate nosuch", "export-scripts nosuch --to x", "remove nosuch",
          "update nosuch", "verify nosuch", "clean nosuch", "mirror nosuch --to x",
          "share nosuch --with hf-cache", "convert nosuch", "import-scripts nosuch", "adopt nosuch", "gett",
          "get --librery x", "settings get nosuch", "info nosuch"})
        QTest::newRow(line) << QString::fromLatin1(line);
}

// Every verb says on standard output what went wrong, as one object, before its summary.
void UsageTest::errorsAsJson()
{
    QFETCH(QString, arguments);
    const CliResult result = m_cli.json(arguments.split(u' '));
    QVERIFY2(result.exitCode() != 0, qPrintable(result.describe()));
    qsizetype errors = 0;
    for (const QJsonObject &line : result.lines)
        errors += line.value("error"_L1).isObject() ? 1 : 0;
    QVERIFY2(errors == 1, qPrintable(result.describe()));
    const QJsonObject error = result.lines.first().value("error"_L1).toObject();
    QVERIFY2(!error.value("message"_L1).toString().isEmpty()
                 && !error.value("remedy"_L1).toString().isEmpty(),
             qPrintable(result.describe()));
}

namespace {

const QString kLong = u"mlx-community/A-Name-That-Is-Too-Long-For-One-Column-Of-%1-Instruct-4bit"_s;

void addFolders(const CliRun &cli)
{
    for (const QString &size : {u"12B"_s, u"34B"_s})
        writeFile(cli.library() + u'/' + kLong.arg(size) + u"/model.safetensors"_s, "x");
}

} // namespace

// Who looks for a name in what a pipe brings finds it.
void UsageTest::namesInPipes()
{
    addFolders(m_cli);
    for (const QString &verb : {u"status"_s, u"clean"_s}) {
        const CliResult result = m_cli.plain({verb});
        for (const QString &size : {u"12B"_s, u"34B"_s})
            QVERIFY2(result.process.out.contains(kLong.arg(size).toUtf8()), qPrintable(result.describe()));
    }
}

// However narrow it is, two names can be told apart.
void UsageTest::namesOnTerminals()
{
    SKIP_WITHOUT_TERMINAL();
    writeFile(m_cli.home() + u"/list.json"_s,
              R"({"version": 1, "families": ["F"], "models": [
                 {"id": "o/a", "name": "Model Of Many Words 12B Instruct", "family": "F"},
                 {"id": "o/b", "name": "Model Of Many Words 34B Instruct", "family": "F"}]})");
    addFolders(m_cli);
    PtyRun list(QStringLiteral(WEIGHTYARD_CLI), m_cli,
                {u"list"_s, u"--catalogue"_s, m_cli.home() + u"/list.json"_s, u"--family"_s, u"F"_s},
                {.columns = 40, .rows = 24});
    QVERIFY(list.waitForEnd(std::chrono::seconds(60)));
    for (const QString &size : {u"12B"_s, u"34B"_s})
        QVERIFY2(list.screen().text().contains(size), qPrintable(list.screen().text()));
    PtyRun status(QStringLiteral(WEIGHTYARD_CLI), m_cli, {u"status"_s}, {.columns = 40, .rows = 24});
    QVERIFY(status.waitForEnd(std::chrono::seconds(60)));
    for (const QString &size : {u"12B"_s, u"34B"_s})
        QVERIFY2(status.screen().text().contains(size), qPrintable(status.screen().text()));
    QVERIFY2(status.screen().tooLong().isEmpty(), qPrintable(status.screen().text()));
}

void UsageTest::fileAsLibrary_data()
{
    QTest::addColumn<QString>("command");
    QTest::newRow("list") << u"list"_s;
    QTest::newRow("estimate") << u"estimate o/n"_s;
    QTest::newRow("get, size known") << u"get phi-2"_s;
}

void UsageTest::fileAsLibrary()
{
    QFETCH(QString, command);
    const QString file = m_cli.home() + u"/a-file"_s;
    writeFile(file, "x");
    const CliResult result = m_cli.plain(command.split(u' ') + QStringList{u"--library"_s, file});
    QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
    QVERIFY2(errorText(result).contains("--library"_L1) && !errorText(result).contains("--into"_L1),
             qPrintable(errorText(result)));
}

void UsageTest::invalidEndpoint_data()
{
    QTest::addColumn<QString>("endpoint");
    QTest::newRow("no scheme") << u"hf-mirror.example"_s;
    QTest::newRow("another scheme") << u"ftp://hf-mirror.example"_s;
    QTest::newRow("no host") << u"https://"_s;
}

void UsageTest::invalidEndpoint()
{
    QFETCH(QString, endpoint);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), m_hub.baseUrl());
    cli.environment().insert(u"HF_ENDPOINT"_s, endpoint);
    for (const QString &command : {u"list"_s, u"get o/n"_s}) {
        const CliResult result = cli.plain(command.split(u' '));
        QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
        QVERIFY2(errorText(result).contains("HF_ENDPOINT"_L1) && errorText(result).contains(endpoint),
                 qPrintable(errorText(result)));
    }
    cli.environment().insert(u"HF_ENDPOINT"_s, u" "_s); // as good as unset
    QCOMPARE(cli.plain({u"list"_s}).exitCode(), 0);
}

void UsageTest::newerCatalogue_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("list") << QStringList{u"list"_s, u"--catalogue"_s};
    QTest::newRow("get") << QStringList{u"get"_s, u"--all"_s, u"--catalogue"_s};
    QTest::newRow("put in its place") << QStringList{u"export-catalogue"_s, SmallModel::name(), u"--to"_s};
}

// As with every file of a newer version: nothing is wrong with what was typed, and the file stays.
void UsageTest::newerCatalogue()
{
    QFETCH(QStringList, arguments);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QByteArray newer = R"({"version": 99, "models": []})";
    const QString file = cli.home() + u"/newer.json"_s;
    writeFile(file, newer);
    const CliResult result = cli.json(arguments + QStringList{file});
    QVERIFY2(result.exitCode() == 8, qPrintable(result.describe()));
    QVERIFY2(errorText(result).contains("A newer Weightyard wrote this file"_L1)
                 && errorText(result).contains("Update Weightyard"_L1),
             qPrintable(errorText(result)));
    QCOMPARE(result.errorKind(), u"Prerequisite"_s);
    QCOMPARE(readFile(file), newer);
}

void UsageTest::homeInPaths_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("file"); // below the home
    const QString model = SmallModel::name();
    QTest::newRow("library") << QStringList{u"--library"_s, u"~/x"_s, model}
                             << u"x/"_s + model + u"/config.json"_s;
    QTest::newRow("library, by itself")
        << QStringList{u"--library"_s, u"~"_s, model} << model + u"/config.json"_s;
    QTest::newRow("into") << QStringList{u"--into=~/x/y"_s, model} << u"x/y/config.json"_s;
    QTest::newRow("config") << QStringList{u"--config"_s, u"~/c"_s, model} << u"c/libraries.json"_s;
    QTest::newRow("catalogue") << QStringList{u"--catalogue=~/list.json"_s, u"small-by-hand"_s}
                               << u"library/"_s + model + u"/config.json"_s;
}

// A shell leaves "~" alone where it does not stand at the beginning of a word.
void UsageTest::homeInPaths()
{
    QFETCH(QStringList, options);
    QFETCH(QString, file);
    SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    writeFile(
        cli.home() + u"/list.json"_s,
        R"({"version": 1, "families": ["F"], "models": [{"id": "owner/model", "name": "small-by-hand", "family": "F"}]})");
    const CliResult result = cli.json(QStringList{u"get"_s} + options);
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(QFileInfo::exists(cli.home() + u'/' + file), qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(u"~"_s) && !QFileInfo::exists(cli.home() + u"/~"_s));
}

void UsageTest::argumentsThatAreNoText_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("option");
    for (const QString &option : {u"--library="_s, u"--config "_s, u"--catalogue="_s, QString()}) {
        QTest::addRow("terminal, %s", qPrintable(option))
            << QStringLiteral(WEIGHTYARD_CLI) + u" list"_s << option;
        QTest::addRow("window, %s", qPrintable(option))
            << QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard") << option;
    }
}

// No folder of another name is made.
void UsageTest::argumentsThatAreNoText()
{
    QFETCH(QString, program);
    QFETCH(QString, option);
    const TempDir dir;
    const QString script =
        u"cd '%1' && exec %2 %3\"$(printf 'caf\\351')\""_s.arg(dir.path(), program, option);
    const ProcessResult result = runProcess(u"sh"_s, {u"-c"_s, script}, {.environment = m_cli.environment()});
    QVERIFY2(result.exitCode == 2, qPrintable(result.describe()));
    QVERIFY2(result.err.simplified().contains("caf\\351' is not text in UTF-8"),
             qPrintable(result.describe()));
    QVERIFY(QDir(dir.path()).isEmpty());
}

void UsageTest::variablesThatAreNoText_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("variable");
    for (const char *variable :
         {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "HF_HOME", "HF_HUB_CACHE"}) {
        QTest::addRow("terminal, %s", variable)
            << QStringLiteral(WEIGHTYARD_CLI) + u" settings set jobs 3"_s << QString::fromLatin1(variable);
        QTest::addRow("window, %s", variable)
            << QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard") << QString::fromLatin1(variable);
    }
}

void UsageTest::variablesThatAreNoText()
{
    QFETCH(QString, program);
    QFETCH(QString, variable);
    const TempDir dir;
    const QString script =
        u"export %2=\"%1/$(printf 'bad\\377')\" && exec %3"_s.arg(dir.path(), variable, program);
    const ProcessResult result = runProcess(u"sh"_s, {u"-c"_s, script}, {.environment = m_cli.environment()});
    QVERIFY2(result.exitCode == 2, qPrintable(result.describe()));
    const QByteArray said = result.err.simplified();
    QVERIFY2(said.contains(QByteArray("'" + variable.toLatin1() + "="))
                 && said.contains("bad\\377' is not text in UTF-8"),
             qPrintable(result.describe()));
    QVERIFY2(said.contains("names in UTF-8."), qPrintable(result.describe()));
    QVERIFY(QDir(dir.path()).isEmpty());
}

void UsageTest::currentFolderThatIsNoText_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<bool>("isRefused");
    const QString terminal = QStringLiteral(WEIGHTYARD_CLI);
    const QString window = QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard");
    for (const char *arguments :
         {"settings set library lib", "settings set libraries lib", "list --library=lib", "list --config lib",
          "get owner/none --into lib", "list --catalogue lib", "adopt lib", "move-library lib",
          "verify ./lib", "export-catalogue owner/none --to lib", "get --scripts lib --all"})
        QTest::addRow("terminal, %s", arguments) << terminal << QString::fromLatin1(arguments) << true;
    for (const char *arguments : {"--library lib", "--config lib", "--catalogue lib"})
        QTest::addRow("window, %s", arguments) << window << QString::fromLatin1(arguments) << true;
    for (const char *arguments : {"list", "settings set libraries none", "list --library=~/lib",
                                  "settings set jobs 3", "status --library /none"})
        QTest::addRow("terminal, %s", arguments) << terminal << QString::fromLatin1(arguments) << false;
}

// What is named in another way works from there.
void UsageTest::currentFolderThatIsNoText()
{
    QFETCH(QString, program);
    QFETCH(QString, arguments);
    QFETCH(bool, isRefused);
    const TempDir dir;
    // It is removed there: Qt does not see it.
    const QString script =
        u"here='%1'/$(printf 'bad\\377'); mkdir \"$here\" && cd \"$here\" || exit 99; %2 %3; code=$?; rm -r \"$here\"; exit $code"_s
            .arg(dir.path(), program, arguments);
    QProcessEnvironment environment = m_cli.environment();
    environment.insert(u"HOME"_s, dir.makeFolder(u"home"_s));
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    const ProcessResult result = runProcess(u"sh"_s, {u"-c"_s, script}, {.environment = environment});
    if (result.exitCode == 99)
        QSKIP("this file system takes text only");
    QVERIFY2(result.exitCode == (isRefused ? 2 : 0), qPrintable(result.describe()));
    QVERIFY2(result.err.simplified().contains("lib' is not text in UTF-8") == isRefused,
             qPrintable(result.describe()));
    QVERIFY2(result.err.contains("bad\\377/") == isRefused, qPrintable(result.describe()));
    QVERIFY(!QFileInfo::exists(dir.path(u"bad\uFFFD"_s)));
    if (isRefused)
        QVERIFY(!QFileInfo::exists(dir.path(u"home/.config/weightyard"_s)));
}

WEIGHTYARD_TEST(UsageTest)

} // namespace usage_test

#include "usage_test.moc"
