// Where the system gives no further memory, or no further thread: every command ends with its result or with a sentence and 70, and never
// aborts.
#include "test_registry.h"

#include "cli_run.h"
#include "patience.h"
#include "small_model.h"

#include <QTest>

namespace exhausted_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

constexpr bool kIsSanitized =
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    true;
#else
    false;
#endif

/// weightyard-cli under a limit of the shell's ulimit.
ProcessResult limited(const CliRun &cli, const QString &limits, const QStringList &arguments)
{
    const QStringList all = QStringList{u"-c"_s,
                                        limits + u"; exec \"$0\" \"$@\""_s,
                                        QStringLiteral(WEIGHTYARD_CLI),
                                        u"--config"_s,
                                        cli.config(),
                                        u"--library"_s,
                                        cli.library()}
                            + arguments;
    return runProcess(u"/bin/bash"_s, all,
                      {.environment = cli.environmentOf(), .workingDirectory = {}, .input = {}});
}

} // namespace

class ExhaustedTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void threads_data();
    void threads();
    void memory_data();
    void memory();
};

void ExhaustedTest::threads_data()
{
    QTest::addColumn<QStringList>("command");
    const auto row = [](const char *name, const QStringList &command) { QTest::newRow(name) << command; };
    row("get", {u"get"_s, SmallModel::name()});
    row("get --dry-run", {u"get"_s, u"--dry-run"_s, SmallModel::name()});
    row("search", {u"search"_s, u"model"_s});
    row("files", {u"files"_s, SmallModel::name()});
    row("info", {u"info"_s, SmallModel::name()});
    row("estimate", {u"estimate"_s, SmallModel::name()});
    row("check", {u"check"_s});
    row("update", {u"update"_s, u"--check"_s});
    row("adopt", {u"adopt"_s, u"--find"_s});
    row("move-library", {u"move-library"_s, u"/nonexistent/elsewhere"_s});
    row("verify", {u"verify"_s});
    row("list", {u"list"_s});
}

// A stack of 8 GB a thread does not fit into 3.
void ExhaustedTest::threads()
{
    if (kIsSanitized)
        QSKIP("sanitizers take address space of their own");
    QFETCH(QStringList, command);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const ProcessResult result = limited(cli, u"ulimit -s 8000000; ulimit -v 3000000"_s, command);
    if (command.first() != "list"_L1 && command.first() != "verify"_L1) // they need none
        QVERIFY2(!result.err.isEmpty() || !result.out.isEmpty(), qPrintable(result.describe()));
    QVERIFY2(result.exitCode < 128, qPrintable(result.describe()));
    if (result.exitCode == 70)
        QVERIFY2(result.err.contains("thread"), qPrintable(result.describe()));
    QVERIFY2(!result.err.contains("terminate called"), qPrintable(result.describe()));
}

void ExhaustedTest::memory_data()
{
    QTest::addColumn<int>("mebibytes");
    for (const int mebibytes : {150, 200, 260, 300, 340, 400, 500})
        QTest::addRow("%d MiB", mebibytes) << mebibytes;
}

// Less than that is not enough for the libraries, which the loader tells.
void ExhaustedTest::memory()
{
    if (kIsSanitized)
        QSKIP("sanitizers take address space of their own");
    QFETCH(int, mebibytes);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString limit = u"ulimit -v %1"_s.arg(mebibytes * 1024);
    for (const QStringList &command : {QStringList{u"list"_s}, {u"status"_s}, {u"verify"_s}}) {
        const ProcessResult result = limited(cli, limit, command);
        QVERIFY2(result.exitCode < 128 && !result.err.contains("terminate called"),
                 qPrintable(result.describe()));
        if (result.exitCode != 0)
            QVERIFY2(!result.err.isEmpty(), qPrintable(result.describe()));
    }
}

WEIGHTYARD_TEST(ExhaustedTest)

} // namespace exhausted_test

#include "exhausted_test.moc"
