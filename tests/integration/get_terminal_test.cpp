// What `get` shows: live lines on a real terminal, plain lines elsewhere.
#include "pty_run.h"
#include "small_model.h"
#include "test_registry.h"

#include <QtTest>

namespace get_terminal_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kLongName =
    u"an-owner-with-a-long-name/A-Model-Whose-Name-Is-Much-Longer-Than-Any-Terminal-4bit-Instruct"_s;
constexpr qint64 kMiB = 1024 * 1024;

QString linesOf(const QStringList &lines)
{
    return lines.join(u"\n"_s);
}

} // namespace

class GetTerminalTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void liveLinesFit_data();
    void liveLinesFit();
    void waitingFits_data();
    void waitingFits();
    void failureOnTerminal();
    void promptIsLeftAlone();
    void plainLinesElsewhere_data();
    void plainLinesElsewhere();

private:
    static void addModel(LocalHub &hub, const QString &name, qint64 size)
    {
        RepoBuilder repo;
        const ObjectId object = hub.addGenerated(5, size);
        repo.lfsTrack(u"*.safetensors"_s)
            .file(u"README.md"_s, "hi\n")
            .lfsPointer(u"model.safetensors"_s, object)
            .commit("1");
        hub.addRepository(name, repo);
    }
};

void GetTerminalTest::liveLinesFit_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<QString>("name");
    for (const int columns : {200, 80, 60, 40, 20}) {
        QTest::addRow("%d columns", columns) << columns << u"owner/model"_s;
        QTest::addRow("%d columns, long name", columns) << columns << kLongName;
    }
}

void GetTerminalTest::liveLinesFit()
{
    SKIP_WITHOUT_TERMINAL();
    QFETCH(int, columns);
    QFETCH(QString, name);
    LocalHub hub;
    addModel(hub, name, 30 * kMiB);
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 6'000'000; });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, name}, {.columns = columns});
    const QString folder = cli.folder(name);

    // In the middle of it: two lines or so, rewritten in place.
    QVERIFY2(run.readUntil(
                 [](const QByteArray &all) {
                     return all.contains(" 3") && all.contains("Downloading") && all.count("\x1b[") > 8;
                 },
                 30s),
             run.output().constData());
    const Screen middle = run.screen();
    QVERIFY2(middle.rows().size() <= 4, qPrintable(middle.text()));
    QVERIFY2(run.waitForEnd(60s), run.output().constData());
    QCOMPARE(run.exitCode(), 0);

    const Screen end = run.screen();
    QVERIFY2(end.unknown().isEmpty(), qPrintable(linesOf(end.unknown())));
    QVERIFY2(end.redraws() >= 5, qPrintable(QString::number(end.redraws())));
    for (const QString &line : end.tooLong()) // a path cannot be broken, everything else can
        QVERIFY2(folder.contains(line.trimmed().left(columns - 2)), qPrintable(line));
    const QString text = end.text();
    QString joined = text;
    joined.remove(u'\n');
    QVERIFY2(joined.remove(u' ').contains(QString(folder).remove(u' ')), qPrintable(text));
    QVERIFY2(text.contains("done"_L1), qPrintable(text));
    QVERIFY2(!text.contains("Downloading"_L1) && !text.contains("Resolving"_L1), qPrintable(text));
    if (columns >= 60) { // the bar goes first where room is short
        QVERIFY2(run.output().contains('%') && run.output().contains("/s")
                     && (columns < 80 || run.output().contains("[#")),
                 run.output().constData());
    }
}

void GetTerminalTest::waitingFits_data()
{
    QTest::addColumn<int>("columns");
    QTest::newRow("80") << 80;
    QTest::newRow("40") << 40;
}

void GetTerminalTest::waitingFits()
{
    SKIP_WITHOUT_TERMINAL();
    QFETCH(int, columns);
    LocalHub hub;
    addModel(hub, kLongName, kMiB);
    hub.addFault(Fault::statusOf(Endpoint::Batch, 429).withHeader("Retry-After", "1"));
    hub.addFault(Fault::statusOf(Endpoint::Storage, 503).withHeader("Retry-After", "1"));
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, kLongName}, {.columns = columns});
    QVERIFY2(run.readUntil([](const QByteArray &all) { return all.contains("Waiting"); }, 30s),
             run.output().constData());
    QVERIFY(run.waitForEnd(60s));
    QCOMPARE(run.exitCode(), 0);
    const Screen end = run.screen();
    for (const QString &line : end.tooLong())
        QVERIFY2(cli.folder(kLongName).contains(line.trimmed().left(columns - 2)), qPrintable(line));
    QVERIFY2(!end.text().contains("Waiting"_L1), qPrintable(end.text()));
    QVERIFY2(run.output().contains("asked to wait"), run.output().constData());
}

void GetTerminalTest::failureOnTerminal()
{
    SKIP_WITHOUT_TERMINAL();
    LocalHub hub;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, u"owner/nonsense"_s}, {.columns = 60});
    QVERIFY(run.waitForEnd(30s));
    QCOMPARE(run.exitCode(), 4);
    const Screen end = run.screen();
    QVERIFY2(end.tooLong().isEmpty(), qPrintable(linesOf(end.tooLong())));
    QVERIFY2(!end.text().contains("Resolving"_L1), qPrintable(end.text()));
    QVERIFY2(end.text().simplified().contains("owner/nonsense: Access was refused"_L1),
             qPrintable(end.text()));
    QVERIFY2(end.text().contains("HF_TOKEN"_L1), qPrintable(end.text()));
}

// git asks for a user on the terminal while another model's progress would be drawn there.
void GetTerminalTest::promptIsLeftAlone()
{
    SKIP_WITHOUT_TERMINAL();
    const QString gated = u"owner/gated"_s;
    LocalHub hub;
    addModel(hub, gated, kMiB);
    addModel(hub, u"owner/model"_s, 60 * kMiB);
    hub.addAccount({u"alice"_s, "s3cret"});
    hub.setAccess(gated, AccessRule::gatedTo({u"alice"_s}));
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 2'000'000; });
    const auto sent = [&] {
        qint64 total = 0;
        for (const LoggedRequest &request : hub.log().of(Endpoint::Storage))
            total += request.bytesSent;
        return total;
    };
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    cli.environment().remove(u"GIT_TERMINAL_PROMPT"_s);
    PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, gated, u"owner/model"_s}, {});
    QVERIFY2(run.readUntil([](const QByteArray &all) { return all.contains("Username for "); }, 30s),
             run.output().constData());
    const qint64 before = sent();
    QVERIFY(run.readUntil([&](const QByteArray &) { return sent() >= before + 2 * kMiB; }, 30s));
    const QByteArray since = run.output().mid(run.output().indexOf("Username for "));
    QVERIFY2(!since.contains('\x1b'), since.constData());

    run.type("alice\n");
    QVERIFY2(run.readUntil([](const QByteArray &all) { return all.contains("Password for "); }, 30s),
             run.output().constData());
    run.type("wrong\n");
    hub.update([](HubSettings &settings) { settings.bytesPerSecond = 0; });
    QVERIFY2(run.waitForEnd(60s), run.output().constData());
    QCOMPARE(run.exitCode(), 4);
    QCOMPARE(run.output().count("Username for "), 1); // once a host, as git does it
    const QString text = run.screen().text().simplified();
    QVERIFY2(text.contains("owner/gated: "_L1) && text.contains("owner/model: done"_L1),
             qPrintable(run.screen().text()));
}

void GetTerminalTest::plainLinesElsewhere_data()
{
    QTest::addColumn<bool>("dumb");
    QTest::newRow("a pipe") << false;
    QTest::newRow("TERM=dumb") << true;
}

void GetTerminalTest::plainLinesElsewhere()
{
    SKIP_WITHOUT_TERMINAL();
    QFETCH(bool, dumb);
    const SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QByteArray output;
    if (dumb) {
        cli.environment().insert(u"TERM"_s, u"dumb"_s);
        PtyRun run(QStringLiteral(WEIGHTYARD_CLI), cli, {u"get"_s, SmallModel::name()}, {});
        QVERIFY(run.waitForEnd(60s));
        QCOMPARE(run.exitCode(), 0);
        output = QByteArray(run.output()).replace("\r\n", "\n");
    } else {
        const CliResult result = cli.plain({u"get"_s, SmallModel::name()});
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        QCOMPARE(result.process.err, QByteArray());
        output = result.process.out;
    }
    QVERIFY2(!output.contains('\x1b') && !output.contains('\r'), output.constData());
    const QList<QByteArray> lines = output.trimmed().split('\n');
    QVERIFY2(lines.size() >= 3 && lines.size() < 30, output.constData());
    for (const QByteArray &line : lines)
        QVERIFY2(line.startsWith(SmallModel::name().toUtf8() + ": ")
                     || line == "  " + cli.folder(SmallModel::name()).toUtf8(),
                 line.constData());
    QVERIFY2(lines.at(lines.size() - 2).contains("done"), output.constData());
}

WEIGHTYARD_TEST(GetTerminalTest)

} // namespace get_terminal_test

#include "get_terminal_test.moc"
