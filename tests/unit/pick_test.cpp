// Patterns and picks: which files are chosen, and what they cost.
#include "test_registry.h"

#include "hub/path_pattern.h"
#include "hub/pick.h"
#include "hub/weights_pick.h"
#include "store_results.h"

#include <QElapsedTimer>
#include <QTest>

namespace pick_test {

using namespace weightyard;
using namespace weightyard::hub;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

// 1 000 000 bytes and more: an object of its own.
QList<HubFile> repository()
{
    QList<HubFile> files;
    const auto add = [&](const QString &path, qint64 size) {
        files.append({.path = path, .size = size});
        if (size >= 1'000'000)
            files.last().oid = oidOf(path.toUtf8());
    };
    add(u"README.md"_s, 10);
    add(u"config.json"_s, 20);
    add(u"model.safetensors"_s, 6'000'000);
    add(u"pytorch_model.bin"_s, 6'000'100);
    add(u"original/params.json"_s, 30);
    add(u"original/consolidated.00.pth"_s, 6'000'200);
    add(u"a-Q8_0.gguf"_s, 3'000'000);
    add(u"a-Q4_K_M.gguf"_s, 2'000'000);
    add(u"b-Q4_K_M.gguf"_s, 1'000'000);
    return files;
}

} // namespace

class PickTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void patterns_data();
    void patterns();
    void patternsEnd();
    void picks_data();
    void picks();
    void folders();
    void countsObjectsOnce();
    void weights_data();
    void weights();
};

// As Python's fnmatch.fnmatchcase() says, which hf uses; the last column was taken from there.
void PickTest::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("matches");
    const auto row = [](const QString &pattern, const QString &path, bool matches) {
        QTest::addRow("'%s' '%s'", qPrintable(pattern), qPrintable(path)) << pattern << path << matches;
    };
    row(u"*.json"_s, u"config.json"_s, true);
    row(u"*.json"_s, u"a/b/config.json"_s, true);
    row(u"*.JSON"_s, u"config.json"_s, false);
    row(u"*Q4_K_M*"_s, u"Q4_K_M/m-00001.gguf"_s, true);
    row(u"a?b"_s, u"a/b"_s, true);
    row(u"a?b"_s, u"ab"_s, false);
    row(u"[abc]x"_s, u"bx"_s, true);
    row(u"[!abc]x"_s, u"bx"_s, false);
    row(u"[!abc]x"_s, u"dx"_s, true);
    row(u"[a-c]x"_s, u"bx"_s, true);
    row(u"[c-a]x"_s, u"bx"_s, false);
    row(u"[]]x"_s, u"]x"_s, true);
    row(u"[!]]x"_s, u"ax"_s, true);
    row(u"["_s, u"["_s, true);
    row(u"[ab"_s, u"[ab"_s, true);
    row(u"[ab"_s, u"a"_s, false);
    row(u"original/"_s, u"original/a/b"_s, true);
    row(u"original/"_s, u"original"_s, false);
    row(u"original"_s, u"original/a"_s, false);
    row(u"*"_s, u"a/b/c"_s, true);
    row(u""_s, u""_s, true);
    row(u""_s, u"a"_s, false);
    row(u"**/x"_s, u"a/x"_s, true);
    row(u"**/x"_s, u"x"_s, false);
    row(u"a*b*c"_s, u"axxbyyc"_s, true);
    row(u"a*b*c"_s, u"axxbyy"_s, false);
    row(u"[^a]x"_s, u"bx"_s, false);
    row(u"[^a]x"_s, u"^x"_s, true);
    row(u"[a-]x"_s, u"-x"_s, true);
    row(u"[-a]x"_s, u"-x"_s, true);
    row(u"a.b"_s, u"axb"_s, false);
    row(u"a+b"_s, u"a+b"_s, true);
    row(u"a?b"_s, u"a\U0001F600b"_s, true);
    row(u"\\*"_s, u"\\x"_s, true);
    row(u"[[]x"_s, u"[x"_s, true);
    row(u"[!]"_s, u"[!]"_s, true);
    row(u"[]"_s, u"[]"_s, true);
    row(u"[a-c-e]x"_s, u"-x"_s, true);
    row(u"[a-c-e]x"_s, u"dx"_s, false);
}

void PickTest::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, path);
    QTEST(PathPattern(pattern).matches(path), "matches");
}

// They come from strangers' scripts: no pattern takes time that grows like a power.
void PickTest::patternsEnd()
{
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!PathPattern(u"*a"_s.repeated(500) + u'b').matches(QString(4000, u'a')));
    QVERIFY2(timer.elapsed() < patient(5000), qPrintable(QString::number(timer.elapsed())));
}

void PickTest::picks_data()
{
    QTest::addColumn<PickWish>("wish");
    QTest::addColumn<QString>("paths");
    QTest::addColumn<QString>("trouble");
    const auto row = [](const char *name, const PickWish &wish, const QString &paths,
                        const QString &trouble = {}) { QTest::newRow(name) << wish << paths << trouble; };
    const QString all = u"README.md config.json model.safetensors pytorch_model.bin original/params.json "
                        "original/consolidated.00.pth a-Q8_0.gguf a-Q4_K_M.gguf b-Q4_K_M.gguf"_s;
    row("whole", {}, all);
    row("a variant with its companions", {.variants = {u"q8_0"_s}}, u"README.md config.json a-Q8_0.gguf"_s);
    row("two", {.variants = {u"Q8_0"_s, u"b-Q4_K_M"_s}},
        u"README.md config.json a-Q8_0.gguf b-Q4_K_M.gguf"_s);
    row("without doubles", {.variants = {u"Default"_s}},
        u"README.md config.json model.safetensors a-Q8_0.gguf a-Q4_K_M.gguf b-Q4_K_M.gguf"_s);
    row("patterns bring no companions", {.include = {u"*.gguf"_s}, .exclude = {u"b-*"_s}},
        u"a-Q8_0.gguf a-Q4_K_M.gguf"_s);
    row("all but", {.exclude = {u"original/"_s, u"*.bin"_s, u"*.gguf"_s}},
        u"README.md config.json model.safetensors"_s);
    row("exactly this, whatever is left out", {.exclude = {u"*.bin"_s}, .paths = {u"pytorch_model.bin"_s}},
        u"pytorch_model.bin"_s);
    row("a variant and more", {.variants = {u"Q8_0"_s}, .include = {u"original/*.json"_s}},
        u"README.md config.json original/params.json a-Q8_0.gguf"_s);
    row("safe", {.isSafe = true},
        u"README.md config.json model.safetensors original/params.json a-Q8_0.gguf a-Q4_K_M.gguf b-Q4_K_M.gguf"_s);
    row("no such variant", {.variants = {u"Q2_K"_s}}, {}, u"Q2_K||"_s);
    row("several are called that", {.variants = {u"Q4_K_M"_s}}, {}, u"|Q4_K_M|"_s);
    row("no hit", {.include = {u"*.GGUF"_s}, .exclude = {u"x*"_s}, .paths = {u"none"_s}}, {},
        u"||*.GGUF x* none"_s);
}

void PickTest::picks()
{
    QFETCH(PickWish, wish);
    const QList<HubFile> files = repository();
    const Pick pick = pickFiles(wish, files, findVariants(files, 0));
    QTEST(pick.paths.join(u' '), "paths");
    const QString trouble = pick.isUnderstood() ? QString()
                                                : pick.unknown.join(u' ') + u'|' + pick.ambiguous.join(u' ')
                                                      + u'|' + pick.unmatched.join(u' ');
    QTEST(trouble, "trouble");
    qint64 bytes = 0;
    for (const HubFile &file : files)
        bytes += pick.paths.contains(file.path) ? file.size : 0;
    QCOMPARE(pick.bytes, bytes);
    QVERIFY(pick.objectBytes <= bytes && bytes - pick.objectBytes < 100);
}

// A path that names a folder stands for all files below it; what is excluded is left out of these.
void PickTest::folders()
{
    const QList<HubFile> files = repository();
    const Variants variants = findVariants(files, 0);
    const auto pick = [&](const PickWish &wish) { return pickFiles(wish, files, variants); };
    const QStringList both{u"original/params.json"_s, u"original/consolidated.00.pth"_s};
    QCOMPARE(pick({.paths = {u"original"_s}}).paths, both);
    QVERIFY(pick({.paths = {u"original"_s}}).isUnderstood());
    QCOMPARE(pick({.exclude = {u"*.pth"_s}, .paths = {u"original"_s}}).paths, QStringList{both[0]});
    QCOMPARE(pick({.paths = {u"original"_s}, .isSafe = true}).paths, QStringList{both[0]});
    QCOMPARE(pick({.exclude = {u"*.pth"_s}, .paths = both, .isSafe = true}).paths, both);
    QCOMPARE(pick({.paths = {u"orig"_s}}).unmatched, QStringList{u"orig"_s});
    QCOMPARE(pick({.paths = {u"original/"_s}}).unmatched, QStringList{u"original/"_s});
    QCOMPARE(namedUnsafe({.paths = both, .isSafe = true}), QStringList{both[1]});
    QVERIFY(namedUnsafe({.paths = both}).isEmpty());
}

void PickTest::countsObjectsOnce()
{
    QList<HubFile> files = repository();
    files[3].oid = files[2].oid;
    files[3].size = files[2].size;
    const Pick pick = pickFiles({.paths = {files[2].path, files[3].path}}, files, {});
    QCOMPARE(pick.bytes, 12'000'000);
    QCOMPARE(pick.objectBytes, 6'000'000);
}

void PickTest::weights_data()
{
    QTest::addColumn<QStringList>("paths");
    QTest::addColumn<QString>("chosen");
    QTest::addColumn<QString>("exclude");
    const auto row = [](const char *name, const QString &paths, const QString &chosen,
                        const QString &exclude = {}) {
        QTest::newRow(name) << paths.split(u' ') << chosen << exclude;
    };
    row("beside notices and pictures",
        u".gitattributes README.md LICENSE config.json model.safetensors assets/a.png tokenizer.model x.py"_s,
        u"config.json model.safetensors tokenizer.model x.py"_s);
    row("doubles of another format", u"config.json model.safetensors pytorch_model.bin tf_model.h5"_s,
        u"config.json model.safetensors"_s);
    row("doubles that a pattern matches",
        u"config.json model.safetensors original/params.json onnx/model.safetensors original/c.pth"_s,
        u"config.json model.safetensors"_s, u"original/* onnx/*"_s);
    row("signs of patterns in a name",
        u"config.json a[1]/model.safetensors a[1]/original/params.json a1/original/params.json"_s,
        u"config.json a[1]/model.safetensors a1/original/params.json"_s, u"a[[]1]/original/*"_s);
    row("no other format", u"config.json pytorch_model.bin README.md"_s, u"config.json pytorch_model.bin"_s);
    row("no weights", u"README.md config.json"_s, {});
}

void PickTest::weights()
{
    QFETCH(QStringList, paths);
    QFETCH(QString, exclude);
    QList<HubFile> files;
    for (const QString &path : std::as_const(paths))
        files.append({.path = path, .size = 10});
    const Variants variants = findVariants(files, 0);
    const std::optional<WeightsPick> weights = weightsPick(files, variants);
    const Pick pick = weights ? pickFiles(weights->wish, files, variants) : Pick();
    QTEST(pick.paths.join(u' '), "chosen");
    QVERIFY(pick.isUnderstood());
    if (!weights)
        return;
    QStringList excluded = weights->wish.exclude;
    QStringList expected = exclude.split(u' ', Qt::SkipEmptyParts);
    excluded.sort();
    expected.sort();
    QCOMPARE(excluded, expected);
    QCOMPARE(weights->files, pick.paths.size());
    QCOMPARE(weights->bytes, pick.bytes);
}

WEIGHTYARD_TEST(PickTest)

} // namespace pick_test

#include "pick_test.moc"
