// The .git of a published model, in the hands of the real git and git-lfs.
#include "git_fixture.h"

#include <QStandardPaths>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::ObjectId;
using test::ProcessResult;
using test::RepoBuilder;
using Objects = QHash<QString, QByteArray>;

class GitHistoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusIsCleanAndQuick_data();
    void statusIsCleanAndQuick();
    void hugeSparseObject();
    void configAndRefs_data();
    void configAndRefs();
    void pullAfterUpstreamMoved();
    void pullOfATagAndARequest();
    void leftOutPointersAreClean();
    void emptyRepository();
    void changesAreSeen();

private:
    ProcessResult git(const QString &folder, const QStringList &arguments, const QString &path = {}) const;
    QByteArray mustGit(const QString &folder, const QStringList &arguments) const;
    /// Fetches, writes the tree and its history to `folder`; what went wrong, or nothing.
    QString publish(const QUrl &url, const QString &revision, const QString &folder,
                    const Objects &objects = {});

    test::GitFixture m_git;
    test::TempDir m_home;
};

namespace {

/// A PATH with git and without git-lfs.
QString pathWithoutLfs(const test::TempDir &dir)
{
    const QString folder = dir.makeFolder(u"nolfs"_s);
    for (const QString &program : {u"git"_s, u"sh"_s})
        QFile::link(QStandardPaths::findExecutable(program), folder + u'/' + program);
    return folder;
}

} // namespace

ProcessResult GitHistoryTest::git(const QString &folder, const QStringList &arguments,
                                  const QString &path) const
{
    QProcessEnvironment environment = test::neutralEnvironment(m_home.path());
    if (!path.isEmpty())
        environment.insert(u"PATH"_s, path);
    return test::runProcess(u"git"_s, arguments,
                            {.environment = environment, .workingDirectory = folder, .input = {}});
}

QByteArray GitHistoryTest::mustGit(const QString &folder, const QStringList &arguments) const
{
    const ProcessResult result = git(folder, arguments);
    if (!result.ok())
        qWarning("%s", qPrintable(result.describe()));
    return result.ok() ? result.out.trimmed() : "failed"_ba;
}

QString GitHistoryTest::publish(const QUrl &url, const QString &revision, const QString &folder,
                                const Objects &objects)
{
    QDir().mkpath(folder);
    const auto fetched = m_git.fetch(url, revision, folder + u"/../fetched"_s);
    if (!fetched)
        return base::describe(fetched.error());
    if (const QString wrong = test::writeTree(**fetched, folder, objects); !wrong.isEmpty())
        return wrong;
    const QString gitDir = folder + u"/.git"_s;
    if (!QDir().rename(folder + u"/../fetched"_s, gitDir))
        return u"rename"_s;
    const auto done = (*fetched)->finishHistory(gitDir, folder, url);
    return done ? QString() : base::describe(done.error());
}

void GitHistoryTest::statusIsCleanAndQuick_data()
{
    QTest::addColumn<bool>("withLfs");
    QTest::newRow("git-lfs in PATH") << true;
    QTest::newRow("without git-lfs") << false;
}

void GitHistoryTest::statusIsCleanAndQuick()
{
    QFETCH(bool, withLfs);
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray weights = test::generatedBytes(1, 100'000);
    repo.lfsTrack(u"*.bin"_s)
        .lfsFile(u"model.bin"_s, weights)
        .file(u"README.md"_s, "hi\n")
        .executable(u"run.sh"_s, "#!/bin/sh\n");
    repo.symlink(u"link"_s, u"README.md"_s).submodule(u"module"_s, QByteArray(40, '1'));
    repo.rawBlob(u"sub/.gitattributes"_s,
                 "*.txt text eol=crlf\n*.id ident\n*.u16 working-tree-encoding=UTF-16\n");
    repo.rawBlob(u"sub/a.txt"_s, "one\ntwo\n")
        .rawBlob(u"sub/a.id"_s, "$Id$\n")
        .rawBlob(u"sub/a.u16"_s, "text\n");
    repo.rawBlob(u"sub.txt"_s, "x").rawBlob(u"empty"_s, QByteArray());
    repo.commit();
    hub.addRepository(u"owner/name"_s, repo);

    // Fetched, written and published within one second: every file is as young as the index.
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(hub.repositoryUrl(u"owner/name"_s), {}, folder, {{u"model.bin"_s, weights}}), QString());
    const QString path = withLfs ? QString() : pathWithoutLfs(dir);
    for (int round = 0; round < 2; ++round) { // the first may have refreshed the index
        QElapsedTimer timer;
        timer.start();
        const ProcessResult status = git(folder, {u"status"_s, u"--porcelain"_s, u"--ignored"_s}, path);
        const qint64 elapsed = timer.elapsed();
        QVERIFY2(status.ok() && status.out.isEmpty() && status.err.isEmpty(), qPrintable(status.describe()));
        QVERIFY2(elapsed < 200, QByteArray::number(elapsed).constData());
    }
    QVERIFY(mustGit(folder, {u"fsck"_s, u"--full"_s}) != "failed");
    QCOMPARE(mustGit(folder, {u"log"_s, u"--format=%H"_s}), repo.revision());
}

void GitHistoryTest::hugeSparseObject()
{
    constexpr qint64 kSize = (qint64(5) << 30) + 1; // more than 32 bits hold
    LocalHub hub;
    RepoBuilder repo;
    const ObjectId object{.oid = QByteArray(64, 'a'), .size = kSize};
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"big.bin"_s, object).lfsPointer(u"four.bin"_s, object).commit();
    hub.addRepository(u"owner/name"_s, repo);

    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QDir().mkpath(folder);
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"fetched"_s));
    QVERIFY_OK(fetched);
    QCOMPARE(test::writeTree(**fetched, folder), QString());
    for (const QString &name : {u"big.bin"_s, u"four.bin"_s}) {
        QFile file(folder + u'/' + name);
        QVERIFY(file.resize(kSize));
    }
    QVERIFY(QDir().rename(dir.path(u"fetched"_s), folder + u"/.git"_s));
    QVERIFY_OK((*fetched)->finishHistory(folder + u"/.git"_s, folder, hub.repositoryUrl(u"owner/name"_s)));
    for (const QString &path : {QString(), pathWithoutLfs(dir)}) {
        QElapsedTimer timer;
        timer.start();
        const ProcessResult status = git(folder, {u"status"_s, u"--porcelain"_s}, path);
        const qint64 elapsed = timer.elapsed();
        QVERIFY2(status.ok() && status.out.isEmpty() && status.err.isEmpty(), qPrintable(status.describe()));
        QVERIFY2(elapsed < 200, QByteArray::number(elapsed).constData());
    }
}

void GitHistoryTest::configAndRefs_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<QByteArray>("head"); // symbolic-ref, empty when detached
    QTest::addColumn<QByteArrayList>("refs");
    QTest::addColumn<QByteArray>("refspec");
    QTest::newRow("default branch") << QString() << "refs/heads/main"_ba
                                    << QByteArrayList{"refs/heads/main", "refs/remotes/origin/HEAD",
                                                      "refs/remotes/origin/main"}
                                    << "+refs/heads/main:refs/remotes/origin/main"_ba;
    QTest::newRow("other branch") << u"feature/\"x\""_s << "refs/heads/feature/\"x\""_ba
                                  << QByteArrayList{"refs/heads/feature/\"x\"",
                                                    "refs/remotes/origin/feature/\"x\""}
                                  << "+refs/heads/feature/\"x\":refs/remotes/origin/feature/\"x\""_ba;
    QTest::newRow("tag") << u"v1"_s << QByteArray() << QByteArrayList{"refs/tags/v1"}
                         << "+refs/tags/v1:refs/tags/v1"_ba;
    QTest::newRow("pull request") << u"refs/pr/3"_s << QByteArray() << QByteArrayList{"refs/pr/3"}
                                  << "+refs/pr/3:refs/pr/3"_ba;
    QTest::newRow("commit") << u"@"_s << QByteArray() << QByteArrayList()
                            << "+refs/heads/main:refs/remotes/origin/main"_ba;
}

void GitHistoryTest::configAndRefs()
{
    QFETCH(QString, revision);
    QFETCH(QByteArray, head);
    QFETCH(QByteArrayList, refs);
    QFETCH(QByteArray, refspec);
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    repo.annotatedTag(u"v1"_s).branch(u"feature/\"x\""_s).ref(u"refs/pr/3"_s);
    hub.addRepository(u"owner/name"_s, repo);
    if (revision == u"@"_s)
        revision = QString::fromLatin1(repo.revision());
    QUrl url = hub.repositoryUrl(u"owner/name"_s);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(url, revision, folder), QString());

    QCOMPARE(mustGit(folder, {u"rev-parse"_s, u"HEAD"_s}), repo.revision());
    QCOMPARE(git(folder, {u"symbolic-ref"_s, u"-q"_s, u"HEAD"_s}).out.trimmed(), head);
    QCOMPARE(mustGit(folder, {u"for-each-ref"_s, u"--format=%(refname)"_s}), refs.join('\n'));
    QCOMPARE(mustGit(folder, {u"config"_s, u"remote.origin.fetch"_s}), refspec);
    QCOMPARE(mustGit(folder, {u"config"_s, u"remote.origin.url"_s}), url.toEncoded());
    QCOMPARE(mustGit(folder, {u"config"_s, u"core.autocrlf"_s}), "false"_ba);
    QCOMPARE(mustGit(folder, {u"config"_s, u"core.bare"_s}), "false"_ba);
    QCOMPARE(mustGit(folder, {u"config"_s, u"filter.lfs.required"_s}), "true"_ba);
    QCOMPARE(mustGit(folder, {u"config"_s, u"filter.lfs.process"_s}), "git-lfs filter-process"_ba);
    if (!head.isEmpty()) {
        QCOMPARE(mustGit(folder, {u"rev-parse"_s, u"--abbrev-ref"_s, u"@{upstream}"_s}),
                 "origin/" + head.mid(11));
        QCOMPARE(mustGit(folder, {u"status"_s, u"-sb"_s}),
                 "## " + head.mid(11) + "...origin/" + head.mid(11));
    }
    if (revision == u"v1"_s)
        QCOMPARE(mustGit(folder, {u"cat-file"_s, u"-t"_s, u"refs/tags/v1"_s}), "tag"_ba);
    QCOMPARE(mustGit(folder, {u"rev-parse"_s, u"--is-shallow-repository"_s}), "true"_ba);
    QVERIFY(!QFile::exists(folder + u"/.git/FETCH_HEAD"_s));
    QVERIFY(!QFile::exists(folder + u"/.git/logs"_s));

    url.setUserInfo(u"alice:secret"_s);
    const auto again = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), revision, dir.path(u"again"_s));
    QVERIFY_OK(again);
    QVERIFY_OK((*again)->finishHistory(dir.path(u"again"_s), folder, url));
    QVERIFY(!test::readFile(dir.path(u"again/config"_s)).contains("secret"));
    QVERIFY(!test::readFile(dir.path(u"again/config"_s)).contains("alice"));
}

void GitHistoryTest::pullAfterUpstreamMoved()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray first = test::generatedBytes(1, 50'000);
    const QByteArray second = test::generatedBytes(2, 60'000);
    repo.lfsTrack(u"*.bin"_s)
        .lfsFile(u"model.bin"_s, first)
        .lfsFile(u"same.bin"_s, first)
        .file(u"README.md"_s, "one\n")
        .commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(hub.repositoryUrl(u"owner/name"_s), {}, folder,
                     {{u"model.bin"_s, first}, {u"same.bin"_s, first}}),
             QString());

    repo.lfsFile(u"model.bin"_s, second).file(u"README.md"_s, "two\n").commit();
    hub.addRepository(u"owner/name"_s, repo);
    QVERIFY(mustGit(folder, {u"fetch"_s}) != "failed");
    QCOMPARE(mustGit(folder, {u"rev-parse"_s, u"origin/main"_s}), repo.revision());
    QVERIFY(mustGit(folder, {u"pull"_s, u"--ff-only"_s}) != "failed");
    QCOMPARE(mustGit(folder, {u"rev-parse"_s, u"HEAD"_s}), repo.revision());
    QCOMPARE(test::readFile(folder + u"/model.bin"_s), second);
    QCOMPARE(test::readFile(folder + u"/same.bin"_s), first);
    QCOMPARE(test::readFile(folder + u"/README.md"_s), "two\n"_ba);
    QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(mustGit(folder, {u"fetch"_s, u"--unshallow"_s}) != "failed");
    QCOMPARE(mustGit(folder, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), "2"_ba);
    QVERIFY(mustGit(folder, {u"gc"_s}) != "failed");
    QVERIFY(mustGit(folder, {u"fsck"_s}) != "failed");
}

void GitHistoryTest::pullOfATagAndARequest()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    repo.annotatedTag(u"v1"_s).ref(u"refs/pr/3"_s);
    hub.addRepository(u"owner/name"_s, repo);
    for (const QString &revision : {u"v1"_s, u"refs/pr/3"_s, QString::fromLatin1(repo.revision())}) {
        const test::TempDir dir;
        const QString folder = dir.path(u"model"_s);
        QCOMPARE(publish(hub.repositoryUrl(u"owner/name"_s), revision, folder), QString());
        QVERIFY(mustGit(folder, {u"fetch"_s}) != "failed");
        QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    }
}

void GitHistoryTest::leftOutPointersAreClean()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray weights = test::generatedBytes(1, 50'000);
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"here.bin"_s, weights).lfsFile(u"left.bin"_s, weights + '1').commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(hub.repositoryUrl(u"owner/name"_s), {}, folder, {{u"here.bin"_s, weights}}), QString());
    QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(mustGit(folder, {u"lfs"_s, u"pull"_s}) != "failed");
    QCOMPARE(test::readFile(folder + u"/left.bin"_s), weights + '1');
    QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
}

void GitHistoryTest::emptyRepository()
{
    LocalHub hub;
    RepoBuilder repo;
    hub.addRepository(u"owner/empty"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(hub.repositoryUrl(u"owner/empty"_s), {}, folder), QString());
    QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    repo.file(u"a"_s, "a").commit();
    hub.addRepository(u"owner/empty"_s, repo);
    QVERIFY(mustGit(folder, {u"pull"_s}) != "failed");
    QCOMPARE(test::readFile(folder + u"/a"_s), "a"_ba);
}

void GitHistoryTest::changesAreSeen()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a\n").file(u"b"_s, "b\n").executable(u"c"_s, "c\n").commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(publish(hub.repositoryUrl(u"owner/name"_s), {}, folder), QString());
    // Same size; the publisher leaves at least two seconds between a file and anything that comes after it.
    test::writeFile(folder + u"/a"_s, "A\n");
    QFile changed(folder + u"/a"_s);
    QVERIFY(changed.open(QIODevice::ReadWrite));
    QVERIFY(changed.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
    changed.close();
    QVERIFY(QFile::remove(folder + u"/b"_s));
    QVERIFY(QFile(folder + u"/c"_s).setPermissions(QFile::ReadOwner | QFile::WriteOwner));
    QCOMPARE(mustGit(folder, {u"status"_s, u"--porcelain"_s}), "M a\n D b\n M c"_ba);
}

QTEST_GUILESS_MAIN(GitHistoryTest)
#include "git_history_test.moc"
