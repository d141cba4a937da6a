// `weightyard-cli get` against a real `git clone` with git-lfs: the tree is byte-identical, git works on in it, and
// what is there is left alone.
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace get_exact_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kModel = u"owner/odd-model"_s;

// Every attribute, mode, name and pointer oddity that a checkout has to get right.
void fillOddly(RepoBuilder &repo)
{
    repo.attributes("*.bin filter=lfs diff=lfs merge=lfs -text\n"
                    "*.safetensors filter=lfs diff=lfs merge=lfs -text\n"
                    "[attr]weights filter=lfs diff=lfs merge=lfs -text\n"
                    "*.macro weights\n"
                    "*.crlf text eol=crlf\n"
                    "*.auto text=auto\n"
                    "*.ident ident\n"
                    "*.utf16 text working-tree-encoding=UTF-16LE\n"
                    "plain/*.bin -filter\n"
                    "unset/*.bin !filter\n");
    repo.file(u"README.md"_s, "# Odd\n").file(u"config.json"_s, "{}\n");
    repo.file(u"win.crlf"_s, "one\ntwo\n").file(u"auto.auto"_s, "one\ntwo\n");
    repo.rawBlob(u"id.ident"_s, "// $Id$\nrest\n");
    repo.file(u"text.utf16"_s, QByteArray("h\0e\0l\0l\0o\0\n\0", 12));
    repo.executable(u"run.sh"_s, "#!/bin/sh\nexit 0\n");
    repo.symlink(u"link-to-readme"_s, u"README.md"_s).symlink(u"deep/link-up"_s, u"../README.md"_s);
    repo.symlink(u"dangling"_s, u"nowhere"_s);
    repo.lfsFile(u"model.safetensors"_s, generatedBytes(1, 3'000'001)).lfsFile(u"small.bin"_s, "x");
    repo.lfsFile(u"copy/of/small.bin"_s, "x").lfsFile(u"by.macro"_s, generatedBytes(2, 70'000));
    repo.rawBlob(u"empty.bin"_s, "");
    repo.rawBlob(u"not-a-pointer.bin"_s, "just bytes\n");
    repo.file(u"plain/direct.bin"_s, "not lfs\n").file(u"unset/direct.bin"_s, "not lfs either\n");
    repo.rawBlob(u"looks-like.txt"_s,
                 "version https://git-lfs.github.com/spec/v1\noid "
                 "sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12\n");
    repo.file(u"nested/.gitattributes"_s, "*.dat filter=lfs diff=lfs merge=lfs -text\n");
    repo.lfsFile(u"nested/x.dat"_s, "nested object");
    repo.file(u"sp ace/\u00fcml\u00e4ut \U0001F600.txt"_s, "name\n");
    repo.file(QString(200, u'n') + u".txt"_s, "long name\n");
    repo.submodule(u"sub/module"_s, QByteArray(40, 'a'));
    repo.commit("odd");
}

} // namespace

class GetExactTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sameTreeAsClone();
    void gitWorksOn();
    void withoutHistory();
    void secondGetSaysSo();
    void statusLists();
    void revisions_data();
    void revisions();
    void sameCommitByAnotherName();
    void unknownRevision();
    void emptyRepository();
    void sharedObjectFetchedOnce();
    void secondModelTakesObjectsOver();

private:
    void check(const CliResult &result) { QVERIFY2(result.exitCode() == 0, qPrintable(result.describe())); }
};

void GetExactTest::sameTreeAsClone()
{
    LocalHub hub;
    RepoBuilder repo;
    fillOddly(repo);
    hub.addRepository(kModel, repo);
    const TempDir reference;
    const ProcessResult clone = realClone(hub.repositoryUrl(kModel).toString(), reference.path(u"clone"_s));
    QVERIFY2(clone.ok(), qPrintable(clone.describe()));

    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    check(result);
    const QString difference =
        TreeSnapshot::of(reference.path(u"clone"_s)).differencesTo(TreeSnapshot::of(cli.folder(kModel)));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));
    QCOMPARE(result.lastOf(kModel).value("commit"_L1).toString().toLatin1(), repo.revision());
    QVERIFY(result.describe().contains("sub/module"_L1));
}

void GetExactTest::gitWorksOn()
{
    LocalHub hub;
    RepoBuilder repo;
    fillOddly(repo);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, kModel}));

    const QString folder = cli.folder(kModel);
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = folder, .input = {}};
    const auto git = [&](const QStringList &arguments) { return runProcess(u"git"_s, arguments, inside); };
    QCOMPARE(git({u"status"_s, u"--porcelain"_s}).out, QByteArray());
    QCOMPARE(git({u"rev-parse"_s, u"HEAD"_s}).out.trimmed(), repo.revision());
    QCOMPARE(git({u"rev-parse"_s, u"--abbrev-ref"_s, u"HEAD@{upstream}"_s}).out.trimmed(),
             QByteArray("origin/main"));
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}).out.trimmed(), QByteArray("odd"));
    QCOMPARE(git({u"fsck"_s}).exitCode, 0);

    repo.file(u"README.md"_s, "# Newer\n")
        .lfsFile(u"model.safetensors"_s, generatedBytes(9, 500'000))
        .commit("newer");
    repo.publishTo(hub.repositoryPath(kModel));
    hub.ingestLfsFolder(repo.gitFolder());
    const ProcessResult pull = git({u"pull"_s});
    QVERIFY2(pull.ok(), qPrintable(pull.describe()));
    QCOMPARE(readFile(folder + u"/model.safetensors"_s), generatedBytes(9, 500'000));
    QCOMPARE(git({u"status"_s, u"--porcelain"_s}).out, QByteArray());
}

void GetExactTest::withoutHistory()
{
    LocalHub hub;
    RepoBuilder repo;
    fillOddly(repo);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, u"--remove-git"_s, kModel}));
    const QStringList paths = TreeSnapshot::of(cli.folder(kModel), {.exclude = {}}).paths();
    QVERIFY(paths.contains(u"model.safetensors"_s));
    QVERIFY(paths.contains(u"nested/x.dat"_s));
    for (const QString &path : paths)
        QVERIFY2(!path.contains(".git"_L1), qPrintable(path));
}

void GetExactTest::secondGetSaysSo()
{
    LocalHub hub;
    RepoBuilder repo;
    fillOddly(repo);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, kModel}));
    writeFile(cli.folder(kModel) + u"/README.md"_s, "mine now\n");
    hub.log().clear();
    const CliResult again = cli.json({u"get"_s, kModel});
    check(again);
    QVERIFY(again.lastOf(kModel).value("already_installed"_L1).toBool());
    QCOMPARE(again.summary().value("already_installed"_L1).toInt(), 1);
    QCOMPARE(hub.log().all().size(), 0);
    QCOMPARE(readFile(cli.folder(kModel) + u"/README.md"_s), QByteArray("mine now\n"));
}

void GetExactTest::statusLists()
{
    LocalHub hub;
    RepoBuilder repo;
    fillOddly(repo);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"status"_s}).summary().value("models"_L1).toInt(), 0);
    check(cli.json({u"get"_s, kModel}));
    const CliResult status = cli.json({u"status"_s});
    check(status);
    QCOMPARE(status.summary().value("models"_L1).toInt(), 1);
    QCOMPARE(status.lastOf(kModel).value("folder"_L1).toString(), cli.folder(kModel));
    QCOMPARE(status.lastOf(kModel).value("commit"_L1).toString().toLatin1(), repo.revision());
    QVERIFY(QDir(cli.folder(kModel)).removeRecursively());
    QCOMPARE(cli.json({u"status"_s}).summary().value("models"_L1).toInt(), 0);
}

void GetExactTest::revisions_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QByteArray>("readme");
    QTest::addColumn<bool>("detached");
    QTest::newRow("default") << QString() << QByteArray("third\n") << false;
    QTest::newRow("branch") << u"dev"_s << QByteArray("second\n") << false;
    QTest::newRow("tag") << u"v1"_s << QByteArray("first\n") << true;
    QTest::newRow("annotated tag") << u"v2"_s << QByteArray("second\n") << true;
    QTest::newRow("full ref") << u"refs/heads/dev"_s << QByteArray("second\n") << false;
    QTest::newRow("pull request") << u"refs/pr/7"_s << QByteArray("first\n") << true;
    QTest::newRow("advertised commit") << u"@dev"_s << QByteArray("second\n") << true;
    QTest::newRow("hidden commit") << u"@hidden"_s << QByteArray("hidden\n") << true;
}

void GetExactTest::revisions()
{
    QFETCH(QString, revision);
    QFETCH(QByteArray, readme);
    QFETCH(bool, detached);
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "first\n").lfsFile(u"m.bin"_s, "weights").commit("1");
    repo.tag(u"v1"_s).ref(u"refs/pr/7"_s);
    repo.file(u"README.md"_s, "second\n").commit("2");
    repo.branch(u"dev"_s).annotatedTag(u"v2"_s);
    repo.file(u"README.md"_s, "hidden\n");
    const QByteArray hidden = repo.commit("hidden");
    repo.file(u"README.md"_s, "third\n").commit("3");
    hub.addRepository(kModel, repo);
    if (revision == "@dev"_L1)
        revision = QString::fromLatin1(repo.revision(u"dev"_s));
    if (revision == "@hidden"_L1)
        revision = QString::fromLatin1(hidden);

    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const QStringList asked = revision.isEmpty() ? QStringList() : QStringList{u"--revision"_s, revision};
    check(cli.json(QStringList{u"get"_s, kModel} + asked));
    QCOMPARE(readFile(cli.folder(kModel) + u"/README.md"_s), readme);
    const ProcessOptions inside{
        .environment = lfsEnvironment(cli.home()), .workingDirectory = cli.folder(kModel), .input = {}};
    QCOMPARE(runProcess(u"git"_s, {u"symbolic-ref"_s, u"-q"_s, u"HEAD"_s}, inside).ok(), !detached);
    QCOMPARE(runProcess(u"git"_s, {u"status"_s, u"--porcelain"_s}, inside).out, QByteArray());
}

// By whatever name it is asked for again: a branch, a tag of either kind, a part of its hash.
void GetExactTest::sameCommitByAnotherName()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).file(u"README.md"_s, "first\n").lfsFile(u"m.bin"_s, "weights").commit("1");
    repo.tag(u"v0"_s).file(u"README.md"_s, "second\n").commit("2");
    repo.branch(u"dev"_s).tag(u"v1"_s).annotatedTag(u"v2"_s);
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, kModel}));
    const QString commit = QString::fromLatin1(repo.revision());
    hub.log().clear();
    for (const QString &name : {u"dev"_s, u"v1"_s, u"v2"_s, u"refs/tags/v2"_s, commit, commit.left(8)}) {
        const CliResult again = cli.json({u"get"_s, kModel, u"--revision"_s, name});
        QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
        QCOMPARE(again.summary().value("already_installed"_L1).toInt(), 1);
    }
    QCOMPARE(hub.log().count(Endpoint::Batch) + hub.log().count(Endpoint::Storage), 0);
    QCOMPARE(cli.json({u"get"_s, kModel, u"--revision"_s, u"none"_s}).exitCode(), 5);
    QCOMPARE(readFile(cli.folder(kModel) + u"/README.md"_s), QByteArray("second\n"));
}

void GetExactTest::unknownRevision()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"README.md"_s, "hi\n").commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel, u"--revision"_s, u"nonsense"_s});
    QCOMPARE(result.exitCode(), 5);
    QCOMPARE(result.errorKind(), u"NotFound"_s);
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));
}

void GetExactTest::emptyRepository()
{
    LocalHub hub;
    hub.addEmptyRepository(kModel);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, kModel}));
    QVERIFY(QFileInfo(cli.folder(kModel)).isDir());
    QCOMPARE(TreeSnapshot::of(cli.folder(kModel)).paths(), QStringList());
}

void GetExactTest::sharedObjectFetchedOnce()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray bytes = generatedBytes(3, 200'000);
    repo.lfsTrack(u"*.bin"_s)
        .lfsFile(u"a.bin"_s, bytes)
        .lfsFile(u"b.bin"_s, bytes)
        .lfsFile(u"c/d.bin"_s, bytes)
        .commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, kModel}));
    QCOMPARE(hub.log().count(Endpoint::Storage), 1);
    QCOMPARE(readFile(cli.folder(kModel) + u"/a.bin"_s), bytes);
    QCOMPARE(readFile(cli.folder(kModel) + u"/c/d.bin"_s), bytes);
}

void GetExactTest::secondModelTakesObjectsOver()
{
    LocalHub hub;
    const QByteArray bytes = generatedBytes(4, 300'000);
    RepoBuilder first;
    first.lfsTrack(u"*.bin"_s).lfsFile(u"shared.bin"_s, bytes).commit("1");
    hub.addRepository(u"owner/one"_s, first);
    RepoBuilder second;
    second.lfsTrack(u"*.bin"_s).lfsFile(u"same.bin"_s, bytes).lfsFile(u"other.bin"_s, "other").commit("1");
    hub.addRepository(u"owner/two"_s, second);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    check(cli.json({u"get"_s, u"owner/one"_s, u"owner/two"_s}));
    QCOMPARE(hub.log().count(Endpoint::Storage), 2);
    QCOMPARE(readFile(cli.folder(u"owner/one"_s) + u"/shared.bin"_s), bytes);
    QCOMPARE(readFile(cli.folder(u"owner/two"_s) + u"/same.bin"_s), bytes);
    const QDir partials(cli.library() + u"/.weightyard/partials"_s);
    QCOMPARE(partials.entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).join(u' '),
             u"CACHEDIR.TAG"_s); // what tells backups to leave the folder out
}

WEIGHTYARD_TEST(GetExactTest)

} // namespace get_exact_test

#include "get_exact_test.moc"
