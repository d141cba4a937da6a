// Cookies of git's http.cookieFile: which lines are one, and where each goes.
#include "net/cookie_file.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QTest>

namespace cookie_file_test {

using namespace weightyard::net;
using namespace Qt::Literals::StringLiterals;

class CookieFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void sentWhere_data();
    void sentWhere();
    void longestPathFirst();
    void files();
};

void CookieFileTest::sentWhere_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("sent");
    const QByteArray exact = "h.example\tFALSE\t/\tFALSE\t0\ta\t1";
    const QByteArray below = ".h.example\tTRUE\t/\tFALSE\t0\ta\t1";
    const auto row = [](const char *name, const QByteArray &line, const char *url, bool sent) {
        QTest::newRow(name) << line << QString::fromLatin1(url) << sent;
    };
    row("its host", exact, "http://h.example/x", true);
    row("in capitals", exact, "http://H.Example/x", true);
    row("line end of Windows", exact + '\r', "http://h.example/x", true);
    row("no subdomain", exact, "http://a.h.example/x", false);
    row("subdomain", below, "http://a.h.example/x", true);
    row("only at a dot", below, "http://evilh.example/x", false);
    row("never by the end of an address", ".0.0.1\tTRUE\t/\tFALSE\t0\ta\t1", "http://127.0.0.1/", false);
    row("secure over http", "h.example\tFALSE\t/\tTRUE\t0\ta\t1", "http://h.example/", false);
    row("secure over https", "h.example\tFALSE\t/\tTRUE\t0\ta\t1", "https://h.example/", true);
    row("path", "h.example\tFALSE\t/own\tFALSE\t0\ta\t1", "http://h.example/own/x", true);
    row("path itself", "h.example\tFALSE\t/own\tFALSE\t0\ta\t1", "http://h.example/own", true);
    row("path ends at a slash", "h.example\tFALSE\t/own\tFALSE\t0\ta\t1", "http://h.example/owner/x", false);
    row("ended", "h.example\tFALSE\t/\tFALSE\t999\ta\t1", "http://h.example/", false);
    row("not ended", "h.example\tFALSE\t/\tFALSE\t1001\ta\t1", "http://h.example/", true);
    row("comment", "# h.example\tFALSE\t/\tFALSE\t0\ta\t1", "http://h.example/", false);
    row("too few fields", "h.example\tFALSE\t/\tFALSE", "http://h.example/", false);
    row("another header in it", QByteArray("h.example\tFALSE\t/\tFALSE\t0\ta\t1\x01x"), "http://h.example/",
        false);
    row("header", "Set-Cookie: a=1", "http://given.example/", true);
    row("header elsewhere", "Set-Cookie: a=1", "http://h.example/", false);
    row("header with a domain", "set-cookie: a=1; Domain=.h.example", "http://x.h.example/", true);
    row("header, secure", "Set-Cookie: a=1; secure", "http://given.example/", false);
    row("header that ended", "Set-Cookie: a=1; expires=Thu, 01 Jan 1970 00:00:10 GMT",
        "http://given.example/", false);
}

void CookieFileTest::sentWhere()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, url);
    QFETCH(bool, sent);
    const QList<Cookie> cookies = parseCookies(line + "\n", u"given.example"_s);
    QCOMPARE(cookieHeader(cookies, QUrl(url), 1000), sent ? "a=1"_ba : QByteArray());
}

void CookieFileTest::longestPathFirst()
{
    const QList<Cookie> cookies = parseCookies("h\tFALSE\t/\tFALSE\t0\ta\t1\nh\tFALSE\t/x\tFALSE\t0\tb\t2\n"
                                               "h\tFALSE\t/\tFALSE\t0\ta\t3\n",
                                               {});
    QCOMPARE(cookieHeader(cookies, QUrl(u"http://h/x"_s), 1), "b=2; a=3"_ba);
}

void CookieFileTest::files()
{
    const weightyard::test::TempDir folder;
    CookieFiles files;
    const auto none = files.of(folder.path(u"none"_s), {}, u"http.cookiefile"_s);
    QVERIFY(none && none->isEmpty());
    const QString path = folder.writeFile(u"cookies"_s, "h\tFALSE\t/\tFALSE\t0\ta\t1\n");
    const auto one = files.of(path, {}, u"http.cookiefile"_s);
    QVERIFY(one && one->size() == 1);
    const auto unreadable = files.of(folder.path(), {}, u"http.cookiefile"_s);
    QVERIFY(!unreadable);
    QCOMPARE(unreadable.error().context.path, u"http.cookiefile"_s);
}

WEIGHTYARD_TEST(CookieFileTest)

} // namespace cookie_file_test

#include "cookie_file_test.moc"
