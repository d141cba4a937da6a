#include "test_registry.h"

#include "store/path_rules.h"

#include "support/store_results.h"

#include <QMap>
#include <QTest>

namespace path_rules_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::platform;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

using Links = QMap<QString, QByteArray>;

base::Result<void> check(const QStringList &paths, const Links &links = {})
{
    QList<TreeFile> files;
    for (const QString &path : paths)
        files.append({.path = path});
    for (auto link = links.cbegin(); link != links.cend(); ++link)
        files.append({.path = link.key(), .kind = TreeFile::Kind::Symlink});
    return checkTree(
        files, [&](const TreeFile &file) -> base::Result<QByteArray> { return links.value(file.path); });
}

const VolumeTraits kWindowsLike{
    .caseSensitive = false, .symlinks = false, .executableBit = false, .reservedNames = true};
const VolumeTraits kMacLike{.caseSensitive = false, .normalizesUnicode = true};
const VolumeTraits kFat{.caseSensitive = false, .reservedNames = true, .maxFileBytes = (1LL << 32) - 1};
const VolumeTraits kLinux{};

} // namespace

class PathRulesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unsafePaths_data();
    void unsafePaths();
    void harmlessPaths_data();
    void harmlessPaths();
    void treesThatCannotBe_data();
    void treesThatCannotBe();
    void links_data();
    void links();
    void errorOfTheTargetComesThrough();
    void volumeRefuses_data();
    void volumeRefuses();
    void fileTooLargeForFat();
};

void PathRulesTest::unsafePaths_data()
{
    QTest::addColumn<QString>("path");
    const QStringList paths{u""_s,
                            u"/etc/passwd"_s,
                            u"\\server\\share"_s,
                            u"C:\\x"_s,
                            u"c:/x"_s,
                            u"C:"_s,
                            u".."_s,
                            u"../x"_s,
                            u"a/../b"_s,
                            u"a/.."_s,
                            u"."_s,
                            u"./a"_s,
                            u"a/./b"_s,
                            u"a//b"_s,
                            u"a/"_s,
                            u"..\\x"_s,
                            u"a\\..\\..\\b"_s,
                            u".git"_s,
                            u".git/config"_s,
                            u".GIT/hooks/post-checkout"_s,
                            u"sub/.Git/config"_s,
                            u".git./x"_s,
                            u".git /x"_s,
                            u".git . ./x"_s,
                            u"git~1/x"_s,
                            u"GIT~1"_s,
                            u".git::$INDEX_ALLOCATION/config"_s,
                            u".git:stream"_s,
                            u".g\u200cit/config"_s,
                            u"\ufeff.git"_s,
                            u".gi\u202et"_s,
                            u".git\\config"_s,
                            u"a\\.git\\config"_s,
                            u".git.\u200f"_s,
                            u"x\0y"_s};
    for (const QString &path : paths)
        QTest::newRow(path.isEmpty() ? "(empty)" : path.toUtf8().toPercentEncoding().constData()) << path;
}

void PathRulesTest::unsafePaths()
{
    QFETCH(QString, path);
    const auto checked = check({path});
    QCOMPARE(kindOf(checked), ErrorKind::Unsafe);
    QCOMPARE(checked.error().context.path, path);
    QCOMPARE(kindOf(check({}, {{path, "target"}})), ErrorKind::Unsafe);
}

void PathRulesTest::harmlessPaths_data()
{
    QTest::addColumn<QString>("path");
    for (const QString &path : {u"a"_s,          u"a/b/c"_s,       u".gitattributes"_s,
                                u".gitignore"_s, u".github/x"_s,   u"git"_s,
                                u"x.git"_s,      u"..a"_s,         u"a.."_s,
                                u"..."_s,        u"a\\b"_s,        u"aux"_s,
                                u"a:b"_s,        u"with space "_s, u"new\nline"_s,
                                u"git~2"_s,      u".git_"_s,       u"\u00fcml\u00e4ut"_s,
                                u"-rf"_s,        u"a..b/c"_s})
        QTest::newRow(path.toUtf8().toPercentEncoding().constData()) << path;
}

void PathRulesTest::harmlessPaths()
{
    QFETCH(QString, path);
    valueOf(check({path}));
    valueOf(checkVolume({{.path = path}}, kLinux));
}

void PathRulesTest::treesThatCannotBe_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<bool>("fine");
    QTest::newRow("twice") << QStringList{u"a"_s, u"b"_s, u"a"_s} << false;
    QTest::newRow("file is a parent") << QStringList{u"a"_s, u"a/b"_s} << false;
    QTest::newRow("file is a parent, said later") << QStringList{u"a/b/c"_s, u"a/b"_s} << false;
    QTest::newRow("same beginning only") << QStringList{u"a"_s, u"ab"_s, u"a-b/c"_s} << true;
    QTest::newRow("differ in case") << QStringList{u"a"_s, u"A"_s} << true;
    QTest::newRow("nothing") << QStringList{} << true;
}

void PathRulesTest::treesThatCannotBe()
{
    QFETCH(QStringList, paths);
    QFETCH(bool, fine);
    const auto checked = check(paths);
    QCOMPARE(checked.has_value(), fine);
    if (!fine)
        QCOMPARE(kindOf(checked), ErrorKind::Unsafe);
}

void PathRulesTest::links_data()
{
    QTest::addColumn<Links>("links");
    QTest::addColumn<bool>("fine");
    QTest::newRow("beside") << Links{{u"a"_s, "b"}} << true;
    QTest::newRow("up and down again") << Links{{u"x/y/a"_s, "../../b"}} << true;
    QTest::newRow("the tree itself") << Links{{u"x/a"_s, ".."}} << true;
    QTest::newRow("out") << Links{{u"a"_s, ".."}} << false;
    QTest::newRow("out from below") << Links{{u"x/a"_s, "../../b"}} << false;
    QTest::newRow("out and in again") << Links{{u"a"_s, "../model/b"}} << false;
    QTest::newRow("absolute") << Links{{u"a"_s, "/etc/passwd"}} << false;
    QTest::newRow("drive") << Links{{u"a"_s, "C:\\Windows"}} << false;
    QTest::newRow("backslashes") << Links{{u"a"_s, "..\\..\\b"}} << false;
    QTest::newRow("into .git") << Links{{u"a"_s, ".git/config"}} << false;
    QTest::newRow("into .GIT") << Links{{u"x/a"_s, "../.GIT"}} << false;
    QTest::newRow("empty") << Links{{u"a"_s, ""}} << false;
    QTest::newRow("NUL") << Links{{u"a"_s, QByteArray("b\0c", 3)}} << false;
    QTest::newRow("dangling") << Links{{u"a"_s, "no/such/file"}} << true;
    QTest::newRow("loop") << Links{{u"a"_s, "b"}, {u"b"_s, "a"}} << true;
    QTest::newRow("itself") << Links{{u"a"_s, "a"}} << true;
    // As text "p/q/up/../x" is inside; the kernel goes to the root by p/q/up, and out by the "..".
    QTest::newRow("through another link")
        << Links{{u"p/q/up"_s, "../.."}, {u"out"_s, "p/q/up/../x"}} << false;
    QTest::newRow("through two links")
        << Links{{u"a/b/c"_s, "../.."}, {u"d"_s, "a/b/c"}, {u"e"_s, "d/.."}} << false;
    QTest::newRow("deep link, back within") << Links{{u"d"_s, "x/y/z"}, {u"e"_s, "d/../../w"}} << true;
    QTest::newRow("stands in a path's way") << Links{{u"a"_s, "b"}, {u"a/c"_s, "d"}} << false;
    QTest::newRow(".gitmodules") << Links{{u".gitmodules"_s, "x"}} << false;
}

void PathRulesTest::links()
{
    QFETCH(Links, links);
    QFETCH(bool, fine);
    const auto checked = check({}, links);
    QCOMPARE(checked.has_value(), fine);
    if (!fine)
        QCOMPARE(kindOf(checked), ErrorKind::Unsafe);
}

void PathRulesTest::errorOfTheTargetComesThrough()
{
    const auto broken = [](const TreeFile &) -> base::Result<QByteArray> {
        return base::fail(ErrorKind::Corrupt, {}, u"no blob"_s);
    };
    QCOMPARE(kindOf(checkTree({{.path = u"a"_s, .kind = TreeFile::Kind::Symlink}}, broken)),
             ErrorKind::Corrupt);
}

void PathRulesTest::volumeRefuses_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<bool>("onLinux");
    QTest::addColumn<bool>("onWindows");
    QTest::addColumn<bool>("onMac");
    const auto row = [](const char *name, const QStringList &paths, bool onLinux, bool onWindows,
                        bool onMac) { QTest::newRow(name) << paths << onLinux << onWindows << onMac; };
    row("plain", {u"a/b"_s, u"a/c"_s}, true, true, true);
    row("case", {u"Model.bin"_s, u"model.bin"_s}, true, false, false);
    row("case of a folder", {u"A/x"_s, u"a/y"_s}, true, false, false);
    row("composed and decomposed", {u"\u00e9"_s, u"e\u0301"_s}, true, true, false);
    row("case of composed and decomposed", {u"\u00c9"_s, u"e\u0301"_s}, true, true, false);
    row("sharp s", {u"stra\u00dfe"_s, u"STRASSE"_s}, true, true, true);
    row("device", {u"sub/aux"_s}, true, false, true);
    row("device with suffix", {u"CON.tar.gz"_s}, true, false, true);
    row("port", {u"com7.txt"_s}, true, false, true);
    row("superscript port", {u"lpt\u00b2"_s}, true, false, true);
    row("no port", {u"com0"_s, u"com10"_s, u"lpt"_s, u"auxiliary"_s, u"nul_"_s}, true, true, true);
    row("trailing dot", {u"a./b"_s}, true, false, true);
    row("trailing space", {u"a /b"_s}, true, false, true);
    row("colon", {u"a:b"_s}, true, false, true);
    row("quote", {u"a\"b"_s}, true, false, true);
    row("backslash", {u"a\\b"_s}, true, false, true);
    row("control character", {u"a\tb"_s}, true, false, true);
    row("long name", {QString(255, u'x')}, true, true, true);
    row("longer name", {u"a/"_s + QString(256, u'x')}, false, false, false);
    row("long name in bytes", {QString(128, u'\u00e9')}, false, false, false);
    row("long path", {(u"x/"_s).repeated(2100) + u"y"_s}, false, false, false);
}

void PathRulesTest::volumeRefuses()
{
    QFETCH(QStringList, paths);
    QFETCH(bool, onLinux);
    QFETCH(bool, onWindows);
    QFETCH(bool, onMac);
    QList<TreeFile> files;
    for (const QString &path : paths)
        files.append({.path = path});
    const auto verify = [&](const VolumeTraits &traits, bool fine) {
        const auto checked = checkVolume(files, traits);
        QCOMPARE(checked.has_value(), fine);
        if (fine)
            return;
        QCOMPARE(kindOf(checked), ErrorKind::Conflict);
        QVERIFY(!checked.error().context.path.isEmpty());
    };
    verify(kLinux, onLinux);
    verify(kWindowsLike, onWindows);
    verify(kMacLike, onMac);
}

void PathRulesTest::fileTooLargeForFat()
{
    const TreeFile fits{.path = u"fits.bin"_s, .size = (1LL << 32) - 1};
    const TreeFile tooLarge{.path = u"too-large.bin"_s, .size = 1LL << 32};
    valueOf(checkVolume({fits}, kFat));
    valueOf(checkVolume({tooLarge}, kLinux));
    const auto refused = checkVolume({fits, tooLarge}, kFat);
    QCOMPARE(kindOf(refused), ErrorKind::DiskFull);
    QCOMPARE(refused.error().context.path, u"too-large.bin"_s);
    QCOMPARE(refused.error().context.bytesNeeded, 1LL << 32);
}

WEIGHTYARD_TEST(PathRulesTest)

} // namespace path_rules_test

#include "path_rules_test.moc"
