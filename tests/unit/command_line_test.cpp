#include "said.h"
#include "test_registry.h"
#include "ui/text/messages.h"

#include "app/cli/command_help.h"
#include "app/cli/command_table.h"
#include "app/cli/option_table.h"

#include <QRegularExpression>
#include <QTest>

namespace command_line_test {

using namespace weightyard;
using namespace weightyard::cli;
using namespace Qt::Literals::StringLiterals;

namespace {

// The words of a line; '' is an empty one.
QStringList words(const char *line)
{
    QStringList list = QString::fromUtf8(line).split(u' ', Qt::SkipEmptyParts);
    list.replaceInStrings(u"''"_s, QString());
    return list;
}

CommandLine parsed(const char *line)
{
    const auto result = parseCommandLine(words(line));
    if (!result)
        throw std::runtime_error(test::said(result.error()).toStdString());
    return *result;
}

QString nameOf(const CommandLine &line)
{
    return line.command == nullptr ? QString() : QString::fromLatin1(line.command->name);
}

QStringList topics()
{
    QStringList names{QString()};
    for (const Command *command : kCommands)
        names.append(QString::fromLatin1(command->name));
    return names;
}

} // namespace

class CommandLineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verbs_data();
    void verbs();
    void options();
    void order_data();
    void order();
    void jobsAndRoom();
    void speed();
    void models();
    void catalogueOptions();
    void refused_data();
    void refused();
    void helpFitsTheTerminal_data();
    void helpFitsTheTerminal();
    void helpNamesEveryOption();
    void refusalsAreWhole();
    void commandInArguments();
    void tables();
};

void CommandLineTest::verbs_data()
{
    QTest::addColumn<CommandLine::Asks>("asks");
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("topic");
    QTest::newRow("") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("--help") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("-h") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("help") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("help get") << CommandLine::Asks::Help << QString() << u"get"_s;
    QTest::newRow("help help") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("--library d help") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("--config d help verify") << CommandLine::Asks::Help << QString() << u"verify"_s;
    QTest::newRow("verify") << CommandLine::Asks::Command << u"verify"_s << QString();
    QTest::newRow("verify phi gemma") << CommandLine::Asks::Command << u"verify"_s << QString();
    QTest::newRow("--help status") << CommandLine::Asks::Help << QString() << u"status"_s;
    QTest::newRow("get --help") << CommandLine::Asks::Help << QString() << u"get"_s;
    QTest::newRow("get -h o/n") << CommandLine::Asks::Help << QString() << u"get"_s;
    QTest::newRow("status --help") << CommandLine::Asks::Help << QString() << u"status"_s;
    QTest::newRow("--library d --help") << CommandLine::Asks::Help << QString() << QString();
    QTest::newRow("--version") << CommandLine::Asks::Version << QString() << QString();
    QTest::newRow("version") << CommandLine::Asks::Version << QString() << QString();
    QTest::newRow("get --version") << CommandLine::Asks::Version << QString() << QString();
    QTest::newRow("--config d --version") << CommandLine::Asks::Version << QString() << QString();
    QTest::newRow("get o/n") << CommandLine::Asks::Command << u"get"_s << QString();
    QTest::newRow("get get") << CommandLine::Asks::Command << u"get"_s << QString();
    QTest::newRow("status") << CommandLine::Asks::Command << u"status"_s << QString();
    QTest::newRow("list") << CommandLine::Asks::Command << u"list"_s << QString();
    QTest::newRow("list phi") << CommandLine::Asks::Command << u"list"_s << QString();
    QTest::newRow("check") << CommandLine::Asks::Command << u"check"_s << QString();
    QTest::newRow("estimate phi") << CommandLine::Asks::Command << u"estimate"_s << QString();
    QTest::newRow("get --all") << CommandLine::Asks::Command << u"get"_s << QString();
    QTest::newRow("get --family Phi") << CommandLine::Asks::Command << u"get"_s << QString();
    QTest::newRow("estimate --all") << CommandLine::Asks::Command << u"estimate"_s << QString();
    QTest::newRow("settings") << CommandLine::Asks::Command << u"settings"_s << QString();
    QTest::newRow("search qwen 8b") << CommandLine::Asks::Command << u"search"_s << QString();
    QTest::newRow("search --author a") << CommandLine::Asks::Command << u"search"_s << QString();
    QTest::newRow("files o/n") << CommandLine::Asks::Command << u"files"_s << QString();
    QTest::newRow("info o/n --json") << CommandLine::Asks::Command << u"info"_s << QString();
    QTest::newRow("--command-names") << CommandLine::Asks::CommandNames << QString() << QString();
    for (const char *verb : {"list", "check", "estimate", "verify", "settings"})
        QTest::addRow("help %s", verb) << CommandLine::Asks::Help << QString() << QString::fromLatin1(verb);
}

void CommandLineTest::verbs()
{
    const CommandLine line = parsed(QTest::currentDataTag());
    QTEST(line.asks, "asks");
    QTEST(nameOf(line), "command");
    QTEST(line.helpTopic, "topic");
}

void CommandLineTest::options()
{
    const CommandLine line =
        parsed("get --library lib --config=conf --into in --revision refs/pr/3 --json --quiet --verbose o/n");
    QCOMPARE(line.words, QStringList{u"o/n"_s});
    QCOMPARE(line.library, u"lib"_s);
    QCOMPARE(line.config, u"conf"_s);
    QCOMPARE(line.text("into"), u"in"_s);
    QCOMPARE(line.text("revision"), u"refs/pr/3"_s);
    QVERIFY(line.json && line.quiet && line.verbose);
    const CommandLine bare = parsed("get o/n p/m");
    QCOMPARE(bare.words, (QStringList{u"o/n"_s, u"p/m"_s}));
    QVERIFY(!bare.json && !bare.quiet && !bare.verbose && !bare.has("remove-git"));
    QCOMPARE(bare.library + bare.config + bare.text("into") + bare.text("revision"), QString());
    const CommandLine status = parsed("status --json --library lib");
    QVERIFY(status.json);
    QCOMPARE(status.library, u"lib"_s);
}

void CommandLineTest::order_data()
{
    QTest::addColumn<QString>("library");
    QTest::addColumn<QStringList>("models");
    for (const char *line : {"get o/n --library d", "get --library d o/n", "--library d get o/n",
                             "--library=d get o/n", "get --library d -- o/n", "--json --library d get o/n"})
        QTest::newRow(line) << u"d"_s << QStringList{u"o/n"_s};
    QTest::newRow("--library get get o/n") << u"get"_s << QStringList{u"o/n"_s};
    QTest::newRow("--library status get o/n") << u"status"_s << QStringList{u"o/n"_s};
    QTest::newRow("get --library d -- -o") << u"d"_s << QStringList{u"-o"_s};
}

void CommandLineTest::order()
{
    const CommandLine line = parsed(QTest::currentDataTag());
    QCOMPARE(nameOf(line), u"get"_s);
    QTEST(line.library, "library");
    QTEST(line.words, "models");
}

void CommandLineTest::jobsAndRoom()
{
    QVERIFY(!parsed("get o/n").number("jobs"));
    QVERIFY(!parsed("get o/n").has("fits"));
    QCOMPARE(parsed("get --jobs 8 o/n").number("jobs"), std::optional<qint64>(8));
    QVERIFY(parsed("get --all --fits").has("fits"));
    for (const char *line : {"get o/n --jobs 0", "get o/n --jobs 9", "get o/n --jobs two",
                             "get o/n --jobs ''", "status --jobs 2", "status --fits"})
        QVERIFY2(!parseCommandLine(words(line)), line);
}

void CommandLineTest::speed()
{
    QVERIFY(!parsed("get o/n").number("connections"));
    QVERIFY(!parsed("get o/n").number("limit-rate"));
    QCOMPARE(parsed("get --connections 16 o/n").number("connections"), std::optional<qint64>(16));
    QCOMPARE(parsed("get --limit-rate 5M o/n").number("limit-rate"), std::optional<qint64>(5'000'000));
    QCOMPARE(parsed("get --limit-rate 0 o/n").number("limit-rate"), std::optional<qint64>(0));
    for (const char *line : {"get o/n --connections 0", "get o/n --connections 17",
                             "get o/n --limit-rate fast", "get o/n --limit-rate ''", "list --limit-rate 5M"})
        QVERIFY2(!parseCommandLine(words(line)), line);
}

void CommandLineTest::models()
{
    const CommandLine line = parsed("get --all --extra --family Phi --family=Qwen --catalogue c.json phi");
    QVERIFY(line.has("all") && line.has("extra"));
    QCOMPARE(line.list("family"), (QStringList{u"Phi"_s, u"Qwen"_s}));
    QCOMPARE(line.text("catalogue"), u"c.json"_s);
    QCOMPARE(line.words, QStringList{u"phi"_s});
    const CommandLine bare = parsed("get phi");
    QVERIFY(!bare.has("all") && !bare.has("extra") && !bare.has("family") && !bare.has("catalogue"));
}

void CommandLineTest::catalogueOptions()
{
    for (const char *verb : {"list", "estimate x", "get x"}) {
        const CommandLine line = parsed(qPrintable(
            QString::fromLatin1(verb) + u" --catalogue c --extra --family F --library l --json"_s));
        QCOMPARE(line.text("catalogue"), u"c"_s);
        QVERIFY(line.has("extra") && line.json);
        QCOMPARE(line.list("family"), QStringList{u"F"_s});
        QCOMPARE(line.library, u"l"_s);
    }
    QCOMPARE(parsed("estimate x --revision v1").text("revision"), u"v1"_s);
    QVERIFY(parsed("list").words.isEmpty());
}

void CommandLineTest::refused_data()
{
    QTest::addColumn<QString>("about"); // what the message names
    const auto row = [](const char *line, const char *about) {
        QTest::newRow(line) << QString::fromLatin1(about);
    };
    row("fetch o/n", "'fetch'");
    row("help fetch", "'fetch'");
    row("gett o/n", "'get' is the nearest");
    row("lst", "'list' is the nearest");
    row("help udpate", "'update' is the nearest");
    row("get --librery x o/n", "--library is the nearest");
    row("get --reviison x o/n", "--revision is the nearest");
    row("get -q o/n", "get has no option -q");
    row("--json", "command");
    row("--library d", "command");
    row("get", "model");
    row("get --json", "model");
    row("get --bogus o/n", "bogus");
    row("--bogus get o/n", "bogus");
    row("get -x o/n", "x");
    row("-v", "weightyard-cli has no option -v");
    row("--foo", "weightyard-cli has no option --foo");
    row("get o/n --include --dry-run", "--include=--dry-run");
    row("--library -- list", "--library=--");
    row("get o/n --library", "library");
    row("get --json=yes o/n", "json");
    row("get --into a o/n p/m", "--into");
    row("get --into '' o/n", "--into");
    row("get --library '' o/n", "--library");
    row("status --library ''", "--library");
    row("get --config= o/n", "--config");
    row("get --revision '' o/n", "--revision");
    row("get --revision main o/n p/m", "--revision");
    row("get --remove-git --keep-git o/n", "--remove-git");
    row("status o/n", "model");
    row("status --into x", "into");
    row("status --revision x", "revision");
    row("estimate", "model");
    row("files", "model");
    row("info --revision main o/n p/m", "--revision");
    row("search x --format onnx", "'onnx'");
    row("search x --sort up", "trending, downloads");
    row("search x --limit 1001", "limit");
    row("get --extra", "model");
    row("get --catalogue c", "model");
    row("get --all --into x", "--into");
    row("get --family F --into x", "--into");
    row("get --all --revision x", "--revision");
    row("estimate a b --revision x", "--revision");
    row("get --family '' x", "--family");
    row("list --catalogue ''", "--catalogue");
    row("list --all", "all");
    row("list --revision x", "revision");
    row("check phi", "model");
    row("check --family F", "family");
    row("status --catalogue c", "catalogue");
    row("estimate x --into d", "into");
    row("estimate x --remove-git", "remove-git");
    row("get x --library a --library b", "--library");
    row("get x --jobs 2 --jobs 3", "--jobs");
    row("get x --fits --wait", "--wait");
    row("settings show", "settings takes");
    row("settings get", "settings takes");
    row("settings get jobs connections", "settings takes");
    row("settings set jobs", "settings takes");
    row("settings set jobs 2 3", "settings takes");
    row("settings reset", "settings takes");
    row("settings get speed", "'speed'; there are library, removeGit");
    row("settings set all 3", "'all'");
}

void CommandLineTest::refused()
{
    QFETCH(QString, about);
    const auto result = parseCommandLine(words(QTest::currentDataTag()));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, base::ErrorKind::Usage);
    QVERIFY2(test::said(result.error()).contains(about), qPrintable(test::said(result.error())));
}

void CommandLineTest::helpFitsTheTerminal_data()
{
    QTest::addColumn<QString>("topic");
    const QStringList all = topics();
    for (const QString &topic : all)
        QTest::addRow("help %s", qPrintable(topic)) << topic;
}

void CommandLineTest::helpFitsTheTerminal()
{
    QFETCH(QString, topic);
    const QString text = helpText(topic);
    QVERIFY(text.startsWith("Usage: weightyard-cli"_L1) && text.endsWith(u'\n'));
    for (const QString &line : text.split(u'\n')) {
        QVERIFY2(line.size() <= 80, qPrintable(line));
        QVERIFY2(!line.endsWith(u' '), qPrintable(line));
    }
}

void CommandLineTest::helpNamesEveryOption()
{
    for (const char *option : {"--library DIR", "--config DIR", "--into DIR", "--revision REV",
                               "--remove-git", "--keep-git", "--json", "--quiet", "--verbose", "--help"})
        QVERIFY2(helpText(u"get"_s).contains(QLatin1StringView(option)), option);
    for (const char *option : {"--library DIR", "--config DIR", "--json", "--help", "--version", "  list ",
                               "  check ", "  estimate ", "  get ", "  status ", "  verify ", "  settings "})
        QVERIFY2(helpText({}).contains(QLatin1StringView(option)), option);
    for (const char *option : {"--all", "--family F", "--extra", "--catalogue FILE"}) {
        QVERIFY2(helpText(u"get"_s).contains(QLatin1StringView(option)), option);
        QVERIFY2(helpText(u"estimate"_s).contains(QLatin1StringView(option)), option);
        QVERIFY2(!helpText(u"status"_s).contains(QLatin1StringView(option)), option);
    }
    QVERIFY(!helpText(u"status"_s).contains("--into"_L1));
    QVERIFY(!helpText(u"verify"_s).contains("--family"_L1));
    QVERIFY(helpText(u"get"_s).contains("~/Models"_L1));
    // Every name is set apart from its text.
    const QStringList all = topics();
    for (const QString &topic : all) {
        const QStringList lines = helpText(topic).split(u'\n');
        for (const QString &line : lines) {
            static const QRegularExpression row(u"^  --[a-z-]+( [A-Z]+)?  +[^ ]"_s);
            QVERIFY2(!line.startsWith("  --"_L1) || row.match(line).hasMatch(), qPrintable(line));
        }
    }
}

// Whatever a command lacks, its sentence has every value that it names.
void CommandLineTest::refusalsAreWhole()
{
    static const QRegularExpression place(u"%[0-9]"_s);
    int refusals = 0;
    for (const Command *command : kCommands) {
        for (const char *words : {"", "one", "one two", "--all", "--copy one", "--to x", "--find one"}) {
            const QStringList given = QString::fromLatin1(words).split(u' ', Qt::SkipEmptyParts);
            const auto line = parseCommandLine(QStringList{QString::fromLatin1(command->name)} + given);
            if (line)
                continue;
            const QString said = text::Messages::sentence(line.error());
            QVERIFY2(!said.contains(place), qPrintable(said));
            ++refusals;
        }
    }
    QVERIFY(refusals > 40);
}

void CommandLineTest::commandInArguments()
{
    QCOMPARE(commandIn(words("get --nothing o/n")), u"get"_s);
    QCOMPARE(commandIn(words("--library d status --jobs 3")), u"status"_s);
    QCOMPARE(commandIn(words("fetch o/n")), QString());
    QCOMPARE(commandIn({}), QString());
}

// A row that is not whole would be found by its first user.
void CommandLineTest::tables()
{
    for (const Command *command : kCommands) {
        QVERIFY2(command->run != nullptr, command->name);
        QVERIFY2(*command->summary != '\0' && QByteArrayView(command->about).endsWith('\n'), command->name);
        const QStringList own = QString::fromLatin1(command->options).split(u' ', Qt::SkipEmptyParts);
        for (const QString &name : own)
            QVERIFY2(findOption(name) != nullptr, qPrintable(name));
        const QStringList options = optionsOf(*command);
        for (const char *name : {"library", "config", "json", "quiet", "verbose"})
            QVERIFY2(options.contains(QLatin1StringView(name)), command->name);
        QVERIFY2(commandNames().contains(QLatin1StringView(command->name) + u'\n'), command->name);
    }
    for (const Option &option : optionTable()) {
        QCOMPARE((option.kind == OptionKind::Flag), *option.value == '\0');
        QCOMPARE((option.kind == OptionKind::Number), option.most > 0);
        QCOMPARE(findOption(QString::fromLatin1(option.name)), &option);
    }
}

WEIGHTYARD_TEST(CommandLineTest)

} // namespace command_line_test

#include "command_line_test.moc"
