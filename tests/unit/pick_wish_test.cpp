// Wishes for files: which one has all of another's, how they add up, and how they are kept.
#include "test_registry.h"

#include "base/pick_wish.h"
#include "git/sparse_checkout.h"

#include <QJsonArray>
#include <QTest>

namespace pick_wish_test {

using namespace weightyard;
using namespace Qt::Literals::StringLiterals;
using base::PickWish;
using base::PickWishes;

class PickWishTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void covers_data();
    void covers();
    void addsUp();
    void comesBackAsItWas();
    void notUnderstood();
    void sparsePatterns();
};

void PickWishTest::covers_data()
{
    QTest::addColumn<PickWish>("wish");
    QTest::addColumn<PickWish>("other");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *name, const PickWish &wish, const PickWish &other, bool expected) {
        QTest::newRow(name) << wish << other << expected;
    };
    const PickWish q4{.variants = {u"Q4_K_M"_s}};
    const PickWish both{.variants = {u"Q8_0"_s, u"Q4_K_M"_s}};
    row("everything has all", {}, {.paths = {u"a"_s}}, true);
    row("itself", q4, q4, true);
    row("in any case", q4, {.variants = {u"q4_k_m"_s}}, true);
    row("one of two", both, q4, true);
    row("two of one", q4, both, false);
    row("everything of one", q4, {}, false);
    row("paths have their case", {.paths = {u"A"_s}}, {.paths = {u"a"_s}}, false);
    row("fewer are left out", {.exclude = {u"*.bin"_s}}, {.exclude = {u"*.bin"_s, u"*.h5"_s}}, true);
    row("more are left out", {.exclude = {u"*.bin"_s}}, {}, false);
    row("left out, and wanted exactly", {.exclude = {u"*.bin"_s}},
        {.exclude = {u"*.bin"_s}, .paths = {u"a.bin"_s}}, false);
    row("safe of everything", {}, {.isSafe = true}, true);
    row("everything of safe", {.isSafe = true}, {}, false);
    row("a safe one of safe", {.isSafe = true}, {.variants = {u"x"_s}, .isSafe = true}, true);
    row("one of safe", {.isSafe = true}, q4, false);
}

void PickWishTest::covers()
{
    QFETCH(PickWish, wish);
    QFETCH(PickWish, other);
    QTEST(base::covers(wish, other), "expected");
}

void PickWishTest::addsUp()
{
    const PickWish q4{.variants = {u"Q4_K_M"_s}};
    const PickWish q8{.variants = {u"Q8_0"_s}, .paths = {u"x"_s}};
    const PickWish rest{.exclude = {u"*.bin"_s}};
    const PickWishes two = base::withWish({q4}, q8);
    QCOMPARE(two, (PickWishes{{.variants = {u"Q4_K_M"_s, u"Q8_0"_s}, .paths = {u"x"_s}}}));
    QCOMPARE(base::withWish(two, q4), two);
    QCOMPARE(base::withWish(two, rest), (PickWishes{two.first(), rest}));
    QCOMPARE(base::withWish({rest}, {}), PickWishes());
    QCOMPARE(base::withWish({}, q4), PickWishes()); // everything is there already
    QCOMPARE(base::withWish({{.exclude = {u"*.bin"_s, u"*.h5"_s}}}, rest), PickWishes{rest});
}

void PickWishTest::comesBackAsItWas()
{
    const PickWish wish{.variants = {u"Q4_K_M"_s},
                        .include = {u"*.json"_s},
                        .exclude = {u"[a]*"_s},
                        .paths = {u"a/\u00e9"_s},
                        .isSafe = true};
    QCOMPARE(base::pickWishFrom(base::toJson(wish)), std::optional(wish));
    QVERIFY(base::toJson({}).isEmpty());
    QCOMPARE(base::pickWishFrom({}), std::optional(PickWish()));
}

void PickWishTest::notUnderstood()
{
    QVERIFY(!base::pickWishFrom({{u"variants"_s, u"Q4"_s}}));
    QVERIFY(!base::pickWishFrom({{u"files"_s, QJsonArray{1}}}));
}

void PickWishTest::sparsePatterns()
{
    const QStringList all{u"a"_s, u"b/[c] *?\\d"_s, u"e "_s, u"new\nline"_s, u"!x"_s};
    QCOMPARE(git::sparsePatterns(all, {u"b/[c] *?\\d"_s}), QByteArray("/b/\\[c] \\*\\?\\\\d\n"));
    QCOMPARE(git::sparsePatterns(all, {u"e "_s, u"!x"_s}), QByteArray("/e\\ \n/!x\n"));
    QCOMPARE(git::sparsePatterns(all, {u"a"_s, u"e "_s, u"b/[c] *?\\d"_s, u"!x"_s}),
             QByteArray("/*\n!/new?line\n"));
}

WEIGHTYARD_TEST(PickWishTest)

} // namespace pick_wish_test

#include "pick_wish_test.moc"
