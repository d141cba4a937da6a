// What the terminal says where something is not as it should be: once, in sentences, and with what helps there.
#include "hub_api_scene.h"
#include "small_model.h"
#include "test_registry.h"

#include <QDir>
#include <QFile>
#include <QtTest>

namespace terminal_words_test {

using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString textOf(const QByteArray &text)
{
    return QString::fromUtf8(text).simplified();
}

} // namespace

class TerminalWordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void searchWithoutTheHub();
    void searchWithoutTheHubFilters();
    void updateWithoutTheHub();
    void statusKeepsItsColumns();
    void configThatIsAFile();
    void dryRunLooksTheChoiceUp();
    void dryRunWithoutTheHub();
    void foldersThatCannotBe_data();
    void foldersThatCannotBe();
    void libraryThatIsOne();
    void onlyVariant();
    void libraryIsOneOfFurther();
};

void TerminalWordsTest::searchWithoutTheHub()
{
    HubApiScene scene;
    scene.addModel();
    RepoBuilder other;
    other.file(u"README.md"_s, "seen\n").commit("1");
    scene.hub.addRepository(u"o/m-seen"_s, other);
    scene.hub.addRepository(u"o/never"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"o/m"_s}).exitCode(), 0);
    QCOMPARE(cli.json({u"info"_s, u"o/m-seen"_s}).exitCode(), 0);
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    const CliResult people = cli.plain({u"search"_s, u"M"_s});
    QVERIFY2(people.exitCode() == 3, qPrintable(people.describe()));
    const QString text = textOf(people.process.out);
    QVERIFY2(text.contains("o/m "_L1) && text.contains("Here"_L1) && text.contains("o/m-seen"_L1),
             qPrintable(text));
    QVERIFY2(text.contains("The Hub did not answer"_L1) && !text.contains("o/never"_L1), qPrintable(text));
    QVERIFY2(!textOf(people.process.err).contains("goes on where it stopped"_L1),
             people.process.err.constData());
    const CliResult scripts = cli.json({u"search"_s, u"m"_s});
    QCOMPARE(scripts.exitCode(), 3);
    QCOMPARE(scripts.lines.first().value("model"_L1).toString(), u"o/m"_s);
    QCOMPARE(scripts.lines.first().value("state"_L1).toString(), u"here"_s);
    QVERIFY(scripts.lines.last().contains("error"_L1));
}

void TerminalWordsTest::searchWithoutTheHubFilters()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"o/m"_s}).exitCode(), 0);
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    for (const QStringList &words :
         {QStringList{u"m"_s, u"--author"_s, u"p"_s}, QStringList{u"m"_s, u"x"_s}}) {
        const CliResult result = cli.plain(QStringList{u"search"_s} + words);
        QCOMPARE(result.exitCode(), 3);
        QVERIFY2(textOf(result.process.out) == u"Nothing here has these words."_s,
                 qPrintable(result.describe()));
    }
    const CliResult author = cli.plain({u"search"_s, u"--author"_s, u"O"_s});
    QVERIFY2(textOf(author.process.out).startsWith("o/m "_L1), qPrintable(author.describe()));
}

// Once, with what helps, whatever the number of models.
void TerminalWordsTest::updateWithoutTheHub()
{
    SmallModel model;
    model.hub.addRepository(u"owner/other"_s, model.repo);
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (const QString &name : {SmallModel::name(), u"owner/other"_s})
        QCOMPARE(cli.json({u"get"_s, name}).exitCode(), 0);
    model.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    model.hub.addFault(Fault::statusOf(Endpoint::Git, 503).always());
    const CliResult result = cli.plain({u"update"_s, u"--check"_s});
    QVERIFY2(result.exitCode() == 3, qPrintable(result.describe()));
    const QString text = textOf(result.process.err);
    QVERIFY2(text.startsWith("2 models: "_L1) && text.contains("try again"_L1)
                 && !text.contains("goes on"_L1),
             qPrintable(text));
    QCOMPARE(text.count("has a problem"_L1), 1);
}

void TerminalWordsTest::statusKeepsItsColumns()
{
    SmallModel model;
    const QString longName = u"mlx-community/Baichuan-M1-14B-Instruct-4bit-ft"_s;
    model.hub.addRepository(longName, model.repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (const QString &name : {SmallModel::name(), longName})
        QCOMPARE(cli.json({u"get"_s, name}).exitCode(), 0);
    const QStringList lines = QString::fromUtf8(cli.plain({u"status"_s}).process.out).split(u'\n');
    qsizetype column = -1;
    for (const QString &name : {SmallModel::name(), longName}) {
        const auto line = std::find_if(lines.cbegin(), lines.cend(),
                                       [&](const QString &one) { return one.startsWith(name + u' '); });
        QVERIFY2(line != lines.cend(), qPrintable(lines.join(u'\n')));
        const qsizetype here = line->indexOf("  Here"_L1);
        QVERIFY(here > 0 && (column < 0 || column == here));
        column = here;
    }
}

void TerminalWordsTest::configThatIsAFile()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString file = cli.home() + u"/afile"_s;
    writeFile(file, "mine");
    const CliResult result = cli.plain({u"get"_s, SmallModel::name(), u"--config"_s, file});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QString text = textOf(result.process.err);
    QCOMPARE(text.count(file), 1);
    QVERIFY2(text.contains("cannot be kept"_L1) && text.contains("--config"_L1)
                 && !text.contains("weightyard."_L1),
             qPrintable(text));
    QCOMPARE(readFile(file), "mine");
    const CliResult log = cli.plain({u"get"_s, SmallModel::name(), u"--config"_s, file, u"--verbose"_s});
    QVERIFY2(log.process.err.contains("weightyard.store"), qPrintable(log.describe()));
}

void TerminalWordsTest::dryRunLooksTheChoiceUp()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult wrong = cli.plain({u"get"_s, u"o/m:nope"_s, u"--dry-run"_s});
    QVERIFY2(wrong.exitCode() == 2, qPrintable(wrong.describe()));
    QVERIFY2(wrong.process.out.isEmpty() && wrong.process.err.contains("nope")
                 && textOf(wrong.process.err).contains("weightyard-cli files"_L1),
             qPrintable(wrong.describe()));
    const CliResult good = cli.plain({u"get"_s, u"o/m:q4_k_m"_s, u"--dry-run"_s});
    QVERIFY2(good.exitCode() == 0, qPrintable(good.describe()));
    const QString text = textOf(good.process.out);
    QVERIFY2(text.contains("q4_k_m"_L1) && text.contains("kB"_L1) && text.contains(cli.folder(u"o/m"_s)),
             qPrintable(text));
    const CliResult scripts = cli.json({u"get"_s, u"weightyard://hub/o/m:Q4_K_M"_s, u"--dry-run"_s});
    const CliResult estimate = cli.json({u"estimate"_s, u"o/m:Q4_K_M"_s});
    QCOMPARE(scripts.lines.first().value("bytes"_L1), estimate.lines.first().value("bytes"_L1));
    QCOMPARE(scene.hub.log().count(Endpoint::Storage), 0);
    QCOMPARE(cli.plain({u"get"_s, u"o/m"_s, u"--dry-run"_s}).exitCode(), 0);
}

void TerminalWordsTest::dryRunWithoutTheHub()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    scene.hub.addFault(Fault::statusOf(Endpoint::Api, 503).always());
    const CliResult result = cli.plain({u"get"_s, u"o/m:q4_k_m"_s, u"--dry-run"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(textOf(result.process.out).contains(cli.folder(u"o/m"_s)));
    QVERIFY2(textOf(result.process.err).contains("known when the download begins"_L1),
             qPrintable(result.describe()));
}

void TerminalWordsTest::foldersThatCannotBe_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QString>("says");
    QTest::newRow("library in /proc")
        << QStringList{u"get"_s, SmallModel::name(), u"--library"_s, u"/proc/x"_s} << 6
        << u"does not allow it"_s;
    QTest::newRow("mirror behind a dead link")
        << QStringList{u"mirror"_s, SmallModel::name(), u"--to"_s, u"dead"_s} << 6 << u"a link to"_s;
    QTest::newRow("scripts behind a dead link")
        << QStringList{u"export-scripts"_s, SmallModel::name(), u"--to"_s, u"dead"_s} << 6 << u"a link to"_s;
}

void TerminalWordsTest::foldersThatCannotBe()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, SmallModel::name()}).exitCode(), 0);
    QVERIFY(QFile::link(cli.home() + u"/nowhere"_s, cli.home() + u"/dead"_s));
    const CliResult result = cli.plain(arguments);
    QTEST(result.exitCode(), "exitCode");
    const QString text = textOf(result.process.err + result.process.out);
    QVERIFY2(text.contains(says) && !text.contains("made a mistake"_L1) && !text.contains("--into"_L1)
                 && !text.contains("a file is where"_L1),
             qPrintable(text));
}

// It needs no advice to become one.
void TerminalWordsTest::libraryThatIsOne()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, SmallModel::name()}).exitCode(), 0);
    const CliResult result = cli.plain({u"adopt"_s, cli.library()});
    QVERIFY2(result.exitCode() == 10, qPrintable(result.describe()));
    const QString text = textOf(result.process.err + result.process.out);
    QVERIFY2(text.contains("is a library already"_L1) && !text.contains("settings set"_L1), qPrintable(text));
}

void TerminalWordsTest::onlyVariant()
{
    HubApiScene scene;
    scene.addModel();
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"o/m:q8_0"_s}).exitCode(), 0);
    const CliResult result = cli.plain({u"remove"_s, u"o/m"_s, u"--variant"_s, u"q8_0"_s, u"--yes"_s});
    QVERIFY2(result.exitCode() == 2, qPrintable(result.describe()));
    const QString text = textOf(result.process.err);
    QVERIFY2(text.contains("weightyard-cli remove o/m"_L1) && !text.contains("OWNER/NAME"_L1),
             qPrintable(text));
}

void TerminalWordsTest::libraryIsOneOfFurther()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:9"_s));
    const auto set = [&](const QStringList &words) {
        return cli.json(QStringList{u"settings"_s, u"set"_s} + words);
    };
    const QString one = cli.home() + u"/one"_s;
    const QString two = cli.home() + u"/two"_s;
    QCOMPARE(set({u"libraries"_s, one, two}).exitCode(), 0);
    const CliResult first = set({u"library"_s, two});
    QVERIFY2(first.exitCode() == 0, qPrintable(first.describe()));
    QCOMPARE(first.lines.size(), 2); // both are shown
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"library"_s}).process.out.trimmed(), two.toUtf8());
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"libraries"_s}).process.out.trimmed(), one.toUtf8());
    QCOMPARE(set({u"libraries"_s, u"none"_s}).exitCode(), 0);
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"libraries"_s}).process.out.trimmed(), QByteArray());
    QCOMPARE(set({u"limitRate"_s, u"none"_s}).exitCode(), 0);
    QCOMPARE(cli.plain({u"settings"_s, u"get"_s, u"limitRate"_s}).process.out.trimmed(), QByteArray("0"));
}

WEIGHTYARD_TEST(TerminalWordsTest)

} // namespace terminal_words_test

#include "terminal_words_test.moc"
