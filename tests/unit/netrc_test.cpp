// .netrc files, read as curl reads them: the real curl is asked the same.
#include "settings/netrc.h"
#include "support/script_server.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QProcess>
#include <QTest>

namespace netrc_test {

using namespace weightyard;
using namespace weightyard::settings;
using namespace Qt::Literals::StringLiterals;
using test::TempDir;

class NetrcTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void entries_data();
    void entries();
    void beyondAscii();
    void places();
    void belongsToItsHost();
    void endless();
};

namespace {

// Not what curl would send for a "default" entry: that belongs to no host, and is left out here.
QString sentByCurl(const QByteArray &netrc)
{
    const TempDir folder;
    test::Locked<QByteArray> authorization;
    test::ScriptServer server(test::ScriptServer::answering([&](const QByteArray &head) {
        const qsizetype at = head.indexOf("Authorization: Basic ");
        const QByteArray line = at < 0 ? QByteArray() : head.mid(at, head.indexOf("\r\n", at) - at);
        authorization.set(QByteArray::fromBase64(line.mid(21)));
        return QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    }));
    QProcess curl;
    curl.start(u"curl"_s, {u"--silent"_s, u"--netrc-file"_s, folder.writeFile(u"netrc"_s, netrc),
                           server.url(u"/"_s).toString()});
    curl.waitForFinished();
    return QString::fromUtf8(authorization.get());
}

QString foundIn(const QByteArray &text)
{
    const TempDir folder;
    const base::Environment environment({{u"NETRC"_s, folder.writeFile(u"netrc"_s, text)}});
    Netrc netrc(environment);
    const auto found = netrc.find({.origin = base::Origin::of(QUrl(u"http://127.0.0.1:1/"_s))}, {});
    if (!found)
        return u"refused"_s;
    return *found ? (*found)->user + u':' + (*found)->secret : QString();
}

} // namespace

void NetrcTest::entries_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("asCurl");
    const auto row = [](const char *name, const char *text, bool asCurl = true) {
        QTest::newRow(name) << QByteArray(text) << asCurl;
    };
    row("nothing", "");
    row("one line", "machine 127.0.0.1 login ann password s3cret\n");
    row("lines", "machine\t127.0.0.1\n\tlogin ann\r\n\tpassword s3cret");
    row("other host first", "machine h login x password y\nmachine 127.0.0.1 login ann password p\n");
    row("other host only", "machine h login x password y\n");
    row("the first of two", "machine 127.0.0.1 login a password b machine 127.0.0.1 login c password d\n");
    row("account", "machine 127.0.0.1 login ann account acc password p\n");
    row("comment", "# machine 127.0.0.1 login no password no\nmachine 127.0.0.1 login ann password p\n");
    row("hash in a password", "machine 127.0.0.1 login ann password p#q\n");
    row("quotes", "machine 127.0.0.1 login \"ann b\" password \"a \\\" \\\\ b\"\n");
    row("macro", "machine 127.0.0.1 login ann password p\nmacdef init\nmachine 127.0.0.1 login x\n\n");
    row("macro before",
        "macdef init\nmachine 127.0.0.1 login x password y\n\nmachine 127.0.0.1 login ann password p\n");
    row("upper case", "machine LOCALHOST login x password y machine 127.0.0.1 login ann password p\n");
    row("default", "machine h login x password y\ndefault login ann password p\n", false);
}

void NetrcTest::entries()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, asCurl);
    QCOMPARE(foundIn(text) == sentByCurl(text), asCurl);
}

// curl 8.14 takes these letters for a syntax error, curl 7.88 sends them.
void NetrcTest::beyondAscii()
{
    QCOMPARE(foundIn("machine 127.0.0.1 login \xc3\xa4nn password p\xc3\xa4ss\n"), u"\u00e4nn:p\u00e4ss"_s);
}

void NetrcTest::places()
{
    const TempDir folder;
    QHash<QString, QString> variables{{u"HOME"_s, folder.path()}};
    const auto path = [&] { return netrcPath(base::Environment(variables)); };
    QCOMPARE(path(), QString());
    const QString underscore = folder.writeFile(u"_netrc"_s, "");
    QCOMPARE(path(), underscore);
    const QString dot = folder.writeFile(u".netrc"_s, "");
    QCOMPARE(path(), dot);
    variables.insert(u"NETRC"_s, u"/elsewhere"_s);
    QCOMPARE(path(), u"/elsewhere"_s);
}

void NetrcTest::belongsToItsHost()
{
    const TempDir folder;
    const base::Environment environment(
        {{u"NETRC"_s, folder.writeFile(u"netrc"_s, "machine Git.Example.org login ann password p\n")}});
    Netrc netrc(environment);
    for (const auto &[url, given] :
         {std::pair("https://git.example.org/o/n", true), std::pair("https://git.example.org:8443/", true),
          std::pair("https://example.org/", false), std::pair("https://git.example.org.evil.example/", false),
          std::pair("https://x.git.example.org/", false)}) {
        const auto found = netrc.find({.origin = base::Origin::of(QUrl(QString::fromLatin1(url)))}, {});
        QVERIFY2(found && found->has_value() == given, url);
        if (given)
            QCOMPARE((*found)->source, folder.path(u"netrc"_s));
    }
    Netrc none(base::Environment({{u"NETRC"_s, folder.path(u"not there"_s)}}));
    QVERIFY(!*none.find({.origin = base::Origin::of(QUrl(u"https://h/"_s))}, {}));
}

void NetrcTest::endless()
{
    QCOMPARE(parseNetrc("machine a login b password \"never closed").size(), 1);
    QCOMPARE(parseNetrc("machine a login").first().login, QString());
    QCOMPARE(parseNetrc("nonsense machine a login b password c").size(), 0);
    QCOMPARE(parseNetrc(QByteArray(1024 * 1024, '"')).size(), 0);
    QCOMPARE(parseNetrc("macdef x\n" + QByteArray(100'000, 'y')).size(), 0);
}

WEIGHTYARD_TEST(NetrcTest)

} // namespace netrc_test

#include "netrc_test.moc"
