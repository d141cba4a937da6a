// Cancelling a fetch ends it within a second, wherever it stands.
#include "git_fixture.h"
#include "support/sockets.h"
#include "test_registry.h"

#include <atomic>
#include <future>

namespace git_cancel_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::Endpoint;
using test::Fault;
using test::LocalHub;
using test::RepoBuilder;

class GitCancelTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void silentServer();
    void blackHole();
    void atAStall_data();
    void atAStall();
    void betweenObjects();
    void beforeItBegins();
    void duringTheTreeWalk();

private:
    void cancelAndCompare(const QUrl &url, const std::function<bool()> &reached);

    test::GitFixture m_git;
    RepoBuilder m_repo;
};

void GitCancelTest::initTestCase()
{
    for (int i = 0; i < 200; ++i)
        m_repo.rawBlob(u"file%1"_s.arg(i), test::generatedBytes(static_cast<quint64>(i), 10'000));
    m_repo.commit();
}

void GitCancelTest::cancelAndCompare(const QUrl &url, const std::function<bool()> &reached)
{
    const test::TempDir dir;
    const base::CancelToken cancel;
    auto fetching =
        std::async(std::launch::async, [&] { return m_git.fetch(url, {}, dir.path(u"git"_s), cancel); });
    QVERIFY(test::waitUntil(reached, std::chrono::seconds(20)));
    QVERIFY2(fetching.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout,
             "it ended by itself");
    QElapsedTimer timer;
    timer.start();
    cancel.cancel();
    const auto fetched = fetching.get();
    QVERIFY2(timer.elapsed() < test::patient(1000), QByteArray::number(timer.elapsed()).constData());
    QVERIFY(!fetched);
    QVERIFY2(fetched.error().kind == base::ErrorKind::Cancelled, test::why(fetched.error()));
}

void GitCancelTest::silentServer()
{
    test::SilentListener listener;
    cancelAndCompare(QUrl(u"http://127.0.0.1:%1/owner/name"_s.arg(listener.port())),
                     [&] { return listener.accepted() > 0; });
}

void GitCancelTest::blackHole()
{
    test::BlackHole hole;
    cancelAndCompare(QUrl(u"http://127.0.0.1:%1/owner/name"_s.arg(hole.port())), [] { return true; });
}

void GitCancelTest::atAStall_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::newRow("before the list") << Fault::stall(Endpoint::Git, -1).forMethod("GET");
    QTest::newRow("in the list") << Fault::stall(Endpoint::Git, 40).forMethod("GET");
    QTest::newRow("before the first answer") << Fault::stall(Endpoint::Git, -1).forMethod("POST");
    QTest::newRow("before the pack") << Fault::stall(Endpoint::Git, -1).forMethod("POST").skipFirst(1);
    QTest::newRow("in the pack's head") << Fault::stall(Endpoint::Git, 100).forMethod("POST").skipFirst(1);
    QTest::newRow("in the pack") << Fault::stall(Endpoint::Git, 1'000'000).forMethod("POST").skipFirst(1);
    QTest::newRow("a slow pack") << Fault::rate(Endpoint::Git, 100'000).forMethod("POST").skipFirst(1);
}

void GitCancelTest::atAStall()
{
    QFETCH(Fault, fault);
    LocalHub hub;
    hub.addRepository(u"owner/name"_s, m_repo);
    const int id = hub.addFault(fault);
    cancelAndCompare(hub.repositoryUrl(u"owner/name"_s), [&] { return hub.faultHits(id) > 0; });
}

void GitCancelTest::betweenObjects()
{
    LocalHub hub;
    hub.addRepository(u"owner/name"_s, m_repo);
    const test::TempDir dir;
    const base::CancelToken cancel;
    qint64 after = 0;
    m_git.onProgress = [&](const git::FetchProgress &now) {
        if (now.receivedObjects >= 50)
            cancel.cancel();
        else
            after = now.receivedObjects;
    };
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s), cancel);
    m_git.onProgress = {};
    QVERIFY(!fetched);
    QCOMPARE(fetched.error().kind, base::ErrorKind::Cancelled);
    QVERIFY(after > 0);
}

void GitCancelTest::beforeItBegins()
{
    const test::TempDir dir;
    const base::CancelToken cancel;
    cancel.cancel();
    const auto fetched =
        m_git.fetch(QUrl(u"http://127.0.0.1:1/owner/name"_s), {}, dir.path(u"git"_s), cancel);
    QVERIFY(!fetched);
    QCOMPARE(fetched.error().kind, base::ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(dir.path(u"git"_s)));
}

void GitCancelTest::duringTheTreeWalk()
{
    LocalHub hub;
    hub.addRepository(u"owner/name"_s, m_repo);
    const test::TempDir dir;
    const base::CancelToken cancel;
    const auto fetched = m_git.fetch(hub.repositoryUrl(u"owner/name"_s), {}, dir.path(u"git"_s), cancel);
    QVERIFY_OK(fetched);
    cancel.cancel();
    const auto entries = (*fetched)->entries();
    QVERIFY(!entries);
    QCOMPARE(entries.error().kind, base::ErrorKind::Cancelled);
}

WEIGHTYARD_TEST(GitCancelTest)

} // namespace git_cancel_test

#include "git_cancel_test.moc"
