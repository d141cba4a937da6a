#include "test_registry.h"

#include "git/remote_address.h"
#include "git/runtime.h"

#include <QTest>

namespace insteadof_test {

using namespace Qt::Literals::StringLiterals;
using weightyard::base::ConfigEntries;
using weightyard::base::Credential;
using weightyard::base::describe;
using weightyard::base::ErrorKind;
using weightyard::git::applyInsteadOf;
using weightyard::git::remoteAddress;

class InsteadOfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rewrites_data();
    void rewrites();
    void address_data();
    void address();
};

void InsteadOfTest::rewrites_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing matches") << u"https://example.org/a/b"_s << u"https://example.org/a/b"_s;
    QTest::newRow("one match") << u"https://hf.test/a/b"_s << u"https://mirror.test/hf/a/b"_s;
    QTest::newRow("the longest wins") << u"https://hf.test/org/b"_s << u"https://org.test/b"_s;
    QTest::newRow("applied once") << u"https://mirror.test/x"_s << u"https://second.test/x"_s;
    QTest::newRow("short form") << u"hf:owner/name"_s << u"https://hf.test/owner/name"_s;
    QTest::newRow("only at the beginning") << u"x-https://hf.test/a"_s << u"x-https://hf.test/a"_s;
    QTest::newRow("pushInsteadOf is for pushes") << u"https://push.test/a"_s << u"https://push.test/a"_s;
    QTest::newRow("the first of two equally long") << u"https://same.test/a"_s << u"https://one.test/a"_s;
}

void InsteadOfTest::rewrites()
{
    QFETCH(QString, url);
    QFETCH(QString, expected);
    const ConfigEntries config({
        {u"url.https://mirror.test/hf/.insteadof"_s, u"https://hf.test/"_s},
        {u"url.https://org.test/.insteadof"_s, u"https://hf.test/org/"_s},
        {u"url.https://second.test/.insteadof"_s, u"https://mirror.test/"_s},
        {u"url.https://hf.test/.insteadof"_s, u"hf:"_s},
        {u"url.https://elsewhere.test/.pushinsteadof"_s, u"https://push.test/"_s},
        {u"url.https://one.test/.insteadof"_s, u"https://same.test/"_s},
        {u"url.https://two.test/.insteadof"_s, u"https://same.test/"_s},
        {u"url..insteadof"_s, u"https://example.org/"_s},
        {u"url.insteadof"_s, u"https://example.org/"_s},
    });
    QCOMPARE(applyInsteadOf(url, config).url, expected);
}

void InsteadOfTest::address_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("url"); // empty: refused
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("secret");
    const auto row = [](const char *base, const char *url, const char *user = "", const char *secret = "") {
        QTest::addRow("%s", base) << QString::fromLatin1(base) << QString::fromLatin1(url)
                                  << QString::fromLatin1(user) << QString::fromLatin1(secret);
    };
    row("https://mirror.test/", "https://mirror.test/o/n");
    row("https://me:t0ken@mirror.test/", "https://mirror.test/o/n", "me", "t0ken");
    row("http://t0ken@mirror.test:8080/x/", "http://mirror.test:8080/x/o/n", "", "t0ken");
    row("https://me:p%40ss@mirror.test/", "https://mirror.test/o/n", "me", "p@ss");
    row("https://me:t0ken@", "https://o/n", "me", "t0ken");
    row("ssh://git@mirror.test/", "");
    row("ssh://me:t0ken@mirror.test/", "");
    row("git@mirror.test:", "");
    row("git://mirror.test/", "");
    row("file:///srv/git/", "");
    row("/srv/git/", "");
    row("https://", "https://o/n");
    row("https:///", "");
}

void InsteadOfTest::address()
{
    QFETCH(QString, base);
    QFETCH(QString, url);
    const ConfigEntries config({{u"url."_s + base + u".insteadof"_s, u"https://git.test/"_s}});
    const auto address = remoteAddress(u"https://git.test/o/n"_s, {}, config);
    QCOMPARE(address.has_value(), !url.isEmpty());
    if (!address) {
        QCOMPARE(address.error().kind, ErrorKind::Usage);
        QVERIFY2(address.error().context.path.endsWith(".insteadOf"_L1),
                 qPrintable(address.error().context.path));
        QVERIFY(!describe(address.error()).contains("t0ken"_L1));
        return;
    }
    QCOMPARE(address->url.toString(), url);
    QTEST(address->credential.value_or(Credential{}).user, "user");
    QTEST(address->credential.value_or(Credential{}).secret, "secret");
}

WEIGHTYARD_TEST(InsteadOfTest)

} // namespace insteadof_test

#include "insteadof_test.moc"
