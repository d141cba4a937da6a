// label: threads
#include "net/auth_session.h"
#include "net/qt_http_client.h"
#include "said.h"
#include "script_server.h"
#include "test_registry.h"

#include <QElapsedTimer>
#include <QTest>

namespace auth_session_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::Credential;
using base::CredentialQuery;
using base::ErrorKind;
using Trust = AuthSession::Trust;

namespace {

base::SystemClock systemClock;

/// Gives its list one after another, as refused ones fall away; writes down what it was told.
class ListedCredentials final : public base::Credentials
{
public:
    explicit ListedCredentials(QList<Credential> list) : m_list(std::move(list)) {}

    base::Result<std::optional<Credential>> find(const CredentialQuery &query,
                                                 const base::CancelToken &) override
    {
        const std::lock_guard lock(m_mutex);
        m_told.append(
            u"find %1 %2 %3"_s.arg(QString::number(query.origin.port == port), query.path, query.realm));
        if (failure)
            return base::fail(*failure);
        if (m_list.isEmpty())
            return std::optional<Credential>();
        return std::optional<Credential>(m_list.first());
    }
    void approve(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        note(u"approve "_s + credential.secret);
    }
    void reject(const CredentialQuery &, const Credential &credential, const base::CancelToken &) override
    {
        note(u"reject "_s + credential.secret);
        const std::lock_guard lock(m_mutex);
        if (forgets)
            m_list.removeAll(credential);
    }

    QStringList told() const
    {
        const std::lock_guard lock(m_mutex);
        return m_told;
    }

    int port = 0;
    bool forgets = true;
    std::optional<base::Error> failure = {};

private:
    void note(const QString &text)
    {
        const std::lock_guard lock(m_mutex);
        m_told.append(text);
    }

    mutable std::mutex m_mutex;
    QList<Credential> m_list;
    QStringList m_told;
};

/// A server that lets in "Basic <user:secret>" for the right secret and logs each Authorization it saw ("-" for none).
class Door
{
public:
    using Answer = std::function<QByteArray(const QByteArray &head, const QByteArray &authorization)>;

    explicit Door(Answer answer)
        : server(ScriptServer::answering([this, answer = std::move(answer)](const QByteArray &head) {
              const QByteArray authorization = authorizationIn(head);
              const std::lock_guard lock(m_mutex);
              m_seen.append(authorization.isEmpty() ? "-"_ba : authorization);
              return answer(head, authorization);
          }))
    {}

    static QByteArray authorizationIn(const QByteArray &head)
    {
        for (const QByteArray &line : head.split('\n')) {
            if (line.toLower().startsWith("authorization:"))
                return line.mid(14).trimmed();
        }
        return {};
    }

    QByteArrayList seen() const
    {
        const std::lock_guard lock(m_mutex);
        return m_seen;
    }

private:
    mutable std::mutex m_mutex;
    QByteArrayList m_seen;

public:
    ScriptServer server;
};

QByteArray basic(const QByteArray &pair)
{
    return "Basic " + pair.toBase64();
}

const QByteArray kAsk = "WWW-Authenticate: Basic realm=\"R\"\r\nContent-Length: 0";

Door::Answer wants(const QByteArray &authorization, const QByteArray &challenge = kAsk)
{
    return [=](const QByteArray &, const QByteArray &given) {
        return given == authorization ? okAnswer("in") : httpAnswer("401 No", challenge);
    };
}

} // namespace

class AuthSessionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anonymousWhereOpen();
    void asksOnceAndRemembers();
    void lfsChallengeIsBasic();
    void emptyUser();
    void triesTheNext();
    void eachOnlyOnce();
    void noCredential();
    void brokenSource();
    void anonymousTrust();
    void ownAuthorization();
    void notAfterARedirect();
    void bearerUnderApi();
    void otherSchemeForTheSameCredential();
    void gatedAndForbidden();
    void helperThatFailsHidesNoCause();
    void goodCredentialIsNotRejectedLater();
    void manyThreadsAskOnce();
    void cancelWhileAnotherAsks();
};

void AuthSessionTest::anonymousWhereOpen()
{
    Door door([](const QByteArray &, const QByteArray &) { return okAnswer("in"); });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, u"a/b"_s);
    const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
    QVERIFY(reply);
    QCOMPARE(reply->body, "in"_ba);
    QCOMPARE(door.seen(), QByteArrayList{"-"});
    QVERIFY(credentials.told().isEmpty());
    QVERIFY(!session.authorizationFor(door.server.url()));
}

void AuthSessionTest::asksOnceAndRemembers()
{
    Door door(wants(basic("me:pw")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    credentials.port = door.server.port();
    AuthSession session(client, credentials, systemClock, u"a/b"_s);
    for (int i = 0; i < 2; ++i) {
        const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
        QVERIFY2(reply, qPrintable(reply ? QString() : describe(reply.error())));
    }
    QCOMPARE(door.seen(), (QByteArrayList{"-", basic("me:pw"), basic("me:pw")}));
    QCOMPARE(credentials.told(), (QStringList{u"find 1 a/b R"_s, u"approve pw"_s}));
    QCOMPARE(session.authorizationFor(door.server.url(u"/other"_s)), std::optional(basic("me:pw")));
    QVERIFY(!session.authorizationFor(QUrl(u"http://127.0.0.1:1/"_s)));
    QVERIFY(!session.authorizationFor(QUrl(u"https://127.0.0.1:%1/"_s.arg(door.server.port()))));
}

void AuthSessionTest::lfsChallengeIsBasic()
{
    Door door(wants(basic("me:pw"), "LFS-Authenticate: Basic realm=\"Git LFS\"\r\nContent-Length: 0"));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(session.fetch({.url = door.server.url()}, Trust::Ask, 100, {}));
    QVERIFY(credentials.told().first().endsWith(u"Git LFS"_s));
}

void AuthSessionTest::emptyUser()
{
    Door door(wants(basic("x-access-token:tok")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{QString(), u"tok"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(session.fetch({.url = door.server.url()}, Trust::Ask, 100, {}));
}

void AuthSessionTest::triesTheNext()
{
    Door door(wants(basic("me:right")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"wrong"_s, u"a"_s}, {u"me"_s, u"right"_s, u"b"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(session.fetch({.url = door.server.url()}, Trust::Ask, 100, {}));
    QCOMPARE(door.seen(), (QByteArrayList{"-", basic("me:wrong"), basic("me:right")}));
    QCOMPARE(credentials.told().filter(u"e"_s), // all but "find"
             (QStringList{u"reject wrong"_s, u"approve right"_s}));
}

void AuthSessionTest::eachOnlyOnce()
{
    Door door(wants(basic("me:right")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"wrong"_s, u"HELPER"_s}});
    credentials.forgets = false; // a helper that gives the same again
    AuthSession session(client, credentials, systemClock, {});
    for (int i = 0; i < 2; ++i) {
        const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Auth);
        QVERIFY(!describe(reply.error()).contains(u"wrong"_s));
        if (i == 0)
            QVERIFY2(test::said(reply.error()).contains(u"HELPER was refused"_s),
                     qPrintable(test::said(reply.error())));
    }
    QCOMPARE(door.seen(), (QByteArrayList{"-", basic("me:wrong"), "-"}));
}

void AuthSessionTest::noCredential()
{
    Door door(wants(
        "never", "X-Error-Code: RepoNotFound\r\nX-Error-Message: Repository not found\r\nContent-Length: 0"));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({});
    AuthSession session(client, credentials, systemClock, {});
    const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ErrorKind::Auth);
    QCOMPARE(reply.error().context.httpStatus, 401);
    QVERIFY(test::said(reply.error()).contains(u"RepoNotFound"_s));
    QVERIFY(test::said(reply.error()).contains(u"no credential at hand"_s));
}

void AuthSessionTest::brokenSource()
{
    Door door(wants("never"));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({});
    credentials.failure = base::Error{.kind = ErrorKind::Auth, .detail = u"helper hangs"_s};
    AuthSession session(client, credentials, systemClock, {});
    const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
    QVERIFY(!reply);
    QCOMPARE(reply.error().kind, ErrorKind::Auth);
    QVERIFY2(test::said(reply.error()).contains(u"helper hangs"_s), qPrintable(test::said(reply.error())));
}

void AuthSessionTest::anonymousTrust()
{
    Door door(wants(basic("me:pw")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(!session.fetch({.url = door.server.url()}, Trust::Anonymous, 100, {}));
    QVERIFY(credentials.told().isEmpty());
    QVERIFY(session.fetch({.url = door.server.url()}, Trust::Ask, 100, {}));
    const auto again = session.fetch({.url = door.server.url()}, Trust::Anonymous, 100, {});
    QVERIFY(!again); // known, and still not sent
    QCOMPARE(door.seen(), (QByteArrayList{"-", "-", basic("me:pw"), "-"}));
}

void AuthSessionTest::ownAuthorization()
{
    Door door(wants(basic("me:pw")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    const HttpRequest request{.url = door.server.url(), .headers = {{"authorization", "RemoteAuth x"}}};
    QVERIFY(!session.fetch(request, Trust::Ask, 100, {}));
    QCOMPARE(door.seen(), QByteArrayList{"RemoteAuth x"});
    QVERIFY(credentials.told().isEmpty());
}

void AuthSessionTest::notAfterARedirect()
{
    Door other(wants(basic("me:pw")));
    const QByteArray target = other.server.url().toEncoded();
    Door door([&](const QByteArray &, const QByteArray &given) {
        if (given == basic("me:pw"))
            return httpAnswer("302 There", "Location: " + target + "\r\nContent-Length: 0");
        return httpAnswer("401 No", kAsk);
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    for (int i = 0; i < 2; ++i) {
        const auto reply = session.fetch({.url = door.server.url()}, Trust::Ask, 100, {});
        QVERIFY(!reply);
        QCOMPARE(reply.error().kind, ErrorKind::Auth);
        QVERIFY2(test::said(reply.error()).contains(u"redirect"_s), qPrintable(test::said(reply.error())));
    }
    for (const QByteArray &seen : other.seen())
        QCOMPARE(seen, "-"_ba);
    QVERIFY(!credentials.told().contains(u"reject pw"_s)); // its own origin took it
}

void AuthSessionTest::bearerUnderApi()
{
    Door door([](const QByteArray &head, const QByteArray &given) {
        const bool api = head.startsWith("GET /api/");
        return given == (api ? "Bearer tok"_ba : basic("hf_user:tok"))
                   ? okAnswer("in")
                   : httpAnswer("401 No", "Content-Length: 0");
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"hf_user"_s, u"tok"_s, u"HF_TOKEN"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(session.fetch({.url = door.server.url(u"/o/n/info/refs"_s)}, Trust::Ask, 100, {}));
    QVERIFY(session.fetch({.url = door.server.url(u"/api/models/o/n"_s)}, Trust::Ask, 100, {}));
    QCOMPARE(door.seen().size(), 3);
}

void AuthSessionTest::otherSchemeForTheSameCredential()
{
    Door door([](const QByteArray &head, const QByteArray &given) {
        const bool api = head.startsWith("GET /v4/");
        if (given == (api ? "Bearer pw"_ba : basic("me:pw")))
            return okAnswer("in");
        return httpAnswer("401 No", api ? "WWW-Authenticate: Bearer\r\nContent-Length: 0"_ba : kAsk);
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    for (const QString &path : {u"/git"_s, u"/v4/x"_s, u"/git"_s})
        QVERIFY(session.fetch({.url = door.server.url(path)}, Trust::Ask, 100, {}));
    QCOMPARE(door.seen(), (QByteArrayList{"-", basic("me:pw"), basic("me:pw"), "Bearer pw", basic("me:pw")}));
    QVERIFY(!credentials.told().contains(u"reject pw"_s));
}

void AuthSessionTest::gatedAndForbidden()
{
    Door door([](const QByteArray &head, const QByteArray &) {
        if (head.contains("/gated"))
            return httpAnswer("403 No", "X-Error-Code: GatedRepo\r\nX-Error-Message: Access to model x is "
                                        "restricted\r\nContent-Length: 0");
        return httpAnswer(head.contains("/missing") ? "404 No" : "403 No", "Content-Length: 0");
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    const auto gated = session.open({.url = door.server.url(u"/gated"_s)}, Trust::Ask, {});
    QVERIFY(!gated);
    QCOMPARE(gated.error().kind, ErrorKind::Gated);
    QVERIFY(test::said(gated.error()).contains(u"restricted"_s));
    const auto forbidden = session.open({.url = door.server.url(u"/forbidden"_s)}, Trust::Ask, {});
    QVERIFY(!forbidden);
    QCOMPARE(forbidden.error().kind, ErrorKind::Auth);
    const auto missing = session.open({.url = door.server.url(u"/missing"_s)}, Trust::Ask, {});
    QVERIFY(missing); // statuses beyond these are the caller's
    QCOMPARE((*missing)->head().status, 404);
    QVERIFY(credentials.told().isEmpty());
}

// Why a credential was asked for says more than what became of the question.
void AuthSessionTest::helperThatFailsHidesNoCause()
{
    Door door([](const QByteArray &, const QByteArray &given) {
        if (given == basic("me:wrong")) // and says no more than that
            return httpAnswer("401 No", "WWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0");
        return httpAnswer("401 No", "WWW-Authenticate: Basic realm=\"r\"\r\nX-Error-Code: GatedRepo\r\n"
                                    "Content-Length: 0");
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({});
    credentials.failure = base::Error{.kind = ErrorKind::Auth, .detail = u"git did not end in time"_s};
    AuthSession session(client, credentials, systemClock, {});
    const auto gated = session.open({.url = door.server.url()}, Trust::Ask, {});
    QVERIFY(!gated);
    QCOMPARE(gated.error().kind, ErrorKind::Gated);
    QCOMPARE(gated.error().context.httpStatus, 401);
    QVERIFY2(test::said(gated.error()).contains("git did not end in time"_L1),
             qPrintable(test::said(gated.error())));

    ListedCredentials wrong({{u"me"_s, u"wrong"_s, u"s"_s}});
    AuthSession another(client, wrong, systemClock, {});
    const auto refused = another.open({.url = door.server.url()}, Trust::Ask, {});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Gated);
}

void AuthSessionTest::goodCredentialIsNotRejectedLater()
{
    Door door([](const QByteArray &head, const QByteArray &given) {
        return given == basic("me:pw") && !head.contains("/other") ? okAnswer("in")
                                                                   : httpAnswer("401 No", kAsk);
    });
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    QVERIFY(session.fetch({.url = door.server.url(u"/mine"_s)}, Trust::Ask, 100, {}));
    QVERIFY(!session.fetch({.url = door.server.url(u"/other"_s)}, Trust::Ask, 100, {}));
    QVERIFY(!credentials.told().contains(u"reject pw"_s));
    QVERIFY(session.fetch({.url = door.server.url(u"/mine"_s)}, Trust::Ask, 100, {}));
}

void AuthSessionTest::manyThreadsAskOnce()
{
    Door door(wants(basic("me:pw")));
    QtHttpClient client({}, systemClock, 1);
    ListedCredentials credentials({{u"me"_s, u"pw"_s, u"s"_s}});
    AuthSession session(client, credentials, systemClock, {});
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    threads.reserve(6);
    for (int i = 0; i < 6; ++i) {
        threads.emplace_back([&] {
            if (session.fetch({.url = door.server.url()}, Trust::Ask, 100, {}))
                ++good;
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(good.load(), 6);
    QCOMPARE(credentials.told().filter(u"find"_s).size(), 1);
    QCOMPARE(credentials.told().filter(u"approve"_s).size(), 1);
}

void AuthSessionTest::cancelWhileAnotherAsks()
{
    class Slow final : public base::Credentials
    {
    public:
        std::atomic<bool> asked = false;
        base::Result<std::optional<Credential>> find(const CredentialQuery &,
                                                     const base::CancelToken &cancel) override
        {
            asked = true;
            cancel.waitFor(std::chrono::seconds(30));
            return base::fail(base::cancelledError());
        }
        void approve(const CredentialQuery &, const Credential &, const base::CancelToken &) override {}
        void reject(const CredentialQuery &, const Credential &, const base::CancelToken &) override {}
    };
    Door door(wants("never"));
    QtHttpClient client({}, systemClock, 1);
    Slow credentials;
    AuthSession session(client, credentials, systemClock, {});
    const base::CancelToken first;
    const base::CancelToken second;
    std::thread asking([&] { (void)session.fetch({.url = door.server.url()}, Trust::Ask, 100, first); });
    QTRY_VERIFY(credentials.asked);
    std::thread canceller([&] {
        while (door.seen().size() < 2)
            std::this_thread::yield();
        second.cancel();
    });
    QElapsedTimer timer;
    timer.start();
    const auto waiting = session.fetch({.url = door.server.url()}, Trust::Ask, 100, second);
    QVERIFY(!waiting);
    QCOMPARE(waiting.error().kind, ErrorKind::Cancelled);
    QVERIFY(timer.elapsed() < test::patient(1000));
    first.cancel();
    asking.join();
    canceller.join();
}

WEIGHTYARD_TEST(AuthSessionTest)

} // namespace auth_session_test

#include "auth_session_test.moc"
