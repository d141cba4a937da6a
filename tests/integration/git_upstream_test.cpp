// The .git of a published model: refs and config, and what the real git and git-lfs make of it later.
#include "git_fixture.h"
#include "test_registry.h"

namespace git_upstream_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::RepoBuilder;

class GitUpstreamTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void configAndRefs_data();
    void configAndRefs();
    void pullAfterUpstreamMoved();
    void pullOfATagAndARequest();
    void emptyRepository();

private:
    test::GitFixture m_git;
};

void GitUpstreamTest::configAndRefs_data()
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

void GitUpstreamTest::configAndRefs()
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
    QCOMPARE(test::publish(m_git, url, revision, folder), QString());

    QCOMPARE(test::mustGit(folder, {u"rev-parse"_s, u"HEAD"_s}), repo.revision());
    QCOMPARE(test::gitIn(folder, {u"symbolic-ref"_s, u"-q"_s, u"HEAD"_s}).out.trimmed(), head);
    QCOMPARE(test::mustGit(folder, {u"for-each-ref"_s, u"--format=%(refname)"_s}), refs.join('\n'));
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"remote.origin.fetch"_s}), refspec);
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"remote.origin.url"_s}), url.toEncoded());
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"core.autocrlf"_s}), "false"_ba);
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"core.bare"_s}), "false"_ba);
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"filter.lfs.required"_s}), "true"_ba);
    QCOMPARE(test::mustGit(folder, {u"config"_s, u"filter.lfs.process"_s}), "git-lfs filter-process"_ba);
    if (!head.isEmpty()) {
        QCOMPARE(test::mustGit(folder, {u"rev-parse"_s, u"--abbrev-ref"_s, u"@{upstream}"_s}),
                 "origin/" + head.mid(11));
        QCOMPARE(test::mustGit(folder, {u"status"_s, u"-sb"_s}),
                 "## " + head.mid(11) + "...origin/" + head.mid(11));
    }
    if (revision == u"v1"_s)
        QCOMPARE(test::mustGit(folder, {u"cat-file"_s, u"-t"_s, u"refs/tags/v1"_s}), "tag"_ba);
    QCOMPARE(test::mustGit(folder, {u"rev-parse"_s, u"--is-shallow-repository"_s}), "true"_ba);
    QVERIFY(!QFile::exists(folder + u"/.git/FETCH_HEAD"_s));
    QVERIFY(!QFile::exists(folder + u"/.git/logs"_s));

    url.setUserInfo(u"alice:secret"_s);
    const auto again = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), revision, dir.path(u"again"_s));
    QVERIFY_OK(again);
    QVERIFY_OK((*again)->finishHistory(dir.path(u"again"_s), folder, url, {}));
    QVERIFY(!test::readFile(dir.path(u"again/config"_s)).contains("secret"));
    QVERIFY(!test::readFile(dir.path(u"again/config"_s)).contains("alice"));
}

void GitUpstreamTest::pullAfterUpstreamMoved()
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
    QCOMPARE(test::publish(m_git, hub.repositoryUrl(u"owner/name"_s), {}, folder,
                           {{u"model.bin"_s, first}, {u"same.bin"_s, first}}),
             QString());

    repo.lfsFile(u"model.bin"_s, second).file(u"README.md"_s, "two\n").commit();
    hub.addRepository(u"owner/name"_s, repo);
    QVERIFY(test::mustGit(folder, {u"fetch"_s}) != "failed");
    QCOMPARE(test::mustGit(folder, {u"rev-parse"_s, u"origin/main"_s}), repo.revision());
    QVERIFY(test::mustGit(folder, {u"pull"_s, u"--ff-only"_s}) != "failed");
    QCOMPARE(test::mustGit(folder, {u"rev-parse"_s, u"HEAD"_s}), repo.revision());
    QCOMPARE(test::readFile(folder + u"/model.bin"_s), second);
    QCOMPARE(test::readFile(folder + u"/same.bin"_s), first);
    QCOMPARE(test::readFile(folder + u"/README.md"_s), "two\n"_ba);
    QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    QVERIFY(test::mustGit(folder, {u"fetch"_s, u"--unshallow"_s}) != "failed");
    QCOMPARE(test::mustGit(folder, {u"rev-list"_s, u"--count"_s, u"HEAD"_s}), "2"_ba);
    QVERIFY(test::mustGit(folder, {u"gc"_s}) != "failed");
    QVERIFY(test::mustGit(folder, {u"fsck"_s}) != "failed");
}

void GitUpstreamTest::pullOfATagAndARequest()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    repo.annotatedTag(u"v1"_s).ref(u"refs/pr/3"_s);
    hub.addRepository(u"owner/name"_s, repo);
    for (const QString &revision : {u"v1"_s, u"refs/pr/3"_s, QString::fromLatin1(repo.revision())}) {
        const test::TempDir dir;
        const QString folder = dir.path(u"model"_s);
        QCOMPARE(test::publish(m_git, hub.repositoryUrl(u"owner/name"_s), revision, folder), QString());
        QVERIFY(test::mustGit(folder, {u"fetch"_s}) != "failed");
        QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    }
}

void GitUpstreamTest::emptyRepository()
{
    LocalHub hub;
    RepoBuilder repo;
    hub.addRepository(u"owner/empty"_s, repo);
    const test::TempDir dir;
    const QString folder = dir.path(u"model"_s);
    QCOMPARE(test::publish(m_git, hub.repositoryUrl(u"owner/empty"_s), {}, folder), QString());
    QCOMPARE(test::mustGit(folder, {u"status"_s, u"--porcelain"_s}), QByteArray());
    repo.file(u"a"_s, "a").commit();
    hub.addRepository(u"owner/empty"_s, repo);
    QVERIFY(test::mustGit(folder, {u"pull"_s}) != "failed");
    QCOMPARE(test::readFile(folder + u"/a"_s), "a"_ba);
}

WEIGHTYARD_TEST(GitUpstreamTest)

} // namespace git_upstream_test

#include "git_upstream_test.moc"
