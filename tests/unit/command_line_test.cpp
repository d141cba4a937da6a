#include "test_registry.h"

#include "app/cli/command_line.h"

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
        throw std::runtime_error(result.error().detail.toStdString());
    return *result;
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
    void history();
    void jobsAndRoom();
    void speed();
    void models();
    void catalogueOptions();
    void refused_data();
    void refused();
    void helpFitsTheTerminal_data();
    void helpFitsTheTerminal();
    void helpNamesEveryOption();
    void verbInArguments();
};

void CommandLineTest::verbs_data()
{
    QTest::addColumn<Verb>("verb");
    QTest::addColumn<QString>("topic");
    QTest::newRow("") << Verb::Help << QString();
    QTest::newRow("--help") << Verb::Help << QString();
    QTest::newRow("-h") << Verb::Help << QString();
    QTest::newRow("help") << Verb::Help << QString();
    QTest::newRow("help get") << Verb::Help << u"get"_s;
    QTest::newRow("--library d help") << Verb::Help << QString();
    QTest::newRow("--config d help verify") << Verb::Help << u"verify"_s;
    QTest::newRow("verify") << Verb::Verify << QString();
    QTest::newRow("verify phi gemma") << Verb::Verify << QString();
    QTest::newRow("--help status") << Verb::Help << u"status"_s;
    QTest::newRow("get --help") << Verb::Help << u"get"_s;
    QTest::newRow("get -h o/n") << Verb::Help << u"get"_s;
    QTest::newRow("status --help") << Verb::Help << u"status"_s;
    QTest::newRow("--library d --help") << Verb::Help << QString();
    QTest::newRow("--version") << Verb::Version << QString();
    QTest::newRow("version") << Verb::Version << QString();
    QTest::newRow("get --version") << Verb::Version << QString();
    QTest::newRow("--config d --version") << Verb::Version << QString();
    QTest::newRow("get o/n") << Verb::Get << QString();
    QTest::newRow("get get") << Verb::Get << QString();
    QTest::newRow("status") << Verb::Status << QString();
    QTest::newRow("list") << Verb::List << QString();
    QTest::newRow("list phi") << Verb::List << QString();
    QTest::newRow("check") << Verb::Check << QString();
    QTest::newRow("estimate phi") << Verb::Estimate << QString();
    QTest::newRow("get --all") << Verb::Get << QString();
    QTest::newRow("get --family Phi") << Verb::Get << QString();
    QTest::newRow("estimate --all") << Verb::Estimate << QString();
    for (const char *verb : {"list", "check", "estimate", "verify"})
        QTest::addRow("help %s", verb) << Verb::Help << QString::fromLatin1(verb);
}

void CommandLineTest::verbs()
{
    const CommandLine line = parsed(QTest::currentDataTag());
    QTEST(line.verb, "verb");
    QTEST(line.helpTopic, "topic");
}

void CommandLineTest::options()
{
    const CommandLine line =
        parsed("get --library lib --config=conf --into in --revision refs/pr/3 --json --quiet --verbose o/n");
    QCOMPARE(line.models, QStringList{u"o/n"_s});
    QCOMPARE(line.library, u"lib"_s);
    QCOMPARE(line.config, u"conf"_s);
    QCOMPARE(line.into, u"in"_s);
    QCOMPARE(line.revision, u"refs/pr/3"_s);
    QVERIFY(line.json && line.quiet && line.verbose);
    const CommandLine bare = parsed("get o/n p/m");
    QCOMPARE(bare.models, (QStringList{u"o/n"_s, u"p/m"_s}));
    QVERIFY(!bare.json && !bare.quiet && !bare.verbose && !bare.removeGit);
    QCOMPARE(bare.library + bare.config + bare.into + bare.revision, QString());
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
    QCOMPARE(line.verb, Verb::Get);
    QTEST(line.library, "library");
    QTEST(line.models, "models");
}

void CommandLineTest::history()
{
    QCOMPARE(parsed("get o/n").removeGit, std::nullopt);
    QCOMPARE(parsed("get --remove-git o/n").removeGit, std::optional(true));
    QCOMPARE(parsed("get o/n --keep-git").removeGit, std::optional(false));
}

void CommandLineTest::jobsAndRoom()
{
    QVERIFY(!parsed("get o/n").jobs);
    QVERIFY(!parsed("get o/n").fits);
    QCOMPARE(parsed("get --jobs 8 o/n").jobs, std::optional(8));
    QVERIFY(parsed("get --all --fits").fits);
    for (const char *line : {"get o/n --jobs 0", "get o/n --jobs 9", "get o/n --jobs two",
                             "get o/n --jobs ''", "status --jobs 2", "status --fits"})
        QVERIFY2(!parseCommandLine(words(line)), line);
}

void CommandLineTest::speed()
{
    QVERIFY(!parsed("get o/n").connections);
    QVERIFY(!parsed("get o/n").limitRate);
    QCOMPARE(parsed("get --connections 16 o/n").connections, std::optional(16));
    QCOMPARE(parsed("get --limit-rate 5M o/n").limitRate, std::optional<qint64>(5'000'000));
    QCOMPARE(parsed("get --limit-rate 0 o/n").limitRate, std::optional<qint64>(0));
    for (const char *line : {"get o/n --connections 0", "get o/n --connections 17",
                             "get o/n --limit-rate fast", "get o/n --limit-rate ''", "list --limit-rate 5M"})
        QVERIFY2(!parseCommandLine(words(line)), line);
}

void CommandLineTest::models()
{
    const CommandLine line = parsed("get --all --extra --family Phi --family=Qwen --catalogue c.json phi");
    QVERIFY(line.all && line.extra);
    QCOMPARE(line.families, (QStringList{u"Phi"_s, u"Qwen"_s}));
    QCOMPARE(line.catalogue, u"c.json"_s);
    QCOMPARE(line.models, QStringList{u"phi"_s});
    const CommandLine bare = parsed("get phi");
    QVERIFY(!bare.all && !bare.extra && bare.families.isEmpty() && bare.catalogue.isEmpty());
}

void CommandLineTest::catalogueOptions()
{
    for (const char *verb : {"list", "estimate x", "get x"}) {
        const CommandLine line = parsed(qPrintable(
            QString::fromLatin1(verb) + u" --catalogue c --extra --family F --library l --json"_s));
        QCOMPARE(line.catalogue, u"c"_s);
        QVERIFY(line.extra && line.json);
        QCOMPARE(line.families, QStringList{u"F"_s});
        QCOMPARE(line.library, u"l"_s);
    }
    QCOMPARE(parsed("estimate x --revision v1").revision, u"v1"_s);
    QVERIFY(parsed("list").models.isEmpty());
}

void CommandLineTest::refused_data()
{
    QTest::addColumn<QString>("about"); // what the message names
    const auto row = [](const char *line, const char *about) {
        QTest::newRow(line) << QString::fromLatin1(about);
    };
    row("fetch o/n", "'fetch'");
    row("help fetch", "'fetch'");
    row("--json", "command");
    row("--library d", "command");
    row("get", "model");
    row("get --json", "model");
    row("get --bogus o/n", "bogus");
    row("--bogus get o/n", "bogus");
    row("get -x o/n", "x");
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
}

void CommandLineTest::refused()
{
    QFETCH(QString, about);
    const auto result = parseCommandLine(words(QTest::currentDataTag()));
    QVERIFY(!result);
    QCOMPARE(result.error().kind, base::ErrorKind::Usage);
    QVERIFY2(result.error().detail.contains(about), qPrintable(result.error().detail));
}

void CommandLineTest::helpFitsTheTerminal_data()
{
    QTest::addColumn<QString>("topic");
    QTest::newRow("all") << QString();
    for (const char *verb : {"list", "check", "estimate", "get", "status", "verify"})
        QTest::newRow(verb) << QString::fromLatin1(verb);
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
    for (const char *option :
         {"--library DIR", "--config DIR", "--json", "--help", "--version", "  list ", "  check ",
          "  estimate MODEL...", "  get MODEL...", "  status ", "  verify [MODEL...] "})
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
    for (const char *topic : {"", "list", "check", "estimate", "get", "status", "verify"}) {
        const QStringList lines = helpText(QString::fromLatin1(topic)).split(u'\n');
        for (const QString &line : lines) {
            static const QRegularExpression row(u"^  --[a-z-]+( [A-Z]+)?  +[^ ]"_s);
            QVERIFY2(!line.startsWith("  --"_L1) || row.match(line).hasMatch(), qPrintable(line));
        }
    }
}

void CommandLineTest::verbInArguments()
{
    QCOMPARE(verbIn(words("get --nothing o/n")), u"get"_s);
    QCOMPARE(verbIn(words("--library d status --jobs 3")), u"status"_s);
    QCOMPARE(verbIn(words("fetch o/n")), QString());
    QCOMPARE(verbIn({}), QString());
}

WEIGHTYARD_TEST(CommandLineTest)

} // namespace command_line_test

#include "command_line_test.moc"
