// What a revision brings from a repository with many branches, tags and pull requests: one commit.
#include "git_fixture.h"
#include "test_registry.h"

namespace git_wanted_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::RepoBuilder;

class GitWantedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void fetchesOnlyTheWantedCommit_data();
    void fetchesOnlyTheWantedCommit();

private:
    test::GitFixture m_git;
    std::unique_ptr<LocalHub> m_hub;
    std::unique_ptr<RepoBuilder> m_many;
};

void GitWantedTest::initTestCase()
{
    m_hub = std::make_unique<LocalHub>();
    m_many = std::make_unique<RepoBuilder>();
    LocalHub &hub = *m_hub;
    RepoBuilder &repo = *m_many;
    for (int i = 0; i < 4; ++i)
        repo.file(u"file%1"_s.arg(i), "main " + QByteArray::number(i)).commit();
    repo.tag(u"light"_s, u"main~1"_s)
        .annotatedTag(u"v1"_s, u"main~1"_s)
        .annotatedTag(u"nested"_s, u"v1"_s)
        .tag(u"both"_s);
    for (int branch = 0; branch < 30; ++branch)
        repo.branch(u"other%1"_s.arg(branch))
            .checkout(u"other%1"_s.arg(branch))
            .file(u"b"_s, QByteArray::number(branch))
            .commit();
    for (const QString &name : {u"dev"_s, u"feature/x"_s, u"pr3"_s}) {
        repo.branch(name, u"main"_s).checkout(name);
        repo.file(u"first"_s, name.toUtf8()).commit();
        repo.file(u"second"_s, name.toUtf8() + " again").commit();
    }
    repo.branch(u"both"_s, u"dev"_s);
    repo.checkout(u"main"_s);
    for (int request = 0; request < 30; ++request)
        repo.ref(u"refs/pr/%1"_s.arg(request), request == 3 ? u"pr3"_s : u"other%1"_s.arg(request));
    hub.addRepository(u"owner/many"_s, repo);
    // The branch was there to make the pull request; the server does not have it.
    test::mustRun(u"git"_s, {u"-C"_s, hub.repositoryPath(u"owner/many"_s), u"branch"_s, u"-D"_s, u"pr3"_s});
}

void GitWantedTest::cleanupTestCase()
{
    m_hub.reset();
    m_many.reset();
}

void GitWantedTest::fetchesOnlyTheWantedCommit_data()
{
    QTest::addColumn<QString>("revision"); // "@x" stands for the id of x, "@~x" for its first ten digits
    QTest::addColumn<QString>("commit");
    QTest::addColumn<QString>("refName");
    QTest::addColumn<QStringList>("notices"); // not empty: not shallow
    QTest::addColumn<bool>("byIdAllowed");

    const QStringList none;
    QTest::newRow("default") << QString() << u"main"_s << u"refs/heads/main"_s << none << false;
    QTest::newRow("HEAD") << u"HEAD"_s << u"main"_s << u"refs/heads/main"_s << none << false;
    QTest::newRow("branch") << u"dev"_s << u"dev"_s << u"refs/heads/dev"_s << none << false;
    QTest::newRow("branch with slash")
        << u"feature/x"_s << u"feature/x"_s << u"refs/heads/feature/x"_s << none << false;
    QTest::newRow("tag") << u"light"_s << u"main~1"_s << u"refs/tags/light"_s << none << false;
    QTest::newRow("annotated tag") << u"v1"_s << u"main~1"_s << u"refs/tags/v1"_s << none << false;
    QTest::newRow("tag of a tag") << u"nested"_s << u"main~1"_s << u"refs/tags/nested"_s << none << false;
    QTest::newRow("a branch before a tag") << u"both"_s << u"dev"_s << u"refs/heads/both"_s << none << false;
    QTest::newRow("full name of the tag")
        << u"refs/tags/both"_s << u"main"_s << u"refs/tags/both"_s << none << false;
    QTest::newRow("pull request") << u"refs/pr/3"_s << u"pr3"_s << u"refs/pr/3"_s << none << false;
    QTest::newRow("pull request, short") << u"pr/3"_s << u"pr3"_s << u"refs/pr/3"_s << none << false;
    QTest::newRow("advertised commit") << u"@dev"_s << u"dev"_s << QString() << none << false;
    QTest::newRow("advertised commit, short") << u"@~dev"_s << u"dev"_s << QString() << none << false;
    QTest::newRow("commit behind an annotated tag")
        << u"@main~1"_s << u"main~1"_s << QString() << none << false;
    QTest::newRow("upper case") << u"@^dev"_s << u"dev"_s << QString() << none << false;
    QTest::newRow("unadvertised, server allows") << u"@main~2"_s << u"main~2"_s << QString() << none << true;
    QTest::newRow("unadvertised, server refuses")
        << u"@main~2"_s << u"main~2"_s << QString() << QStringList{u"refs/heads/main"_s} << false;
    QTest::newRow("unadvertised, on another branch")
        << u"@dev~1"_s << u"dev~1"_s << QString() << QStringList{u"refs/heads/main"_s, u"refs/*"_s} << false;
    QTest::newRow("unadvertised, behind a pull request")
        << u"@pr3~1"_s << u"pr3~1"_s << QString() << QStringList{u"refs/heads/main"_s, u"refs/*"_s} << false;
}

void GitWantedTest::fetchesOnlyTheWantedCommit()
{
    QFETCH(QString, revision);
    QFETCH(QString, commit);
    QFETCH(QString, refName);
    QFETCH(QStringList, notices);
    QFETCH(bool, byIdAllowed);

    LocalHub &hub = *m_hub;
    RepoBuilder &repo = *m_many;
    test::mustRun(u"git"_s, {u"-C"_s, hub.repositoryPath(u"owner/many"_s), u"config"_s,
                             u"uploadpack.allowReachableSHA1InWant"_s, byIdAllowed ? u"true"_s : u"false"_s});
    if (revision.startsWith(u'@')) {
        const QChar how = revision[1];
        const bool modified = how == u'~' || how == u'^';
        const QString id = QString::fromLatin1(repo.revision(revision.sliced(modified ? 2 : 1)));
        revision = how == u'~' ? id.left(10) : how == u'^' ? id.toUpper() : id;
    }

    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/many"_s), revision, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    const git::FetchedRevision &result = (*fetched)->revision();
    QCOMPARE(result.commit.toLatin1(), repo.revision(commit));
    QCOMPARE(result.refName, refName);
    QCOMPARE(result.defaultBranch, u"main"_s);
    QCOMPARE(m_git.notices, notices);
    QCOMPARE(result.fullHistory, !notices.isEmpty());
    QVERIFY_OK((*fetched)->entries());

    // Exactly the commit's own objects came: itself, its trees and blobs, and the tags that lead to it.
    const QByteArray came =
        test::mustRun(u"git"_s, {u"--git-dir"_s, dir.path(u"git"_s), u"cat-file"_s, u"--batch-all-objects"_s,
                                 u"--batch-check=%(objecttype)"_s});
    const qsizetype wanted = repo.git({u"ls-tree"_s, u"-r"_s, commit}).count('\n') + 2;
    if (!result.fullHistory)
        QCOMPARE(came.count('\n') - came.count("tag\n"), wanted);
    QCOMPARE(QFile::exists(dir.path(u"git/shallow"_s)), !result.fullHistory);
    QVERIFY(!QFile::exists(dir.path(u"git/FETCH_HEAD"_s)));
    const QByteArray refs = test::mustRun(u"git"_s, {u"--git-dir"_s, dir.path(u"git"_s), u"for-each-ref"_s});
    QVERIFY2(refs.isEmpty(), refs.constData());
}

WEIGHTYARD_TEST(GitWantedTest)

} // namespace git_wanted_test

#include "git_wanted_test.moc"
