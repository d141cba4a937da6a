// Completion in the real shells, with the real program: the tables are in completion_test, this is about the scripts.
#include "pty_run.h"
#include "small_model.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QtTest>

namespace shell_completion_test {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace weightyard::test;

namespace {

const QString kScripts = QStringLiteral(WEIGHTYARD_SOURCE_DIR "/packaging/completions");

void putFirst(CliRun &cli)
{
    const QString folder = QFileInfo(QStringLiteral(WEIGHTYARD_CLI)).path();
    cli.environment().insert(u"PATH"_s, folder + u':' + cli.environmentOf().value(u"PATH"_s));
    cli.environment().insert(u"PS1"_s, u"$ "_s);
    cli.environment().insert(u"HISTFILE"_s, u"/dev/null"_s);
}

/// Starts a shell with these arguments, types the lines and waits for what each must show.
QString typed(const QString &shell, CliRun &cli, const QStringList &arguments, const QByteArray &setUp,
              const QList<std::pair<QByteArray, QByteArray>> &lines)
{
    PtyRun run(QStandardPaths::findExecutable(shell), cli, arguments, {.columns = 120},
               PtyRun::Options::AsGiven);
    run.type(setUp + "echo rea''dy\r");
    if (!run.readUntil([](const QByteArray &all) { return all.contains("ready\r"); }, 20s))
        return u"no prompt: "_s + QString::fromUtf8(run.output());
    for (const auto &[keys, shown] : lines) {
        const qsizetype from = run.output().size();
        run.type("\x15" + keys);
        if (!run.readUntil(
                [&, &wanted = shown](const QByteArray &all) { return all.mid(from).contains(wanted); }, 20s))
            return u"after %1: %2"_s.arg(QString::fromUtf8(keys), QString::fromUtf8(run.output().mid(from)));
    }
    return {};
}

} // namespace

class ShellCompletionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bash();
    void zsh();
    void fish();
    void library();
    void readsOnly();
};

void ShellCompletionTest::bash()
{
    SKIP_WITHOUT_TERMINAL();
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), {});
    putFirst(cli);
    const QByteArray setUp = "source " + kScripts.toUtf8() + "/weightyard-cli.bash\r";
    const QString wrong = typed(u"bash"_s, cli, {u"--norc"_s, u"--noprofile"_s, u"-i"_s}, setUp,
                                {{"weightyard-cli statu\t", "status "},
                                 {"weightyard-cli get --family=Ph\t", "--family=Phi "},
                                 {"weightyard-cli get gemma-2-2b\t", "mlx-community/gemma-2-2b-it-4bit "},
                                 {"weightyard-cli get --into=/usr/loca\t", "/usr/local"}});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void ShellCompletionTest::zsh()
{
    SKIP_WITHOUT_TERMINAL();
    if (QStandardPaths::findExecutable(u"zsh"_s).isEmpty())
        QSKIP("zsh is not here");
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), {});
    putFirst(cli);
    const QByteArray setUp =
        "fpath=(" + kScripts.toUtf8()
        + " $fpath); autoload -Uz compinit; compinit -u -D; bindkey '^U' kill-whole-line\r";
    const QString wrong = typed(u"zsh"_s, cli, {u"-f"_s, u"-i"_s}, setUp,
                                {{"weightyard-cli statu\t", "status"},
                                 {"weightyard-cli get --family=Ph\t", "Phi"},
                                 {"weightyard-cli get gemma-2-2b\t", "mlx-community/gemma-2-2b-it-4bit"},
                                 {"weightyard-cli get --into=/usr/loca\t", "/usr/local"}});
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

void ShellCompletionTest::fish()
{
    if (QStandardPaths::findExecutable(u"fish"_s).isEmpty())
        QSKIP("fish is not here");
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), {});
    putFirst(cli);
    const auto answer = [&](const QString &line) {
        const ProcessResult run = runProcess(
            u"fish"_s, {u"-c"_s, u"source %1/weightyard-cli.fish; complete -C '%2'"_s.arg(kScripts, line)},
            {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
        return run.out;
    };
    QCOMPARE(answer(u"weightyard-cli statu"_s), QByteArray("status\tlist what is installed\n"));
    QCOMPARE(answer(u"weightyard-cli get --family=Ph"_s), QByteArray("--family=Phi\n"));
    QVERIFY(answer(u"weightyard-cli get gemma-2-2b"_s).startsWith("mlx-community/gemma-2-2b-it-4bit\t"));
    QVERIFY(answer(u"weightyard-cli get --into=/usr/loca"_s).startsWith("--into=/usr/local/"));
}

void ShellCompletionTest::library()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, SmallModel::name()}).exitCode(), 0);
    model.hub.log().clear();
    const ProcessResult run =
        runProcess(QStringLiteral(WEIGHTYARD_CLI),
                   {u"__complete"_s, u"--library"_s, cli.library(), u"verify"_s, u"mod"_s},
                   {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
    QCOMPARE(run.out, SmallModel::name().toUtf8() + '\n');
    for (const Endpoint endpoint : {Endpoint::Api, Endpoint::Git, Endpoint::Batch})
        QCOMPARE(model.hub.log().count(endpoint), 0);
}

// A damaged settings file stays as it is, and nothing is made.
void ShellCompletionTest::readsOnly()
{
    CliRun cli(QStringLiteral(WEIGHTYARD_CLI), {});
    QVERIFY(QDir().mkpath(cli.config()));
    writeFile(cli.config() + u"/settings.json"_s, "{\"library\": ");
    const TreeSnapshot before = TreeSnapshot::of(cli.home());
    const ProcessResult run = runProcess(
        QStringLiteral(WEIGHTYARD_CLI), {u"__complete"_s, u"--config"_s, cli.config(), u"verify"_s, u""_s},
        {.environment = cli.environmentOf(), .workingDirectory = cli.home(), .input = {}});
    QVERIFY2(run.ok() && run.out.isEmpty() && run.err.isEmpty(), qPrintable(run.describe()));
    QCOMPARE(TreeSnapshot::of(cli.home()), before);
}

WEIGHTYARD_TEST(ShellCompletionTest)

} // namespace shell_completion_test

#include "shell_completion_test.moc"
