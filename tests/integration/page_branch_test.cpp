// Addresses of pages on a branch whose name has slashes: where the branch ends and the path begins, only the
// repository knows. `get`, what it says before, and the commands that only look take the same files.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "store_results.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QFileInfo>
#include <QtTest>

namespace page_branch_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kId = QStringLiteral("o/m");
const QByteArray kOnMain = patternBytes(20'000, 1);
const QByteArray kOnBranch = patternBytes(30'000, 2);

/// "main", "v1" and "feature/x", and the tag "release/1.0/final".
struct Branches {
    Branches()
    {
        repo.lfsTrack(u"*.bin"_s).file(u"config.json"_s, "{}\n").lfsFile(u"sub/a.bin"_s, kOnMain);
        repo.commit("main");
        repo.branch(u"v1"_s).branch(u"feature/x"_s).checkout(u"feature/x"_s);
        repo.lfsFile(u"sub/a.bin"_s, kOnBranch).file(u"notes.txt"_s, "of the branch\n");
        repo.commit("branch");
        repo.tag(u"release/1.0/final"_s).checkout(u"main"_s);
        hub.addRepository(kId, repo);
        other = hub.addListener({.address = u"127.0.0.2"_s});
    }
    LocalHub hub;
    RepoBuilder repo;
    Listener other;
};

} // namespace

class PageBranchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pages_data();
    void pages();
    void neither();
    void looks();
};

void PageBranchTest::pages_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<bool>("onHub");
    QTest::addColumn<QString>("files");
    QTest::addColumn<qint64>("bytes");
    const QString all = u"config.json notes.txt sub/a.bin"_s;
    const QString one = u"sub/a.bin"_s;
    const auto row = [](const char *page, bool onHub, const QString &files, const QByteArray &weight) {
        QTest::newRow((onHub ? QByteArray("hub ") : QByteArray("other ")) + page)
            << QString::fromLatin1(page) << onHub << files << qint64(weight.size());
    };
    row("tree/feature/x", true, all, kOnBranch);
    row("tree/feature/x/sub", true, one, kOnBranch);
    row("blob/feature/x/sub/a.bin", true, one, kOnBranch);
    row("resolve/feature/x/sub/a.bin", true, one, kOnBranch);
    row("resolve/feature%2Fx/sub/a.bin", true, one, kOnBranch);
    row("blob/release/1.0/final/sub/a.bin", true, one, kOnBranch);
    row("blob/v1/sub/a.bin", true, one, kOnMain);
    row("blob/main/sub/a.bin", true, one, kOnMain);
    row("src/branch/feature/x/sub/a.bin", false, one, kOnBranch);
    row("src/branch/feature/x", false, all, kOnBranch);
    row("-/tree/feature/x", false, all, kOnBranch);
    row("-/blob/feature/x/sub/a.bin", false, one, kOnBranch);
    row("tree/feature/x/sub", false, one, kOnBranch);
    row("blob/v1/sub/a.bin", false, one, kOnMain);
}

void PageBranchTest::pages()
{
    QFETCH(QString, page);
    QFETCH(bool, onHub);
    QFETCH(QString, files);
    QFETCH(qint64, bytes);
    Branches model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QUrl host = onHub ? model.hub.baseUrl() : model.other.baseUrl;
    const QString address = host.toString() + u'/' + kId + u'/' + page;

    const CliResult estimate = cli.json({u"estimate"_s, address});
    const QJsonObject row = estimate.lines.value(0);
    const bool isWhole = files.contains(u"notes"_s); // of which an estimate knows what the Hub says
    QVERIFY2(isWhole || row.value("object_bytes"_L1).toInteger() == bytes, qPrintable(estimate.describe()));
    const CliResult dry = cli.json({u"get"_s, address, u"--dry-run"_s});
    QVERIFY2(dry.exitCode() == 0 && !dry.lines.value(0).contains("error"_L1), qPrintable(dry.describe()));
    const CliResult got = cli.json({u"get"_s, address});
    QVERIFY2(got.exitCode() == 0, qPrintable(got.describe()));
    const QString port = QString::number(host.port());
    const QString folder = cli.folder(onHub ? kId : host.host() + u'_' + port + u'/' + kId);
    QCOMPARE(filesOf(folder), files);
    QCOMPARE(QFileInfo(folder + u"/sub/a.bin"_s).size(), bytes);
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
}

void PageBranchTest::neither()
{
    Branches model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString address = model.hub.baseUrl().toString() + u"/o/m/blob/feature/y/sub/a.bin"_s;
    QCOMPARE(cli.json({u"get"_s, address}).exitCode(), 5);
    QCOMPARE(cli.json({u"get"_s, address, u"--dry-run"_s}).exitCode(), 5);
}

void PageBranchTest::looks()
{
    Branches model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString address = model.hub.baseUrl().toString() + u"/o/m/tree/feature/x"_s;
    const CliResult files = cli.json({u"files"_s, address});
    QVERIFY2(files.exitCode() == 0 && files.process.out.contains("notes.txt"), qPrintable(files.describe()));
    const CliResult info = cli.json({u"info"_s, address});
    QVERIFY2(info.exitCode() == 0, qPrintable(info.describe()));
    QCOMPARE(info.lines.value(0).value("commit"_L1).toString().toUtf8(), model.repo.revision(u"feature/x"_s));
}

WEIGHTYARD_TEST(PageBranchTest)

} // namespace page_branch_test

#include "page_branch_test.moc"
