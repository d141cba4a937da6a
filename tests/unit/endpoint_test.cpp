#include "said.h"
#include "test_registry.h"

#include "lfs/endpoint.h"

#include <QTest>

namespace endpoint_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using Trust = net::AuthSession::Trust;

namespace {
base::ConfigEntries config(const QString &key, const QString &value)
{
    return key.isEmpty() ? base::ConfigEntries() : base::ConfigEntries({{key, value}});
}
} // namespace

class EndpointTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fromTheRemote_data();
    void fromTheRemote();
    void configured_data();
    void configured();
    void rewritten();
    void order();
    void unusable_data();
    void unusable();
};

void EndpointTest::fromTheRemote_data()
{
    QTest::addColumn<QString>("remote");
    QTest::addColumn<QString>("batch");
    QTest::newRow("plain") << u"https://h/o/n"_s << u"https://h/o/n.git/info/lfs/objects/batch"_s;
    QTest::newRow(".git") << u"https://h/o/n.git"_s << u"https://h/o/n.git/info/lfs/objects/batch"_s;
    QTest::newRow("slash") << u"https://h/o/n/"_s << u"https://h/o/n.git/info/lfs/objects/batch"_s;
    QTest::newRow(".git and slash") << u"https://h/o/n.git/"_s
                                    << u"https://h/o/n.git/info/lfs/objects/batch"_s;
    QTest::newRow("port") << u"http://h:8080/n"_s << u"http://h:8080/n.git/info/lfs/objects/batch"_s;
    QTest::newRow("encoded") << u"https://h/a%20b/n%2Fx"_s
                             << u"https://h/a%20b/n%2Fx.git/info/lfs/objects/batch"_s;
}

void EndpointTest::fromTheRemote()
{
    QFETCH(QString, remote);
    const auto endpoint = lfs::findEndpoint(QUrl(remote), {}, {});
    QVERIFY(endpoint);
    QTEST(endpoint->batchUrl.toString(QUrl::FullyEncoded), "batch");
    QCOMPARE(endpoint->trust, Trust::Ask);
}

void EndpointTest::configured_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("byRepository");
    QTest::addColumn<QString>("batch");
    QTest::addColumn<Trust>("trust");
    const QString url = u"lfs.url"_s;
    const QString remoteUrl = u"remote.origin.lfsurl"_s;
    const QString other = u"https://lfs.example/x"_s;
    const QString otherBatch = other + u"/objects/batch"_s;
    QTest::newRow("the user's lfs.url") << url << other << false << otherBatch << Trust::Ask;
    QTest::newRow("the user's lfsurl") << remoteUrl << other << false << otherBatch << Trust::Ask;
    QTest::newRow("the repository's lfs.url") << url << other << true << otherBatch << Trust::Anonymous;
    QTest::newRow("the repository's lfsurl") << remoteUrl << other << true << otherBatch << Trust::Anonymous;
    QTest::newRow("the repository's, same origin")
        << url << u"https://git.example/lfs"_s << true << u"https://git.example/lfs/objects/batch"_s
        << Trust::Ask;
    QTest::newRow("same origin, port written out")
        << url << u"https://git.example:443/lfs"_s << true << u"https://git.example:443/lfs/objects/batch"_s
        << Trust::Ask;
    QTest::newRow("same host, other port")
        << url << u"https://git.example:8443/lfs"_s << true << u"https://git.example:8443/lfs/objects/batch"_s
        << Trust::Anonymous;
    QTest::newRow("same host without TLS") << url << u"http://git.example/lfs"_s << true
                                           << u"http://git.example/lfs/objects/batch"_s << Trust::Anonymous;
    QTest::newRow("host below") << url << u"https://x.git.example/lfs"_s << true
                                << u"https://x.git.example/lfs/objects/batch"_s << Trust::Anonymous;
    QTest::newRow("host as user info") << url << u"https://git.example@evil.example/lfs"_s << true
                                       << u"https://evil.example/lfs/objects/batch"_s << Trust::Anonymous;
    QTest::newRow("slash") << url << other + u'/' << false << otherBatch << Trust::Ask;
    QTest::newRow("user info is left out")
        << url << u"https://me:pw@lfs.example/x"_s << false << otherBatch << Trust::Ask;
}

void EndpointTest::configured()
{
    QFETCH(QString, key);
    QFETCH(QString, value);
    QFETCH(bool, byRepository);
    const QUrl remote(u"https://git.example/o/n"_s);
    const auto endpoint = byRepository ? lfs::findEndpoint(remote, {}, config(key, value))
                                       : lfs::findEndpoint(remote, config(key, value), {});
    QVERIFY(endpoint);
    QTEST(endpoint->batchUrl.toString(), "batch");
    QTEST(endpoint->trust, "trust");
}

// As in git-lfs: for the address of the server, too, but the repository gets no credential out of it.
void EndpointTest::rewritten()
{
    const QUrl remote(u"https://git.example/o/n"_s);
    const base::ConfigEntry alias{u"url.https://me:pw@lfs.example/.insteadof"_s, u"lfs:"_s};
    const auto users =
        lfs::findEndpoint(remote, base::ConfigEntries({alias, {u"lfs.url"_s, u"lfs:x"_s}}), {});
    QVERIFY(users);
    QCOMPARE(users->batchUrl.toString(), u"https://lfs.example/x/objects/batch"_s);
    QCOMPARE(users->credential.value_or(base::Credential{}).secret, u"pw"_s);
    const auto repositorys =
        lfs::findEndpoint(remote, base::ConfigEntries({alias}), config(u"lfs.url"_s, u"lfs:x"_s));
    QVERIFY(repositorys);
    QCOMPARE(repositorys->batchUrl, users->batchUrl);
    QCOMPARE(repositorys->trust, Trust::Anonymous);
    QVERIFY(!repositorys->credential);
    const auto own = lfs::findEndpoint(remote, config(u"lfs.url"_s, u"https://me:pw@lfs.example/x"_s), {});
    QCOMPARE(own->credential.value_or(base::Credential{}).user, u"me"_s);
}

void EndpointTest::order()
{
    const QUrl remote(u"https://git.example/o/n"_s);
    const base::ConfigEntries both(
        {{u"remote.origin.lfsurl"_s, u"https://two/x"_s}, {u"lfs.url"_s, u"https://one/x"_s}});
    QCOMPARE(lfs::findEndpoint(remote, both, {})->batchUrl.host(), u"one"_s);
    QCOMPARE(lfs::findEndpoint(remote, {}, both)->batchUrl.host(), u"one"_s);
    const auto users =
        lfs::findEndpoint(remote, config(u"remote.origin.lfsurl"_s, u"https://three/x"_s), both);
    QCOMPARE(users->batchUrl.host(), u"three"_s);
    QCOMPARE(users->trust, Trust::Ask);
}

void EndpointTest::unusable_data()
{
    QTest::addColumn<QString>("value");
    for (const char *value :
         {"", "ssh://git@h/x", "git@h:x", "file:///x", "/srv/lfs", "https://", "https://a b/x"})
        QTest::addRow("'%s'", value) << QString::fromLatin1(value);
    QTest::newRow("with a secret") << u"ssh://me:s3cret@h/x"_s;
}

void EndpointTest::unusable()
{
    QFETCH(QString, value);
    const QUrl remote(u"https://git.example/o/n"_s);
    for (const bool byRepository : {false, true}) {
        const base::ConfigEntries setting = config(u"lfs.url"_s, value);
        const auto endpoint =
            byRepository ? lfs::findEndpoint(remote, {}, setting) : lfs::findEndpoint(remote, setting, {});
        QVERIFY(!endpoint);
        QCOMPARE(endpoint.error().kind, base::ErrorKind::Usage);
        QCOMPARE(endpoint.error().context.path, byRepository ? u".lfsconfig"_s : u"lfs.url"_s);
        QVERIFY(!test::said(endpoint.error()).contains("s3cret"_L1));
    }
}

WEIGHTYARD_TEST(EndpointTest)

} // namespace endpoint_test

#include "endpoint_test.moc"
