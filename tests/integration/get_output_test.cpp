// What `get` writes for programs and logs: --quiet, --json, --verbose, usage errors.
#include "small_model.h"
#include "test_registry.h"

#include <QDir>
#include <QJsonDocument>
#include <QtTest>

namespace get_output_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

void addModel(LocalHub &hub, const QString &name, qint64 size)
{
    RepoBuilder repo;
    const ObjectId object = hub.addGenerated(5, size);
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "hi\n").lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(name, repo);
}

} // namespace

class GetOutputTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void quiet();
    void jsonLines();
    void jsonOfFailure();
    void plainLinesFit();
    void verboseTellsNoSecret();
    void unwritable_data();
    void unwritable();
    void usageErrors_data();
    void usageErrors();
};

void GetOutputTest::quiet()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    for (int i = 0; i < 2; ++i) { // the second time it is there already
        const CliResult result = cli.plain({u"get"_s, SmallModel::name(), u"--quiet"_s});
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        QCOMPARE(result.process.out, QByteArray());
        QCOMPARE(result.process.err, QByteArray());
    }
    const CliResult failed = cli.plain({u"get"_s, u"owner/nonsense"_s, SmallModel::name(), u"--quiet"_s});
    QCOMPARE(failed.exitCode(), 4);
    QCOMPARE(failed.process.out, QByteArray());
    QVERIFY2(failed.process.err.startsWith("owner/nonsense: "), failed.process.err.constData());
    QVERIFY(!failed.process.err.contains("owner/model"));
}

void GetOutputTest::jsonLines()
{
    SmallModel model;
    addModel(model.hub, u"owner/second"_s, 3 * kMiB);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, SmallModel::name(), u"owner/second"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(result.process.err, QByteArray());
    QVERIFY(result.process.out.endsWith('\n'));
    const QList<QByteArray> lines = result.process.out.trimmed().split('\n');
    int summaries = 0;
    for (const QByteArray &line : lines) {
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
        QVERIFY2(error.error == QJsonParseError::NoError && !object.isEmpty(), line.constData());
        summaries += object.contains("summary"_L1) ? 1 : 0;
        if (!object.contains("summary"_L1)) {
            for (const QString &key :
                 {u"model"_s, u"url"_s, u"state"_s, u"bytes_total"_s, u"bytes_here"_s, u"objects_total"_s})
                QVERIFY2(object.contains(key), qPrintable(key));
        }
    }
    QCOMPARE(summaries, 1);
    const QJsonObject summary = result.summary();
    QCOMPARE(summary.value("models"_L1).toInt(), 2);
    QCOMPARE(summary.value("installed"_L1).toInt(), 2);
    QCOMPARE(summary.value("failed"_L1).toInt(), 0);
    QCOMPARE(summary.value("exit_code"_L1).toInt(), 0);
    QCOMPARE(bytesFetched(result), 3 * kMiB + SmallModel::weight(0).size() + SmallModel::weight(1).size());
    for (const QString &name : {SmallModel::name(), u"owner/second"_s}) {
        const QJsonObject last = result.lastOf(name);
        QCOMPARE(last.value("state"_L1).toString(), u"installed"_s);
        QCOMPARE(last.value("bytes_here"_L1).toInteger(), last.value("bytes_total"_L1).toInteger());
        QCOMPARE(last.value("objects_verified"_L1).toInt(), last.value("objects_total"_L1).toInt());
        QCOMPARE(last.value("folder"_L1).toString(), cli.folder(name));
    }
    QList<QString> states;
    for (const QJsonObject &line : result.lines) {
        const QString state = line.value("state"_L1).toString();
        if (line.value("model"_L1).toString() == SmallModel::name()
            && (states.isEmpty() || states.last() != state))
            states.append(state);
    }
    QVERIFY2(states.indexOf(u"resolving"_s) < states.indexOf(u"transferring"_s),
             qPrintable(states.join(u' ')));
    QVERIFY2(states.contains(u"publishing"_s), qPrintable(states.join(u' ')));
}

void GetOutputTest::jsonOfFailure()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    model.hub.addFault(Fault::statusOf(Endpoint::Git, 404).forPath(u"second"_s).always());
    const CliResult result = cli.json({u"get"_s, u"owner/nonsense"_s, u"owner/second"_s, SmallModel::name()});
    QVERIFY2(result.exitCode() == 1, qPrintable(result.describe())); // they failed for different reasons
    QCOMPARE(result.summary().value("exit_code"_L1).toInt(), 1);
    QCOMPARE(result.summary().value("failed"_L1).toInt(), 2);
    QCOMPARE(result.summary().value("installed"_L1).toInt(), 1);
    const QJsonObject error = result.lastOf(u"owner/nonsense"_s).value("error"_L1).toObject();
    QCOMPARE(error.value("kind"_L1).toString(), u"Auth"_s);
    QVERIFY(!error.value("message"_L1).toString().isEmpty()
            && !error.value("remedy"_L1).toString().isEmpty());
    QCOMPARE(result.lastOf(u"owner/second"_s).value("error"_L1).toObject().value("kind"_L1).toString(),
             u"NotFound"_s);
}

void GetOutputTest::plainLinesFit()
{
    SmallModel model;
    model.hub.addFault(Fault::statusOf(Endpoint::Batch, 503, "words of the server "_ba.repeated(8)));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult result = cli.plain({u"get"_s, SmallModel::name()});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY2(result.process.out.contains("Waiting "), result.process.out.constData());
    const QStringList lines = QString::fromUtf8(result.process.out).split(u'\n');
    for (const QString &line : lines) // a path is never cut
        QVERIFY2(line.size() <= 80 || line.trimmed().startsWith(u'/'), qPrintable(line));
}

void GetOutputTest::verboseTellsNoSecret()
{
    SmallModel model;
    model.hub.addAccount({u"alice"_s, "hf_verySecretToken"});
    model.hub.setAccess(SmallModel::name(), AccessRule::privateTo({u"alice"_s}));
    model.hub.update([](HubSettings &settings) {
        settings.actionHeaders = {{"X-Storage-Token", "storageSecret77"}};
    });
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    cli.environment().insert(u"HF_TOKEN"_s, u"hf_verySecretToken"_s);
    const CliResult result = cli.plain({u"get"_s, SmallModel::name(), u"--verbose"_s});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    const QByteArray said = result.process.out + result.process.err;
    QVERIFY2(result.process.err.size() > 200, said.constData()); // it does tell what happens
    for (const QByteArray &secret :
         {QByteArray("hf_verySecretToken"), QByteArray("storageSecret77"), QByteArray("ticket="),
          QByteArray("Basic "), QByteArray("Bearer "), QByteArray("hf_user:hf_verySecretToken").toBase64()})
        QVERIFY2(!said.contains(secret), said.constData());
    QVERIFY(model.hub.log().attemptsWith("hf_verySecretToken") > 0);
    QCOMPARE(filesWith(cli.home(), {"hf_verySecretToken", "storageSecret77", "ticket="}), QStringList());
}

void GetOutputTest::unwritable_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QStringList>("arguments");
    for (const char *command : {"--help", "--version"})
        QTest::addRow("window, %s", command) << QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/weightyard")
                                             << QStringList{QString::fromLatin1(command)};
    for (const char *command :
         {"help", "--version", "help get", "list", "list --json", "status", "status --json", "check",
          "check --json", "estimate owner/model", "estimate owner/model --json", "get owner/model",
          "get owner/model --json", "verify", "verify --json"})
        QTest::addRow("%s", command) << QStringLiteral(WEIGHTYARD_CLI)
                                     << QString::fromLatin1(command).split(u' ');
}

// A script that reads nothing must not take that for an empty answer.
void GetOutputTest::unwritable()
{
#ifndef Q_OS_LINUX
    QSKIP("/dev/full is a thing of Linux");
#else
    QFETCH(QString, program);
    QFETCH(QStringList, arguments);
    const SmallModel model;
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QStringList all{u"-c"_s, u"exec \"$0\" \"$@\" > /dev/full"_s, program};
    all += arguments;
    if (!arguments.first().contains("help"_L1) && !arguments.first().startsWith(u'-'))
        all += {u"--config"_s, cli.config(), u"--library"_s, cli.library()};
    const ProcessResult result = runProcess(
        u"sh"_s, all, {.environment = cli.environment(), .workingDirectory = cli.home(), .input = {}});
    QVERIFY2(result.exitCode == 6, qPrintable(result.describe()));
    QVERIFY2(result.err.contains("Standard output could not be written"), qPrintable(result.describe()));
#endif
}

void GetOutputTest::usageErrors_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("text");
    QTest::newRow("no such command") << QStringList{u"fetch"_s, u"owner/model"_s} << u"fetch"_s;
    QTest::newRow("no model") << QStringList{u"get"_s} << u"at least one model"_s;
    QTest::newRow("unknown option") << QStringList{u"get"_s, u"owner/model"_s, u"--nonsense"_s}
                                    << u"nonsense"_s;
    QTest::newRow("option of another command") << QStringList{u"status"_s, u"--into"_s, u"x"_s} << u"into"_s;
    QTest::newRow("value missing") << QStringList{u"get"_s, u"owner/model"_s, u"--revision"_s}
                                   << u"revision"_s;
    QTest::newRow("empty --into") << QStringList{u"get"_s, u"owner/model"_s, u"--into="_s} << u"--into"_s;
    QTest::newRow("both gits") << QStringList{u"get"_s, u"owner/model"_s, u"--keep-git"_s, u"--remove-git"_s}
                               << u"contradict"_s;
    QTest::newRow("two models into one folder")
        << QStringList{u"get"_s, u"a/b"_s, u"c/d"_s, u"--into"_s, u"x"_s} << u"one model"_s;
    QTest::newRow("two models of one revision")
        << QStringList{u"get"_s, u"a/b"_s, u"c/d"_s, u"--revision"_s, u"x"_s} << u"one model"_s;
    QTest::newRow("jobs: no number") << QStringList{u"get"_s, u"a/b"_s, u"--jobs"_s, u"x"_s} << u"--jobs"_s;
    QTest::newRow("jobs: none") << QStringList{u"get"_s, u"a/b"_s, u"--jobs"_s, u"0"_s} << u"1 to 8"_s;
    QTest::newRow("jobs: too many") << QStringList{u"get"_s, u"a/b"_s, u"--jobs"_s, u"9"_s} << u"1 to 8"_s;
    QTest::newRow("one model at two revisions")
        << QStringList{u"get"_s, u"https://huggingface.co/a/b/tree/x"_s, u"https://huggingface.co/a/b"_s}
        << u"two revisions"_s;
    QTest::newRow("ftp") << QStringList{u"get"_s, u"ftp://host/owner/model"_s} << u"OWNER/NAME"_s;
    QTest::newRow("ssh elsewhere") << QStringList{u"get"_s, u"git@github.com:owner/model.git"_s} << u"ssh"_s;
    QTest::newRow("a page that is no model")
        << QStringList{u"get"_s, u"https://huggingface.co/spaces/owner/thing"_s} << u"Hub"_s;
    QTest::newRow("status of a model") << QStringList{u"status"_s, u"owner/model"_s} << u"no model"_s;
    QTest::newRow("help on nothing") << QStringList{u"help"_s, u"nonsense"_s} << u"nonsense"_s;
}

void GetOutputTest::usageErrors()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, text);
    const TempDir home;
    // Not by CliRun, whose own options come last and would be a missing value.
    const ProcessResult result = runProcess(
        QStringLiteral(WEIGHTYARD_CLI), arguments,
        {.environment = neutralEnvironment(home.path()), .workingDirectory = home.path(), .input = {}});
    QVERIFY2(result.exitCode == 2, qPrintable(result.describe()));
    QCOMPARE(result.out, QByteArray());
    QVERIFY2(QString::fromUtf8(result.err).simplified().contains(text), qPrintable(result.describe()));
    QVERIFY2(result.err.startsWith("weightyard-cli: "), qPrintable(result.describe()));
    QVERIFY2(QDir(home.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
             qPrintable(result.describe()));
}

WEIGHTYARD_TEST(GetOutputTest)

} // namespace get_output_test

#include "get_output_test.moc"
