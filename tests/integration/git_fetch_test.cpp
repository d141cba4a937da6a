// Shallow fetches from a real git server, and what the tree looks like next to a real clone.
#include "git_fixture.h"
#include "test_registry.h"

namespace git_fetch_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::RepoBuilder;
using test::TreeSnapshot;

class GitFetchTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void treeEqualsARealClone();
    void emptyRepository();
    void reportsProgress();
    void followsARedirectOfTheRepository();
    void serverWithoutShallow();
    void lineEndBehindShallow();
    void hostileTreesAreUnsafe_data();
    void hostileTreesAreUnsafe();
    void manyFilesAreQuick();

private:
    test::GitFixture m_git;
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
    QVERIFY2(timer.elapsed() < test::patient(1000), QByteArray::number(timer.elapsed()).constData());
}

WEIGHTYARD_TEST(GitFetchTest)

} // namespace git_fetch_test

#include "git_fetch_test.moc"
