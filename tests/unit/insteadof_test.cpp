#include "test_registry.h"

#include "git/runtime.h"

#include <QTest>

namespace insteadof_test {

using namespace Qt::Literals::StringLiterals;
using weightyard::base::ConfigEntries;
using weightyard::git::applyInsteadOf;

class InsteadOfTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rewrites_data();
    void rewrites();
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
    QCOMPARE(applyInsteadOf(url, config), expected);
}

WEIGHTYARD_TEST(InsteadOfTest)

} // namespace insteadof_test

#include "insteadof_test.moc"
