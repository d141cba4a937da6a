#include "child_process.h"
#include "net/network_settings.h"
#include "net/no_proxy.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QTest>

Q_DECLARE_METATYPE(weightyard::base::ConfigEntry)

namespace network_settings_test {

using namespace weightyard;
using namespace weightyard::net;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

using Entries = QList<base::ConfigEntry>;
using Variables = QHash<QString, QString>;

namespace {
NetworkSettings settingsOf(const Entries &entries, const Variables &variables)
{
    return NetworkSettings::from(base::ConfigEntries(entries), base::Environment(variables));
}

QString shown(const base::Result<Proxy> &proxy)
{
    if (!proxy)
        return u"error %1 %2"_s.arg(errorKindName(proxy.error().kind), proxy.error().context.path);
    if (proxy->kind == Proxy::Kind::None)
        return u"none"_s;
    QString text = proxy->kind == Proxy::Kind::Http ? u"http"_s : u"socks"_s;
    if (proxy->kind == Proxy::Kind::Socks5 && proxy->resolvesNames)
        text += u'h';
    text += u' ' + proxyName(*proxy);
    if (!proxy->user.isEmpty())
        text += u' ' + proxy->user + u'/' + proxy->password;
    return text;
}
} // namespace

class NetworkSettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void proxies_data();
    void proxies();
    void noProxy_data();
    void noProxy();
    void urlMatchAsGit_data();
    void urlMatchAsGit();
    void badProxyNamesNoSecret();
    void caFiles();
    void extraHeaders();
    void ignored();
    void patience_data();
    void patience();
};

void NetworkSettingsTest::proxies_data()
{
    QTest::addColumn<Entries>("entries");
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const Entries &entries, const Variables &variables,
                        const QString &url, const QString &expected) {
        QTest::newRow(name) << entries << variables << url << expected;
    };
    const QString https = u"https://a.example/x"_s;
    const QString http = u"http://a.example/x"_s;
    const auto config = [](const QString &value) { return Entries{{u"http.proxy"_s, value}}; };
    row("nothing", {}, {}, https, u"none"_s);
    row("http.proxy", config(u"http://p:1"_s), {}, https, u"http p:1"_s);
    row("http.proxy beats variables", config(u"http://p:1"_s), {{u"HTTPS_PROXY"_s, u"http://q:2"_s}}, https,
        u"http p:1"_s);
    row("empty http.proxy is none", config({}), {{u"HTTPS_PROXY"_s, u"http://q:2"_s}}, https, u"none"_s);
    row("url beats general",
        {{u"http.https://a.example/.proxy"_s, u"http://u:3"_s}, {u"http.proxy"_s, u"http://p:1"_s}}, {},
        https, u"http u:3"_s);
    row("other url", {{u"http.https://b.example/.proxy"_s, u"http://u:3"_s}}, {}, https, u"none"_s);
    row("https variable", {}, {{u"HTTPS_PROXY"_s, u"http://q:2"_s}}, https, u"http q:2"_s);
    row("https variable is not for http", {}, {{u"HTTPS_PROXY"_s, u"http://q:2"_s}}, http, u"none"_s);
    row("http variable serves https as in git-lfs", {}, {{u"http_proxy"_s, u"http://q:2"_s}}, https,
        u"http q:2"_s);
    row("upper case first", {}, {{u"https_proxy"_s, u"http://l:1"_s}, {u"HTTPS_PROXY"_s, u"http://u:2"_s}},
        https, u"http u:2"_s);
    row("lower case alone", {}, {{u"https_proxy"_s, u"http://l:1"_s}}, https, u"http l:1"_s);
    row("all", {}, {{u"ALL_PROXY"_s, u"socks5://s:9"_s}}, https, u"socks s:9"_s);
    row("empty variable is unset", {}, {{u"HTTPS_PROXY"_s, QString()}, {u"all_proxy"_s, u"socks5://s:9"_s}},
        https, u"socks s:9"_s);
    row("NO_PROXY", {}, {{u"HTTPS_PROXY"_s, u"http://q:2"_s}, {u"NO_PROXY"_s, u"a.example"_s}}, https,
        u"none"_s);
    row("NO_PROXY and http.proxy, as git", config(u"http://p:1"_s), {{u"NO_PROXY"_s, u"a.example"_s}}, https,
        u"none"_s);
    row("no_proxy alone", {}, {{u"HTTPS_PROXY"_s, u"http://q:2"_s}, {u"no_proxy"_s, u".example"_s}}, https,
        u"none"_s);
    row("NO_PROXY before no_proxy", {},
        {{u"HTTPS_PROXY"_s, u"http://q:2"_s}, {u"NO_PROXY"_s, u"b"_s}, {u"no_proxy"_s, u"*"_s}}, https,
        u"http q:2"_s);
    row("loopback is no exception", config(u"http://p:1"_s), {}, u"http://127.0.0.1:5/"_s, u"http p:1"_s);
    row("localhost neither", config(u"http://p:1"_s), {}, u"http://localhost:5/"_s, u"http p:1"_s);
    row("user and password", config(u"http://me:a%40b@p:1"_s), {}, https, u"http p:1 me/a@b"_s);
    row("no scheme", config(u"p:1"_s), {}, https, u"http p:1"_s);
    row("no port: curl's", config(u"http://p"_s), {}, https, u"http p:1080"_s);
    row("socks5h", config(u"socks5h://s:9"_s), {}, https, u"socksh s:9"_s);
    row("socks without port", config(u"socks5://s"_s), {}, https, u"error Usage http.proxy"_s);
    row("socks4", config(u"socks4://s:9"_s), {}, https, u"error Usage http.proxy"_s);
    row("https proxy", config(u"https://p:1"_s), {}, https, u"error Usage http.proxy"_s);
    row("rubbish", config(u"http://"_s), {}, https, u"error Usage http.proxy"_s);
    row("socks", {}, {{u"ALL_PROXY"_s, u"socks://s:9"_s}}, https, u"error Usage ALL_PROXY"_s);
    row("raw @", {}, {{u"https_proxy"_s, u"http://me:p@ss@p:1"_s}}, https, u"error Usage https_proxy"_s);
    row("raw /", config(u"http://me:p/ss@p:1"_s), {}, https, u"error Usage http.proxy"_s);
    row("raw #", config(u"http://me:p#ss@p:1"_s), {}, https, u"error Usage http.proxy"_s);
    row("of a URL", {{u"http.https://a.example/.proxy"_s, u"socks4://s:9"_s}}, {}, https,
        u"error Usage http.https://a.example/.proxy"_s);
    row("spaces", config(u" http://p:1\t"_s), {}, https, u"http p:1"_s);
    row("spaces, variable", {}, {{u"HTTPS_PROXY"_s, u" http://q:2 "_s}}, https, u"http q:2"_s);
    row("nothing but spaces", {}, {{u"HTTPS_PROXY"_s, u"  "_s}, {u"ALL_PROXY"_s, u"http://q:2"_s}}, https,
        u"http q:2"_s);
    row("IPv6", config(u"http://[::1]:8"_s), {}, https, u"http ::1:8"_s);
}

void NetworkSettingsTest::proxies()
{
    QFETCH(Entries, entries);
    QFETCH(Variables, variables);
    QFETCH(QString, url);
    QFETCH(QString, expected);
    QCOMPARE(shown(settingsOf(entries, variables).proxyFor(QUrl(url))), expected);
}

void NetworkSettingsTest::noProxy_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("bypasses");
    const auto row = [](const char *list, const char *url, bool bypasses) {
        QTest::addRow("%s | %s", list, url)
            << QString::fromLatin1(list) << QString::fromLatin1(url) << bypasses;
    };
    row("", "http://a.example/", false);
    row("*", "http://a.example/", true);
    row("b,*", "http://a.example/", true);
    row("a.example", "http://a.example/", true);
    row("A.Example", "http://a.EXAMPLE/", true);
    row("example", "http://a.example/", true);
    row(".example", "http://a.example/", true);
    row(".a.example", "http://a.example/", true);
    row("*.example", "http://a.example/", true);
    row("a.example.", "http://a.example/", true);
    row("xample", "http://a.example/", false);
    row("a.example", "http://b.a.example/", true);
    row("b.a.example", "http://a.example/", false);
    row("c, a.example", "http://a.example/", true);
    row("c a.example", "http://a.example/", true);
    row("a.example:80", "http://a.example/", true);
    row("a.example:443", "http://a.example/", false);
    row("a.example:443", "https://a.example/", true);
    row("a.example:8080", "http://a.example:8080/", true);
    row("10.0.0.0/8", "http://10.1.2.3/", true);
    row("10.0.0.0/8", "http://11.1.2.3/", false);
    row("10.0.0.0/8", "http://10.example/", false);
    row("10.0.0.0/99", "http://10.1.2.3/", false);
    row("10.1.2.3", "http://10.1.2.3/", true);
    row("2.3", "http://10.1.2.3/", false);
    row("10.1.2.3:80", "http://10.1.2.3/", true);
    row("127.0.0.1", "http://localhost/", false);
    row("::1", "http://[::1]:5/", true);
    row("[::1]", "http://[::1]:5/", true);
    row("[::1]:6", "http://[::1]:5/", false);
    row("fd00::/8", "http://[fd12::1]/", true);
    row(",,", "http://a.example/", false);
    row(".", "http://a.example/", false);
}

void NetworkSettingsTest::noProxy()
{
    QFETCH(QString, list);
    QFETCH(QString, url);
    QFETCH(bool, bypasses);
    QCOMPARE(bypassesProxy(list, QUrl(url)), bypasses);
}

void NetworkSettingsTest::urlMatchAsGit_data()
{
    QTest::addColumn<QString>("url");
    for (const char *url :
         {"https://example.com/", "https://example.com/foo", "https://example.com/foo/",
          "https://example.com/foo/bar", "https://example.com/foobar", "https://example.com:443/foo",
          "https://example.com:8443/foo", "http://example.com/foo", "https://a.example.com/foo",
          "https://a.b.example.com/", "https://EXAMPLE.com/FOO", "https://other.org/",
          "https://example.com/a/../foo/bar", "https://example.com/%66oo/bar", "https://[::1]:9/x"})
        QTest::newRow(url) << QString::fromLatin1(url);
}

void NetworkSettingsTest::urlMatchAsGit()
{
    QFETCH(QString, url);
    const QStringList patterns{
        u"https://example.com"_s,          u"https://example.com/foo"_s,   u"https://example.com/foo/bar/"_s,
        u"https://*.example.com"_s,        u"https://a.example.com/foo"_s, u"https://example.com:8443/"_s,
        u"https://user@example.com/foo"_s, u"HTTPS://Example.com/FOO"_s,   u"http://example.com/"_s,
        u"https://*.*.example.com/"_s,     u"https://[::1]:9/"_s,          u"not a url"_s};
    // Both orders: for one key the better match wins wherever it stands.
    for (const bool reversed : {false, true}) {
        Entries entries{{u"http.proxy"_s, u"general"_s}};
        for (const QString &pattern : patterns)
            entries.append({u"http.%1.proxy"_s.arg(pattern), u"for "_s + pattern});
        if (reversed)
            std::reverse(entries.begin(), entries.end());
        QString text;
        for (const base::ConfigEntry &entry : entries) {
            const QString middle = entry.key.mid(5, entry.key.size() - 5 - 6);
            text += entry.value == "general"_L1 ? u"[http]\n"_s : u"[http \"%1\"]\n"_s.arg(middle);
            text += u"\tproxy = %1\n"_s.arg(entry.value);
        }
        const TempDir folder;
        const QString file = folder.writeFile(u"config"_s, text.toUtf8());
        const QByteArray said =
            mustRun(u"git"_s, {u"config"_s, u"--file"_s, file, u"--get-urlmatch"_s, u"http.proxy"_s, url});
        const QStringList ours =
            configValuesForUrl(base::ConfigEntries(entries), u"http"_s, u"proxy"_s, QUrl(url));
        QVERIFY(!ours.isEmpty());
        QCOMPARE(ours.last(), QString::fromUtf8(said).trimmed());
    }
}

void NetworkSettingsTest::badProxyNamesNoSecret()
{
    const auto proxy =
        settingsOf({{u"http.proxy"_s, u"socks4://me:hidden@s:9"_s}}, {}).proxyFor(QUrl(u"http://a/"_s));
    QVERIFY(!proxy);
    QVERIFY(describe(proxy.error()).contains(u"socks4"_s));
    QVERIFY(!describe(proxy.error()).contains(u"hidden"_s));
}

void NetworkSettingsTest::caFiles()
{
    const Entries entries{{u"http.sslcainfo"_s, u"~/general.pem"_s},
                          {u"http.https://a.example/.sslcainfo"_s, u"/special.pem"_s},
                          {u"http.sslcapath"_s, u"/folder"_s}};
    const NetworkSettings settings =
        settingsOf(entries, {{u"HOME"_s, u"/home/me"_s}, {u"GIT_SSL_CAINFO"_s, u"/variable.pem"_s}});
    QCOMPARE(settings.caFilesFor(QUrl(u"https://b.example/"_s)),
             (QStringList{u"/home/me/general.pem"_s, u"/folder"_s, u"/variable.pem"_s}));
    QCOMPARE(settings.caFilesFor(QUrl(u"https://a.example/x"_s)),
             (QStringList{u"/special.pem"_s, u"/folder"_s, u"/variable.pem"_s}));
    QVERIFY(NetworkSettings().caFilesFor(QUrl(u"https://a.example/"_s)).isEmpty());
}

void NetworkSettingsTest::extraHeaders()
{
    const Entries entries{{u"http.extraheader"_s, u"X-General: 1"_s},
                          {u"http.https://a.example/.extraheader"_s, u"X-Special:  2 "_s},
                          {u"http.https://a.example/.extraheader"_s, u"X-Bad: 1\r\nX-Evil: 2"_s},
                          {u"http.extraheader"_s, u"X-After: 3"_s},
                          {u"http.https://c.example/.extraheader"_s, QString()},
                          {u"http.https://c.example/.extraheader"_s, u"X-C: 4"_s}};
    const auto shownFor = [&](const QString &url) {
        QByteArrayList lines;
        const Headers headers = settingsOf(entries, {}).extraHeadersFor(QUrl(url));
        for (const Header &header : headers.all())
            lines.append(header.name + '=' + header.value);
        return lines.join(' ');
    };
    QCOMPARE(shownFor(u"https://b.example/"_s), "X-General=1 X-After=3"_ba);
    QCOMPARE(shownFor(u"https://a.example/x"_s), "X-General=1 X-Special=2"_ba);
    QCOMPARE(shownFor(u"https://c.example/x"_s), "X-C=4"_ba);
}

void NetworkSettingsTest::ignored()
{
    const Entries entries{{u"http.sslverify"_s, u"false"_s},
                          {u"http.https://a.example/.sslverify"_s, u"0"_s},
                          {u"http.https://b.example/.sslverify"_s, u"true"_s}};
    const NetworkSettings settings = settingsOf(entries, {{u"GIT_SSL_NO_VERIFY"_s, u"1"_s}});
    QCOMPARE(
        settings.ignoredSettings(),
        (QStringList{u"http.sslverify"_s, u"http.https://a.example/.sslverify"_s, u"GIT_SSL_NO_VERIFY"_s}));
    QVERIFY(NetworkSettings().ignoredSettings().isEmpty());
}

// git-config(1) on http.lowSpeedLimit, git-lfs-config(5) on lfs.activitytimeout.
void NetworkSettingsTest::patience_data()
{
    QTest::addColumn<Entries>("entries");
    QTest::addColumn<Variables>("variables");
    QTest::addColumn<QString>("expected"); // silence, bytes, window (s)
    const base::ConfigEntry limit{u"http.lowspeedlimit"_s, u"1k"_s};
    const base::ConfigEntry time{u"http.lowspeedtime"_s, u"20"_s};
    const auto activity = [](const QString &value) { return Entries{{u"lfs.activitytimeout"_s, value}}; };
    QTest::newRow("nothing") << Entries() << Variables() << u"30 7 60"_s;
    QTest::newRow("low speed") << Entries{limit, time} << Variables() << u"30 20480 20"_s;
    QTest::newRow("a limit alone") << Entries{limit} << Variables() << u"30 7 60"_s;
    QTest::newRow("a time alone") << Entries{time} << Variables() << u"30 7 60"_s;
    QTest::newRow("switched off") << Entries{limit, time, {u"http.lowspeedlimit"_s, u"0"_s}} << Variables()
                                  << u"30 7 60"_s;
    QTest::newRow("of the environment")
        << Entries{limit, time}
        << Variables{{u"GIT_HTTP_LOW_SPEED_LIMIT"_s, u"5"_s}, {u"GIT_HTTP_LOW_SPEED_TIME"_s, u"3"_s}}
        << u"30 15 3"_s;
    QTest::newRow("of this host") << Entries{limit, time, {u"http.https://a.example.lowspeedtime"_s, u"2"_s}}
                                  << Variables() << u"30 2048 2"_s;
    QTest::newRow("of another host") << Entries{limit,
                                                time,
                                                {u"http.https://b.example.lowspeedtime"_s, u"2"_s}}
                                     << Variables() << u"30 20480 20"_s;
    QTest::newRow("no overflow") << Entries{{u"http.lowspeedlimit"_s, u"9223372036854775807"_s},
                                            {u"http.lowspeedtime"_s, u"9223372036854775807"_s}}
                                 << Variables() << u"30 2849934139195392000 2592000"_s;
    QTest::newRow("activity") << activity(u"120"_s) << Variables() << u"120 7 60"_s;
    QTest::newRow("no activity time-out") << activity(u"0"_s) << Variables() << u"0 7 60"_s;
    QTest::newRow("negative") << activity(u"-5"_s) << Variables() << u"0 7 60"_s;
    QTest::newRow("no number, as in git-lfs") << activity(u"soon"_s) << Variables() << u"30 7 60"_s;
    QTest::newRow("of this host, activity")
        << Entries{{u"lfs.https://a.example.activitytimeout"_s, u"9"_s}} << Variables() << u"9 7 60"_s;
}

void NetworkSettingsTest::patience()
{
    QFETCH(Entries, entries);
    QFETCH(Variables, variables);
    QFETCH(QString, expected);
    const NetworkSettings settings = settingsOf(entries, variables);
    const auto shownFor = [&](const HttpRequest &request) {
        const Patience patience = settings.patienceFor(request);
        const auto seconds = [](std::chrono::milliseconds time) { return time.count() / 1000; };
        return u"%1 %2 %3"_s.arg(seconds(patience.silence))
            .arg(patience.slowestBytes)
            .arg(seconds(patience.slowestWindow));
    };
    HttpRequest request{.url = QUrl(u"https://a.example/x"_s), .slowestBytes = 7};
    QCOMPARE(shownFor(request), expected);
    request.silence = std::chrono::seconds(2); // a request's own goes before the user's
    QCOMPARE(shownFor(request).section(u' ', 0, 0), u"2"_s);
}

WEIGHTYARD_TEST(NetworkSettingsTest)

} // namespace network_settings_test

#include "network_settings_test.moc"
