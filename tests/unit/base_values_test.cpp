#include "test_registry.h"

#include "base/config_entries.h"
#include "base/error.h"
#include "base/oid.h"
#include "base/origin.h"

#include <QSet>
#include <QTest>

#include <cerrno>

namespace base_values_test {

using namespace weightyard::base;
using namespace Qt::Literals::StringLiterals;

class BaseValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void origin_data();
    void origin();
    void originsCompare();
    void oidFromHex_data();
    void oidFromHex();
    void oidFromDigest();
    void lastEntryWins();
    void emptyValueClears();
    void booleans_data();
    void booleans();
    void environment();
    void everyErrorKindHasAName();
    void systemErrors_data();
    void systemErrors();
    void describeNamesTheContext();
};

void BaseValuesTest::origin_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("port");
    QTest::newRow("https") << u"https://Host.Example/a?b#c"_s << u"https://host.example"_s << 443;
    QTest::newRow("http") << u"http://host/"_s << u"http://host"_s << 80;
    QTest::newRow("default port written out") << u"https://host:443/a"_s << u"https://host"_s << 443;
    QTest::newRow("other scheme's default") << u"http://host:443/a"_s << u"http://host:443"_s << 443;
    QTest::newRow("port") << u"https://host:8443"_s << u"https://host:8443"_s << 8443;
    QTest::newRow("upper-case scheme") << u"HTTPS://host"_s << u"https://host"_s << 443;
    QTest::newRow("user info") << u"https://me:pw@host"_s << u"https://host"_s << 443;
    QTest::newRow("ipv6") << u"http://[::1]:8080/x"_s << u"http://[::1]:8080"_s << 8080;
    QTest::newRow("idn") << u"https://bücher.example/x"_s << u"https://xn--bcher-kva.example"_s << 443;
}

void BaseValuesTest::origin()
{
    QFETCH(QString, url);
    const Origin origin = Origin::of(QUrl(url));
    QTEST(origin.toString(), "text");
    QTEST(origin.port, "port");
    QCOMPARE(Origin::of(QUrl(origin.toString())), origin);
}

void BaseValuesTest::originsCompare()
{
    const auto of = [](const QString &url) { return Origin::of(QUrl(url)); };
    QCOMPARE(of(u"https://h/a"_s), of(u"https://H:443/b"_s));
    QVERIFY(of(u"https://h"_s) != of(u"http://h"_s));
    QVERIFY(of(u"https://h"_s) != of(u"https://h:8443"_s));
    QVERIFY(of(u"https://h"_s) != of(u"https://sub.h"_s));
    QVERIFY((of(u"https://a"_s) <=> of(u"https://b"_s)) == std::strong_ordering::less);
}

void BaseValuesTest::oidFromHex_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<bool>("good");
    const QByteArray digits("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    QTest::newRow("64 digits") << digits << true;
    QTest::newRow("upper case") << digits.toUpper() << false;
    QTest::newRow("63 digits") << digits.left(63) << false;
    QTest::newRow("65 digits") << digits + '0' << false;
    QTest::newRow("empty") << QByteArray() << false;
    QTest::newRow("no hex digit") << digits.left(63) + 'g' << false;
    QTest::newRow("path") << digits.left(61) + "../" << false;
    QTest::newRow("nul inside") << digits.left(63) + '\0' << false;
    QTest::newRow("white space") << ' ' + digits.left(63) << false;
}

void BaseValuesTest::oidFromHex()
{
    QFETCH(QByteArray, hex);
    const auto oid = Oid::fromHex(hex);
    QTEST(oid.has_value(), "good");
    if (oid) {
        QCOMPARE(oid->hex(), hex);
        QCOMPARE(oid->toString(), QString::fromLatin1(hex));
    }
}

void BaseValuesTest::oidFromDigest()
{
    const Oid oid = Oid::fromDigest(QByteArray(31, '\0') + '\xff');
    QCOMPARE(oid.hex(), QByteArray(62, '0') + "ff");
    QCOMPARE(Oid::fromHex(oid.hex()), std::optional(oid));
    const Oid smaller = Oid::fromDigest(QByteArray(32, '\0'));
    QVERIFY(smaller < oid);
    QCOMPARE(qHash(oid), qHash(*Oid::fromHex(oid.hex())));
}

void BaseValuesTest::lastEntryWins()
{
    const ConfigEntries entries(
        {{u"http.proxy"_s, u"a"_s}, {u"http.Proxy"_s, u"b"_s}, {u"http.proxy"_s, u"c"_s}});
    QCOMPARE(entries.last(u"http.proxy"_s), std::optional(u"c"_s));
    QCOMPARE(entries.last(u"http.none"_s), std::nullopt);
    QCOMPARE(entries.all().size(), 3);
}

void BaseValuesTest::emptyValueClears()
{
    const QString key = u"http.extraheader"_s;
    const ConfigEntries entries(
        {{key, u"A: 1"_s}, {key, QString()}, {key, u"B: 2"_s}, {u"x.y"_s, QString()}, {key, u"C: 3"_s}});
    QCOMPARE(entries.values(key), (QList<QString>{u"B: 2"_s, u"C: 3"_s}));
    QCOMPARE(ConfigEntries({{key, u"A: 1"_s}, {key, QString()}}).values(key), QList<QString>());
}

void BaseValuesTest::booleans_data()
{
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("withFalse");
    QTest::addColumn<bool>("withTrue");
    for (const char *yes : {"true", "TRUE", "yes", "On", "1", "-1", "42"})
        QTest::newRow(yes) << QString::fromLatin1(yes) << true << true;
    for (const char *no : {"false", "No", "off", "0", ""})
        QTest::addRow("'%s'", no) << QString::fromLatin1(no) << false << false;
    QTest::newRow("unreadable") << u"maybe"_s << false << true;
}

void BaseValuesTest::booleans()
{
    QFETCH(QString, value);
    const ConfigEntries entries({{u"a.b"_s, value}});
    QTEST(entries.boolean(u"a.b"_s, false), "withFalse");
    QTEST(entries.boolean(u"a.b"_s, true), "withTrue");
    QCOMPARE(entries.boolean(u"a.c"_s, true), true);
    QCOMPARE(entries.boolean(u"a.c"_s, false), false);
}

void BaseValuesTest::environment()
{
    const Environment environment({{u"A"_s, u"x"_s}, {u"EMPTY"_s, QString()}});
    QCOMPARE(environment.value(u"A"_s), std::optional(u"x"_s));
    QCOMPARE(environment.value(u"EMPTY"_s), std::nullopt);
    QCOMPARE(environment.value(u"NONE"_s), std::nullopt);
    QVERIFY(Environment::ofProcess().value(u"PATH"_s));
}

void BaseValuesTest::everyErrorKindHasAName()
{
    const QList<ErrorKind> kinds = allErrorKinds();
    QCOMPARE(kinds.size(), static_cast<int>(ErrorKind::Cancelled) + 1);
    QSet<QString> names;
    for (const ErrorKind kind : kinds) {
        const QString name = errorKindName(kind);
        QVERIFY(!name.isEmpty());
        names.insert(name);
    }
    QCOMPARE(names.size(), kinds.size());
    QVERIFY(names.contains(u"RateLimited"_s));
}

void BaseValuesTest::systemErrors_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<ErrorKind>("kind");
    QTest::newRow("ENOSPC") << ENOSPC << ErrorKind::DiskFull;
#ifdef EDQUOT
    QTest::newRow("EDQUOT") << EDQUOT << ErrorKind::DiskFull;
#endif
    QTest::newRow("EFBIG") << EFBIG << ErrorKind::DiskFull;
    QTest::newRow("EACCES") << EACCES << ErrorKind::Permission;
    QTest::newRow("EPERM") << EPERM << ErrorKind::Permission;
    QTest::newRow("EROFS") << EROFS << ErrorKind::Permission;
    QTest::newRow("EIO") << EIO << ErrorKind::DiskFault;
    QTest::newRow("ENODEV") << ENODEV << ErrorKind::Disconnected;
    QTest::newRow("ENXIO") << ENXIO << ErrorKind::Disconnected;
#ifdef ESTALE
    QTest::newRow("ESTALE") << ESTALE << ErrorKind::Disconnected;
#endif
    QTest::newRow("ENAMETOOLONG") << ENAMETOOLONG << ErrorKind::Usage;
    QTest::newRow("ENOTDIR") << ENOTDIR << ErrorKind::Conflict;
    QTest::newRow("ELOOP") << ELOOP << ErrorKind::Conflict;
    QTest::newRow("ENOENT") << ENOENT << ErrorKind::Internal;
    QTest::newRow("unknown") << 99999 << ErrorKind::Internal;
}

void BaseValuesTest::systemErrors()
{
    QFETCH(int, code);
    const Error error = systemError(code, u"write"_s, u"/a %1/b"_s);
    QTEST(error.kind, "kind");
    QVERIFY(error.detail.startsWith("write: "_L1));
    QVERIFY(error.detail.size() > 7);
    QCOMPARE(error.context.path, u"/a %1/b"_s);
}

void BaseValuesTest::describeNamesTheContext()
{
    const Error error{.kind = ErrorKind::DiskFull,
                      .detail = u"no room"_s,
                      .context = {.url = u"https://h/x"_s,
                                  .path = u"/lib"_s,
                                  .oid = u"abc"_s,
                                  .httpStatus = 507,
                                  .bytesNeeded = 12,
                                  .bytesFree = 3}};
    const QString text = describe(error);
    for (const char *part :
         {"DiskFull: no room", "HTTP 507", "https://h/x", "/lib", "oid abc", "12 bytes needed, 3 free"})
        QVERIFY2(text.contains(QLatin1StringView(part)), part);
    QCOMPARE(describe({.kind = ErrorKind::Network, .detail = u"gone"_s}), u"Network: gone"_s);
}

WEIGHTYARD_TEST(BaseValuesTest)

} // namespace base_values_test

#include "base_values_test.moc"
