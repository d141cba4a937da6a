// Shallow fetches from a real git server: what comes, what is refused, and what the tree looks like next to a real clone.
#include "git_fixture.h"

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::RepoBuilder;
using test::TreeSnapshot;

class GitFetchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void treeEqualsARealClone();
    void fetchesOnlyTheWantedCommit_data();
    void fetchesOnlyTheWantedCommit();
    void emptyRepository();
    void reportsProgress();
    void followsARedirectOfTheRepository();
    void serverWithoutShallow();
    void lineEndBehindShallow();
    void fullDisk();
    void refuses_data();
    void refuses();
    void hostileTreesAreUnsafe_data();
    void hostileTreesAreUnsafe();
    void manyFilesAreQuick();

private:
    test::GitFixture m_git;
    std::unique_ptr<LocalHub> m_hub;
    std::unique_ptr<RepoBuilder> m_many; ///< many branches, tags and pull requests
};

namespace {

void addOddities(RepoBuilder &repo)
{
    const QByteArray lines = "one\ntwo\r\nthree\n";
    const QByteArray clean = "one\ntwo\nthree\n";
    const QByteArray ident =
        "$Id$ and $Id: 0123 $ and $Id: a b c $ and $Id\n$Identity$ $Id:$ $Id: open\n$Id$";
    repo.rawBlob(
        u".gitattributes"_s,
        "[attr]crlftext text eol=crlf\n[attr]lfs filter=lfs diff=lfs merge=lfs -text\n"
        "*.crlf crlftext\n*.auto text=auto eol=crlf\n*.lf text eol=lf\n*.old crlf\n*.oldin crlf=input\n"
        "*.id ident\n*.both ident eol=crlf\n*.u16 working-tree-encoding=UTF-16\n"
        "*.u16le working-tree-encoding=utf-16le\n*.u16be working-tree-encoding=UTF-16BE\n"
        "*.u16lebom text working-tree-encoding=UTF16LE-BOM eol=crlf\n"
        "*.u16bebom working-tree-encoding=UTF-16BE-BOM\n*.u32 working-tree-encoding=UTF-32\n"
        "*.latin working-tree-encoding=ISO-8859-1\n*.latin1 working-tree-encoding=latin-1\n"
        "*.sjis working-tree-encoding=SHIFT_JIS\n*.u8 working-tree-encoding=utf8\n"
        "*.nope working-tree-encoding=no-such-thing\n*.bin lfs\nsub/*.bin !filter\n"
        "\"quoted name.bin\" -filter\n");
    repo.rawBlob(u"sub/.gitattributes"_s, "*.crlf -text\nnear.bin filter=lfs\n");
    for (const auto suffix : {"crlf", "auto", "lf", "old", "oldin", "both", "txt"}) {
        const QString name = QString::fromLatin1(suffix);
        repo.rawBlob(u"mixed."_s + name, lines);
        repo.rawBlob(u"clean."_s + name, clean);
        repo.rawBlob(u"binary."_s + name, QByteArray("a\0b\n\1\2\3\n", 9));
        repo.rawBlob(u"cr."_s + name, "one\rtwo\nthree\n");
        repo.rawBlob(u"ctrlz."_s + name, "one\ntwo\n\032");
        repo.rawBlob(u"empty."_s + name, QByteArray());
        repo.rawBlob(u"odd."_s + name, "\177\001\002\n" + QByteArray(300, 'x'));
        repo.rawBlob(u"odder."_s + name, "\177\001\002\n" + QByteArray(500, 'x'));
    }
    repo.rawBlob(u"sub/clean.crlf"_s, clean)
        .rawBlob(u"a.id"_s, ident)
        .rawBlob(u"binary.id"_s, QByteArray("\0$Id$\n", 6));
    repo.rawBlob(u"ident.both"_s, ident);
    for (const auto suffix :
         {"u16", "u16le", "u16be", "u16lebom", "u16bebom", "u32", "latin", "latin1", "sjis", "u8", "nope"}) {
        const QString name = QString::fromLatin1(suffix);
        repo.rawBlob(u"plain."_s + name, "text\n");
        repo.rawBlob(u"umlaut."_s + name, "\xc3\xa4\n");
        repo.rawBlob(u"japan."_s + name, "\xe6\x97\xa5\xe6\x9c\xac\n");
        repo.rawBlob(u"emoji."_s + name, "\xf0\x9f\x98\x80\n");
        repo.rawBlob(u"bom."_s + name, "\xef\xbb\xbftext\n");
        repo.rawBlob(u"invalid."_s + name, "\xff\xfe broken\n");
        repo.rawBlob(u"none."_s + name, QByteArray());
    }
    repo.rawBlob(u"a.bin"_s, "version https://git-lfs.github.com/spec/v1\noid sha256:" + QByteArray(64, 'a')
                                 + "\nsize 12\n");
    repo.rawBlob(u"sub/a.bin"_s, "no lfs here").rawBlob(u"sub/near.bin"_s, "lfs, but no pointer");
    repo.rawBlob(u"quoted name.bin"_s, "no lfs here either");
    repo.rawBlob(u"run.sh"_s, "#!/bin/sh\n", "100755")
        .symlink(u"link"_s, u"sub/a.bin"_s)
        .symlink(u"dangling"_s, u"nowhere"_s);
    repo.rawBlob(u"deep/er/and/deeper/file"_s, "x").rawBlob(u"\u00e4\u65e5 \U0001F600.txt"_s, "x");
    repo.rawBlob(u"new\nline\ttab\"quote\\back"_s, "x")
        .rawBlob(u"-dash"_s, "x")
        .rawBlob(u"sub.txt"_s, "sorts around sub/");
    repo.rawBlob(u"link.txt"_s, "x").submodule(u"module"_s, QByteArray(40, '1'));
}

} // namespace

void GitFetchTest::treeEqualsARealClone()
{
    LocalHub hub;
    RepoBuilder repo;
    addOddities(repo);
    repo.commit("everything odd");
    hub.addRepository(u"owner/odd"_s, repo);

    const test::TempDir dir;
    const QString clone = dir.path(u"clone"_s);
    const test::ProcessResult cloned =
        test::realClone(hub.repositoryUrl(u"owner/odd"_s).toString(), clone,
                        {.gitConfig = {u"core.autocrlf=false"_s}, .arguments = {}, .lfs = false});
    QVERIFY2(cloned.ok(), qPrintable(cloned.describe()));

    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/odd"_s), {}, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    QCOMPARE(test::writeTree(**fetched, dir.path(u"ours"_s)), QString());
    const QString difference = TreeSnapshot::of(clone).differencesTo(TreeSnapshot::of(dir.path(u"ours"_s)));
    QVERIFY2(difference.isEmpty(), qPrintable(difference));

    QStringList lfs;
    const auto entries = (*fetched)->entries();
    QVERIFY_OK(entries);
    for (const git::TreeEntry &entry : *entries) {
        if (entry.lfsFilter)
            lfs.append(entry.path);
    }
    QCOMPARE(lfs, QStringList({u"a.bin"_s, u"sub/near.bin"_s}));
}

void GitFetchTest::initTestCase()
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

void GitFetchTest::cleanupTestCase()
{
    m_hub.reset();
    m_many.reset();
}

void GitFetchTest::fetchesOnlyTheWantedCommit_data()
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

void GitFetchTest::fetchesOnlyTheWantedCommit()
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

void GitFetchTest::emptyRepository()
{
    LocalHub hub;
    RepoBuilder repo;
    hub.addRepository(u"owner/empty"_s, repo);
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/empty"_s), {}, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    QVERIFY((*fetched)->revision().empty);
    const auto entries = (*fetched)->entries();
    QVERIFY_OK(entries);
    QVERIFY(entries->isEmpty());

    const auto refused = m_git.fetch(hub.repositoryUrl(u"owner/empty"_s), u"main"_s, dir.path(u"git2"_s));
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, base::ErrorKind::NotFound);
}

void GitFetchTest::reportsProgress()
{
    LocalHub hub;
    RepoBuilder repo;
    for (int i = 0; i < 50; ++i)
        repo.rawBlob(u"file%1"_s.arg(i), QByteArray::number(i));
    repo.rawBlob(u"big"_s, test::generatedBytes(1, 1'000'000)).commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    QVERIFY_OK(m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s)));
    QCOMPARE(m_git.lastProgress.totalObjects, 53);
    QCOMPARE(m_git.lastProgress.receivedObjects, 53);
    QVERIFY(m_git.lastProgress.receivedBytes > 1'000'000);
}

void GitFetchTest::followsARedirectOfTheRepository()
{
    LocalHub hub;
    const test::Listener elsewhere = hub.addListener({.address = u"127.0.0.2"_s});
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    hub.addRepository(u"owner/new"_s, repo);
    const test::TempDir dir;
    const QByteArray target =
        elsewhere.baseUrl.toString().toLatin1() + "/owner/new/info/refs?service=git-upload-pack";
    hub.addFault(test::Fault::redirect(test::Endpoint::Git, target).forPath(u"/owner/old"_s).always());
    QVERIFY_OK(m_git.fetch(hub.repositoryUrl(u"owner/old"_s), {}, dir.path(u"git"_s)));

    hub.addFault(
        test::Fault::redirect(test::Endpoint::Git, hub.baseUrl().toString().toLatin1() + "/login?next=x")
            .forPath(u"/owner/login"_s)
            .always());
    const auto refused = m_git.fetch(hub.repositoryUrl(u"owner/login"_s), {}, dir.path(u"git2"_s));
    QVERIFY(!refused);
}

void GitFetchTest::serverWithoutShallow()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    repo.file(u"a"_s, "b").commit();
    hub.addRepository(u"owner/name"_s, repo);
    const QByteArray ref = repo.revision() + " refs/heads/main" + '\0' + "side-band-64k ofs-delta\n";
    hub.addFault(test::Fault::raw(
        test::Endpoint::Git,
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n"
        "001e# service=git-upload-pack\n0000"
            + QByteArray::number(ref.size() + 4, 16).rightJustified(4, '0') + ref + "0000"));
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), u"main"_s, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    QVERIFY((*fetched)->revision().fullHistory);
    QCOMPARE(m_git.notices, QStringList{u"refs/heads/main"_s});
    QVERIFY(!QFile::exists(dir.path(u"git/shallow"_s)));
}

/// JGit (Gerrit) ends "shallow" lines with a line feed; git does not.
void GitFetchTest::lineEndBehindShallow()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.file(u"a"_s, "a").commit();
    repo.file(u"a"_s, "b").commit();
    hub.addRepository(u"owner/name"_s, repo);
    const int id = hub.addFault(
        test::Fault::raw(test::Endpoint::Git,
                         "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-result\r\n\r\n"
                         "0035shallow "
                             + repo.revision() + "\n0000")
            .forMethod("POST"));
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.makeFolder(u"git"_s));
    QVERIFY_OK(fetched);
    QCOMPARE(hub.faultHits(id), 1);
    QCOMPARE(test::readFile(dir.path(u"git/shallow"_s)).trimmed(), repo.revision());
}

void GitFetchTest::fullDisk()
{
#ifdef Q_OS_UNIX
    LocalHub hub;
    RepoBuilder repo;
    repo.rawBlob(u"big"_s, test::generatedBytes(1, 2'000'000)).commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    rlimit before{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
    const rlimit small{.rlim_cur = 1'000'000, .rlim_max = before.rlim_max};
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s));
    QCOMPARE(setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    QVERIFY(!fetched);
    QVERIFY2(fetched.error().kind == base::ErrorKind::DiskFull, test::why(fetched.error()));
#else
    QSKIP("needs a limit on the size of files");
#endif
}

void GitFetchTest::refuses_data()
{
    using test::Endpoint;
    using test::Fault;
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("revision");
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<QString>("words");
    const QByteArray head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-advertisement\r\n\r\n";
    const QByteArray result = "HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-result\r\n\r\n";
    const Fault never = Fault::delay(Endpoint::Other, 0);
    const auto list = [&](const QByteArray &body) { return Fault::raw(Endpoint::Git, head + body).always(); };
    const auto answer = [&](const QByteArray &body) {
        return Fault::raw(Endpoint::Git, result + body)
            .forPath(u"git-upload-pack"_s)
            .forMethod("POST")
            .always();
    };

    QTest::newRow("no such branch") << never << u"nope"_s << base::ErrorKind::NotFound << u"nope"_s;
    QTest::newRow("no such tag") << never << u"refs/tags/nope"_s << base::ErrorKind::NotFound
                                 << u"refs/tags/nope"_s;
    QTest::newRow("no such id") << never << u"0123456"_s << base::ErrorKind::NotFound << u"0123456"_s;
    QTest::newRow("no such full id") << never << QString(40, u'7') << base::ErrorKind::NotFound
                                     << QString(40, u'7');
    QTest::newRow("an id too short") << never << u"abcde"_s << base::ErrorKind::NotFound << u"abcde"_s;
    QTest::newRow("a tag of a file") << never << u"blobtag"_s << base::ErrorKind::NotFound << u"blobtag"_s;
    QTest::newRow("web page") << Fault::html(Endpoint::Git).always() << QString() << base::ErrorKind::Protocol
                              << u"web page"_s;
    QTest::newRow("dumb server") << Fault::raw(Endpoint::Git,
                                               "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n"
                                                   + QByteArray(40, 'a') + "\trefs/heads/main\n")
                                        .always()
                                 << QString() << base::ErrorKind::Protocol << u"dumb"_s;
    QTest::newRow("status 404") << Fault::statusOf(Endpoint::Git, 404).always() << QString()
                                << base::ErrorKind::NotFound << QString();
    QTest::newRow("status 503") << Fault::statusOf(Endpoint::Git, 503).always() << QString()
                                << base::ErrorKind::Server << QString();
    QTest::newRow("503 to the POST") << Fault::statusOf(Endpoint::Git, 503).forMethod("POST").always()
                                     << QString() << base::ErrorKind::Server << QString();
    QTest::newRow("429 to the POST") << Fault::statusOf(Endpoint::Git, 429).forMethod("POST").always()
                                     << QString() << base::ErrorKind::RateLimited << QString();
    QTest::newRow("page to the POST") << Fault::html(Endpoint::Git).forMethod("POST").always() << QString()
                                      << base::ErrorKind::Protocol << u"web page"_s;
    QTest::newRow("cut list") << Fault::cut(Endpoint::Git, 60).always() << QString()
                              << base::ErrorKind::Network << QString();
    QTest::newRow("cut pack") << Fault::cut(Endpoint::Git, 400).forMethod("POST").always() << QString()
                              << base::ErrorKind::Network << QString();
    QTest::newRow("list ends early") << list("001e# service=git-upload-pack\n0000") << QString()
                                     << base::ErrorKind::Network << QString();
    QTest::newRow("no lines") << list("hello world") << QString() << base::ErrorKind::Protocol << QString();
    QTest::newRow("negative length") << list("-001") << QString() << base::ErrorKind::Protocol << QString();
    QTest::newRow("length below its own")
        << list("0003") << QString() << base::ErrorKind::Protocol << QString();
    QTest::newRow("wrong service") << list("001f# service=git-receive-pack\n0000") << QString()
                                   << base::ErrorKind::Protocol << QString();
    QTest::newRow("server says not found") << list("0023ERR Repository not found here.\n") << QString()
                                           << base::ErrorKind::NotFound << u"Repository not found here"_s;
    QTest::newRow("SHA-256 repository")
        << list("001e# service=git-upload-pack\n00000095" + QByteArray(64, 'a') + " refs/heads/main"
                + QByteArray(1, '\0') + "side-band-64k shallow object-format=sha256 agent=git/2.39.5-xxxxx\n"
                + "0000")
        << QString() << base::ErrorKind::Protocol << u"SHA-256"_s;
    QTest::newRow("ERR in place of a pack")
        << answer("0018ERR access denied !!\n") << QString() << base::ErrorKind::Auth << u"access denied"_s;
    QTest::newRow("error band") << answer("00000008NAK\n0010\3out of luck") << QString()
                                << base::ErrorKind::Protocol << u"out of luck"_s;
    QTest::newRow("no pack") << answer("00000008NAK\n0009\1xxxx0000") << QString()
                             << base::ErrorKind::Protocol << QString();
}

void GitFetchTest::refuses()
{
    QFETCH(test::Fault, fault);
    QFETCH(QString, revision);
    QFETCH(base::ErrorKind, kind);
    QFETCH(QString, words);
    LocalHub hub;
    RepoBuilder repo;
    repo.rawBlob(u"a"_s, test::generatedBytes(1, 10'000)).commit();
    repo.tag(u"blobtag"_s, u"HEAD:a"_s);
    hub.addRepository(u"owner/name"_s, repo);
    hub.addFault(fault);
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), revision, dir.path(u"git"_s));
    QVERIFY(!fetched);
    QVERIFY2(fetched.error().kind == kind, test::why(fetched.error()));
    QVERIFY2(fetched.error().detail.contains(words), test::why(fetched.error()));
    QVERIFY2(fetched.error().context.url.startsWith(hub.baseUrl().toString()), test::why(fetched.error()));
}

void GitFetchTest::hostileTreesAreUnsafe_data()
{
    QTest::addColumn<QByteArrayList>("parts");
    QTest::newRow("slash in a name") << QByteArrayList{"a/b"};
    QTest::newRow("not UTF-8") << QByteArrayList{"\xff\xfe"};
    QTest::newRow("too deep") << QByteArrayList(300, "d");
    QTest::newRow("too long") << QByteArrayList(30, QByteArray(200, 'l'));
}

void GitFetchTest::hostileTreesAreUnsafe()
{
    QFETCH(QByteArrayList, parts);
    LocalHub hub;
    RepoBuilder repo;
    repo.hostilePath(parts, "x");
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    const auto entries = (*fetched)->entries();
    QVERIFY(!entries);
    QCOMPARE(entries.error().kind, base::ErrorKind::Unsafe);
}

void GitFetchTest::manyFilesAreQuick()
{
    LocalHub hub;
    RepoBuilder repo;
    QByteArray list;
    const QByteArray blob = repo.writeBlob("x");
    for (int i = 0; i < 10'000; ++i)
        list += "100644 " + blob + "\tfolder" + QByteArray::number(i % 100) + "/sub/file"
                + QByteArray::number(i) + ".bin" + '\0';
    repo.git({u"update-index"_s, u"-z"_s, u"--index-info"_s}, list);
    repo.lfsTrack(u"*.bin"_s).commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s));
    QVERIFY_OK(fetched);
    QElapsedTimer timer;
    timer.start();
    const auto entries = (*fetched)->entries();
    QVERIFY_OK(entries);
    QCOMPARE(entries->size(), 10'001);
    QVERIFY(entries->last().lfsFilter);
    QVERIFY2(timer.elapsed() < 1000, QByteArray::number(timer.elapsed()).constData());
}

QTEST_GUILESS_MAIN(GitFetchTest)
#include "git_fetch_test.moc"
