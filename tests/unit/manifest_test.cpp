#include "test_registry.h"

#include "lfs/manifest.h"

#include <QTest>

namespace manifest_test {

using namespace weightyard;
using namespace weightyard::lfs;
using namespace Qt::Literals::StringLiterals;

namespace {

base::Oid oid(char fill)
{
    return base::Oid::fromDigest(QByteArray(32, fill));
}

ManifestFile file(const QString &path, qint64 blobSize, std::optional<Pointer> pointer = {},
                  bool leftOut = false)
{
    return {.entry = {.path = path, .size = blobSize}, .pointer = pointer, .leftOut = leftOut};
}

} // namespace

class ManifestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void bytes();
    void objectsOnceLargestFirst();
    void emptyFilesAreNoObjects();
    void hugeClaimsDoNotOverflow();
};

void ManifestTest::bytes()
{
    const Pointer pointer{oid('a'), 5000};
    const Manifest manifest{.commit = {},
                            .files = {file(u"README"_s, 10), file(u"a"_s, 130, pointer),
                                      file(u"b"_s, 130, pointer),
                                      file(u"c"_s, 130, Pointer{oid('b'), 7000}, true)}};
    QCOMPARE(manifest.totalBytes(), 10 + 5000 + 5000 + 130); // what lies on the disk in the end
    QCOMPARE(Manifest().totalBytes(), 0);
}

void ManifestTest::objectsOnceLargestFirst()
{
    const Manifest manifest{
        .commit = {},
        .files = {file(u"a"_s, 130, Pointer{oid('c'), 5}), file(u"b"_s, 130, Pointer{oid('b'), 9}),
                  file(u"c"_s, 130, Pointer{oid('a'), 5}), file(u"d"_s, 130, Pointer{oid('b'), 9}),
                  file(u"e"_s, 130, Pointer{oid('d'), 99}, true), file(u"f"_s, 10)}};
    QCOMPARE(manifest.objects(), (QList<Pointer>{{oid('b'), 9}, {oid('a'), 5}, {oid('c'), 5}}));
}

// git-lfs asks for none of these either.
void ManifestTest::emptyFilesAreNoObjects()
{
    const Manifest manifest{.commit = {}, .files = {file(u"a"_s, 130, Pointer{base::Oid::ofEmpty(), 0})}};
    QVERIFY(manifest.objects().isEmpty());
    QCOMPARE(manifest.totalBytes(), 0);
    QVERIFY(!manifest.files.first().isObject());
}

void ManifestTest::hugeClaimsDoNotOverflow()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    const Manifest manifest{
        .commit = {},
        .files = {file(u"a"_s, 130, Pointer{oid('a'), most}), file(u"b"_s, 130, Pointer{oid('b'), most})}};
    QCOMPARE(manifest.totalBytes(), most);
}

WEIGHTYARD_TEST(ManifestTest)

} // namespace manifest_test

#include "manifest_test.moc"
