// What goes wrong while fetching, and how it is told.
// label: slow
#include "git_fixture.h"
#include "said.h"
#include "test_registry.h"

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

namespace git_refusal_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::LocalHub;
using test::RepoBuilder;

class GitRefusalTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fullDisk();
    void tooLargeForMemory_data();
    void tooLargeForMemory();
    void refuses_data();
    void refuses();

private:
    test::GitFixture m_git;
};

void GitRefusalTest::fullDisk()
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

void GitRefusalTest::tooLargeForMemory_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("mode");
    QTest::addColumn<qsizetype>("bytes");
    QTest::addColumn<bool>("taken");
    constexpr qsizetype kMiB = 1024 * 1024;
    QTest::newRow("plain file") << u"sub/plain.bin"_s << QByteArray("100644") << 100 * kMiB + 1 << false;
    QTest::newRow("largest plain file") << u"plain.bin"_s << QByteArray("100644") << 100 * kMiB << true;
    QTest::newRow("link") << u"sub/link"_s << QByteArray("120000") << qsizetype{5000} << false;
    QTest::newRow("long link") << u"link"_s << QByteArray("120000") << qsizetype{4000} << true;
    QTest::newRow("attributes") << u".gitattributes"_s << QByteArray("100644") << 5 * kMiB << false;
    QTest::newRow("attributes below") << u"sub/.gitattributes"_s << QByteArray("100644") << 5 * kMiB << false;
}

// Refused by name before any of it is read: what is read lies in memory.
void GitRefusalTest::tooLargeForMemory()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, mode);
    QFETCH(qsizetype, bytes);
    QFETCH(bool, taken);
    LocalHub hub;
    RepoBuilder repo;
    repo.rawBlob(path, QByteArray(bytes, 'x'), mode).commit();
    hub.addRepository(u"owner/name"_s, repo);
    const test::TempDir dir;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s));
    QVERIFY2(fetched, fetched ? "" : test::why(fetched.error()));
    const auto entries = (*fetched)->entries();
    if (taken) {
        QVERIFY2(entries, entries ? "" : test::why(entries.error()));
        QCOMPARE(entries->first().size, bytes);
        return;
    }
    QVERIFY(!entries);
    QCOMPARE(entries.error().kind, base::ErrorKind::Unsafe);
    QCOMPARE(entries.error().context.path, path);
    const bool isPlainFile = path.endsWith("plain.bin"_L1);
    QVERIFY2(entries.error().context.reason
                 == (isPlainFile ? base::ErrorReason::TooLargeInGit : base::ErrorReason::NotHeld),
             test::why(entries.error()));
}

void GitRefusalTest::refuses_data()
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

void GitRefusalTest::refuses()
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
    QVERIFY2(test::said(fetched.error()).contains(words), test::why(fetched.error()));
    QVERIFY2(fetched.error().context.url.startsWith(hub.baseUrl().toString()), test::why(fetched.error()));
}

WEIGHTYARD_TEST(GitRefusalTest)

} // namespace git_refusal_test

#include "git_refusal_test.moc"
