// LocalHub judged by clients nobody here wrote: git, git-lfs and raw sockets.
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"
#include "tls_authority.h"
#include "tree_snapshot.h"

#include <QTest>

namespace local_hub_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

class LocalHubTest : public QObject
{
    Q_OBJECT

private:
    void fill(RepoBuilder &repo);
    void expectGoodClone(const QString &url, RepoBuilder &repo, const CloneOptions &options = {});

    const QByteArray m_weights = generatedBytes(7, 3'000'000);

private Q_SLOTS:
    void clonesPublic();
    void clonesPrivateWithCredential();
    void clonesOverTls();
    void clonesThroughRedirects();
    void clonesWithSmallChunksAndSlowLine();
    void pushFillsTheHub();
};

void LocalHubTest::fill(RepoBuilder &repo)
{
    repo.lfsTrack(u"*.bin"_s)
        .file(u"README.md"_s, "# Hello\n")
        .executable(u"tools/run.sh"_s, "#!/bin/sh\necho hi\n")
        .symlink(u"link"_s, u"README.md"_s)
        .lfsFile(u"model.bin"_s, m_weights)
        .lfsFile(u"deep/folder/other.bin"_s, "small")
        .file(u"unicode/\u00e4\u00f6 \u65e5\u672c.txt"_s, "text\n")
        .commit("first");
    repo.branch(u"dev"_s).annotatedTag(u"v1"_s).ref(u"refs/pr/1"_s);
}

void LocalHubTest::expectGoodClone(const QString &url, RepoBuilder &repo, const CloneOptions &options)
{
    const TempDir target;
    const QString clone = target.path(u"clone"_s);
    const ProcessResult result = realClone(url, clone, options);
    QVERIFY2(result.ok(), qPrintable(result.describe()));
    const QMap<QString, SnapshotEntry> entries = TreeSnapshot::of(clone).entries();
    QCOMPARE(entries.value(u"model.bin"_s).sha256, sha256Hex(m_weights));
    QCOMPARE(readFile(clone + u"/deep/folder/other.bin"_s), QByteArray("small"));
    QCOMPARE(entries.value(u"link"_s).target, u"README.md"_s);
    QCOMPARE(entries.value(u"tools/run.sh"_s).mode, 0755);
    QCOMPARE(readFile(clone + u"/.git/HEAD"_s), QByteArray("ref: refs/heads/main\n"));
    QVERIFY(entries.contains(u"unicode/\u00e4\u00f6 \u65e5\u672c.txt"_s));
    ProcessOptions here;
    here.workingDirectory = clone;
    QCOMPARE(mustRun(u"git"_s, {u"rev-parse"_s, u"HEAD"_s}, here).trimmed(), repo.revision());
}

void LocalHubTest::clonesPublic()
{
    LocalHub hub;
    RepoBuilder repo;
    fill(repo);
    hub.addRepository(u"owner/name"_s, repo);
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString(), repo);
    CloneOptions shallow;
    shallow.arguments = {u"--depth"_s, u"1"_s};
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString() + u".git"_s, repo, shallow);
    QCOMPARE(hub.log().count(Endpoint::Storage), 4);
}

void LocalHubTest::clonesPrivateWithCredential()
{
    LocalHub hub;
    RepoBuilder repo;
    fill(repo);
    hub.addAccount({u"alice"_s, "s3cret"});
    hub.addRepository(u"owner/name"_s, repo, AccessRule::privateTo({u"alice"_s}));
    QUrl url = hub.repositoryUrl(u"owner/name"_s);
    const TempDir target;
    const ProcessResult refused = realClone(url.toString(), target.path(u"x"_s));
    QVERIFY(!refused.ok());
    url.setUserName(u"alice"_s);
    url.setPassword(u"wrong"_s);
    QVERIFY(!realClone(url.toString(), target.path(u"y"_s)).ok());
    QCOMPARE(hub.log().attemptsWith("s3cret"), 0);
    QVERIFY(hub.log().attemptsWith("wrong") > 0);
    url.setPassword(u"s3cret"_s);
    expectGoodClone(url.toString(), repo);
}

void LocalHubTest::clonesOverTls()
{
    TlsAuthority ca;
    LocalHub hub(TlsAuthority::listener(ca.good()));
    RepoBuilder repo;
    fill(repo);
    hub.addRepository(u"owner/name"_s, repo);
    QVERIFY(hub.baseUrl().toString().startsWith(u"https://"_s));
    CloneOptions options;
    options.gitConfig = {u"http.sslCAInfo="_s + ca.caFile()};
    // git-lfs 3.3 reads the setting from the clone, not from the command line.
    options.extra.insert(u"GIT_SSL_CAINFO"_s, ca.caFile());
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString(), repo, options);

    const TempDir target;
    for (const CertificateFiles &bad : {ca.wrongHost(), ca.expired(), ca.selfSigned()}) {
        const Listener listener = hub.addListener(TlsAuthority::listener(bad));
        const ProcessResult result =
            realClone(listener.baseUrl.toString() + u"/owner/name"_s, target.path(u"bad"_s), options);
        QVERIFY(!result.ok());
        QVERIFY2(result.err.contains("certificate"), result.err.constData());
    }
}

void LocalHubTest::clonesThroughRedirects()
{
    LocalHub hub;
    RepoBuilder repo;
    fill(repo);
    hub.addRepository(u"owner/name"_s, repo);
    ListenerOptions elsewhere;
    elsewhere.address = u"127.0.0.2"_s;
    const Listener other = hub.addListener(elsewhere);
    const int fault =
        hub.addFault(Fault::redirect(Endpoint::Storage, other.baseUrl.toString().toUtf8() + "{target}")
                         .forPort(hub.port())
                         .always());
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString(), repo);
    QCOMPARE(hub.faultHits(fault), 2);
    QCOMPARE(hub.log().matching([&](const LoggedRequest &r) { return r.port == other.port; }).size(), 2);
}

void LocalHubTest::clonesWithSmallChunksAndSlowLine()
{
    LocalHub hub;
    RepoBuilder repo;
    fill(repo);
    hub.addRepository(u"owner/name"_s, repo);
    hub.addFault(Fault::plain(Endpoint::Storage, FaultKind::Chunked).always());
    hub.addFault(Fault::rate(Endpoint::Storage, 10'000'000));
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString(), repo);
}

void LocalHubTest::pushFillsTheHub()
{
    LocalHub hub;
    RepoBuilder repo;
    fill(repo);
    RepoBuilder empty;
    hub.addRepository(u"owner/name"_s, empty);
    repo.git({u"lfs"_s, u"install"_s, u"--local"_s}); // its hook sends the objects
    repo.git({u"push"_s, u"--quiet"_s, hub.repositoryUrl(u"owner/name"_s).toString(), u"main"_s});
    QCOMPARE(hub.objects().oids().size(), 2);
    expectGoodClone(hub.repositoryUrl(u"owner/name"_s).toString(), repo);
}

WEIGHTYARD_TEST(LocalHubTest)

} // namespace local_hub_test

#include "local_hub_test.moc"
