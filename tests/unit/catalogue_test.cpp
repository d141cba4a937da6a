// What a catalogue file may say, how files add up, and how a model is named.
#include "said.h"
#include "test_registry.h"

#include "catalog/catalogue.h"
#include "catalog/catalogue_files.h"
#include "catalog/catalogue_parser.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace catalogue_test {

using namespace weightyard;
using namespace weightyard::catalog;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray withModels(const QByteArray &models)
{
    return "{\"version\": 1,\n \"models\": [\n" + models + "\n]}";
}

Catalogue parsed(const QByteArray &json)
{
    const auto result = parseCatalogue(json, u"test.json"_s);
    if (!result)
        throw std::runtime_error(test::said(result.error()).toStdString());
    return *result;
}

QByteArray model(const char *id, const QByteArray &more = {})
{
    return QByteArray("{\"id\": \"") + id + "\", \"family\": \"F\", \"name\": \"N\"" + more + "}";
}

QStringList idsOf(const Catalogue &catalogue)
{
    QStringList ids;
    for (const ModelEntry &entry : catalogue.models)
        ids.append(entry.id);
    return ids;
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        throw std::runtime_error("cannot write a test file");
}

} // namespace

class CatalogueTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void builtIn();
    void builtInFamilies_data();
    void builtInFamilies();
    void everyField();
    void accepted_data();
    void accepted();
    void merges();
    void loadsInOrder();
    void refusedFilesAreLeftOut();
    void locations();
    void finds_data();
    void finds();
    void findsNot_data();
    void findsNot();
};

void CatalogueTest::builtIn()
{
    const Catalogue catalogue = builtInCatalogue();
    QCOMPARE(catalogue.families, (QStringList{u"Llama"_s, u"Phi"_s, u"Gemma"_s, u"Qwen"_s, u"Other"_s}));
    QCOMPARE(catalogue.models.size(), 40);
    qint64 bytes = 0;
    for (const ModelEntry &entry : catalogue.models) {
        QVERIFY2(entry.id.startsWith("mlx-community/"_L1), qPrintable(entry.id));
        QVERIFY2(entry.bytes > 100'000'000 && !entry.gated && !entry.licence.isEmpty()
                     && !entry.parameters.isEmpty() && !entry.quantization.isEmpty(),
                 qPrintable(entry.id));
        const auto location = locationOf(entry, hubEndpoint({}));
        QVERIFY(location);
        QCOMPARE(location->modelPath, entry.id);
        QCOMPARE(location->url, QUrl(u"https://huggingface.co/"_s + entry.id));
        bytes += entry.extra ? 0 : entry.bytes;
    }
    QCOMPARE(bytes, 95'182'638'633);
    const ModelEntry *llama = catalogue.find(u"mlx-community/llama-3.2-1b-instruct-4BIT"_s);
    QVERIFY(llama != nullptr);
    QCOMPARE(llama->bytes, 712'593'855);
    QVERIFY(llama->exact && !llama->extra);
    QVERIFY(!catalogue.find(u"mlx-community/phi-2-hf-4bit-mlx"_s)->exact);
    QVERIFY(catalogue.find(u"Llama"_s) == nullptr);
}

void CatalogueTest::builtInFamilies_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::newRow("Llama") << 1 << 1;
    QTest::newRow("Phi") << 3 << 0;
    QTest::newRow("Gemma") << 5 << 1;
    QTest::newRow("Qwen") << 6 << 4;
    QTest::newRow("Other") << 11 << 8;
}

void CatalogueTest::builtInFamilies()
{
    int first = 0;
    int second = 0;
    const QList<ModelEntry> models = builtInCatalogue().models;
    for (const ModelEntry &entry : models) {
        if (entry.family == QLatin1StringView(QTest::currentDataTag()))
            ++(entry.extra ? second : first);
    }
    QTEST(first, "first");
    QTEST(second, "second");
}

void CatalogueTest::everyField()
{
    const Catalogue catalogue = parsed(withModels(R"({"id": "o/n", "family": "Fam", "name": "Näme 名 🙂",
        "url": "https://git.example.org/o/n.git", "revision": "refs/pr/1", "parameters": "1B", "bytes": 9007199254740992,
        "quantization": "4-bit", "licence": "mit", "exact": true, "gated": true, "extra": true, "colour": [{"a": 1}]})"));
    const ModelEntry whole{.id = u"o/n"_s,
                           .url = u"https://git.example.org/o/n.git"_s,
                           .revision = u"refs/pr/1"_s,
                           .family = u"Fam"_s,
                           .name = u"Näme 名 🙂"_s,
                           .parameters = u"1B"_s,
                           .quantization = u"4-bit"_s,
                           .licence = u"mit"_s,
                           .bytes = 9007199254740992,
                           .exact = true,
                           .gated = true,
                           .extra = true};
    QCOMPARE(catalogue.models, QList<ModelEntry>{whole});
    QCOMPARE(catalogue.families, QStringList{u"Fam"_s});
    const Catalogue bare = parsed(withModels(model("o/n")));
    QCOMPARE(bare.models.first(), (ModelEntry{.id = u"o/n"_s, .family = u"F"_s, .name = u"N"_s}));
}

void CatalogueTest::accepted_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<int>("models");
    QTest::newRow("no models") << withModels("") << 0;
    QTest::newRow("byte order mark") << "\xef\xbb\xbf" + withModels(model("o/n")) << 1;
    QTest::newRow("unknown keys") << "{\"version\": 1, \"models\": [], \"later\": {\"models\": 3}}"_ba << 0;
    QTest::newRow("Windows line ends")
        << withModels(model("o/n") + ",\r\n" + model("o/m")).replace("\n", "\r\n") << 2;
    QTest::newRow("bytes as a whole fraction") << withModels(model("o/n", R"(, "bytes": 1e3)")) << 1;
    QTest::newRow("dots, dashes, underscores") << withModels(model("a_b.c/x-1.5_y")) << 1;
    QTest::newRow("dataset") << withModels(model("datasets/x")) << 1;
}

void CatalogueTest::accepted()
{
    QFETCH(QByteArray, json);
    QTEST(static_cast<int>(parsed(json).models.size()), "models");
}

void CatalogueTest::merges()
{
    const Catalogue first = parsed(R"({"version": 1, "families": ["A", "B"], "models": [
        {"id": "o/one", "family": "A", "name": "1", "bytes": 5}, {"id": "o/two", "family": "B", "name": "2"}]})");
    const Catalogue second = parsed(R"({"version": 1, "families": ["C", "B"], "models": [
        {"id": "o/three", "family": "C", "name": "3"}, {"id": "O/One", "family": "B", "name": "new"}]})");
    const Catalogue both = merged(first, second);
    QCOMPARE(both.families, (QStringList{u"A"_s, u"B"_s, u"C"_s}));
    QCOMPARE(idsOf(both), (QStringList{u"O/One"_s, u"o/two"_s, u"o/three"_s}));
    QCOMPARE(both.models.first().name, u"new"_s);
    QCOMPARE(both.models.first().bytes, 0); // replaced whole
    QCOMPARE(merged(first, {}), first);
    QCOMPARE(merged({}, first), first);
}

void CatalogueTest::loadsInOrder()
{
    const test::TempDir dir;
    QVERIFY(QDir().mkpath(dir.path(u"catalogues"_s)));
    const auto entry = [](const char *name) {
        return withModels("{\"id\": \"our/own\", \"family\": \"Ours\", \"name\": \"" + QByteArray(name)
                          + "\"}");
    };
    write(dir.path(u"catalogues/b.json"_s), entry("b"));
    write(dir.path(u"catalogues/a.json"_s), entry("a"));
    write(dir.path(u"catalogues/z.txt"_s), "not ours");
    const LoadedCatalogue loaded = loadCatalogue(dir.path(), {});
    QVERIFY(loaded.refused.isEmpty());
    QCOMPARE(loaded.catalogue.models.size(), 41);
    QCOMPARE(loaded.catalogue.families.last(), u"Ours"_s);
    QCOMPARE(loaded.catalogue.find(u"our/own"_s)->name, u"b"_s);
    write(dir.path(u"given.json"_s), entry("given"));
    QCOMPARE(loadCatalogue(dir.path(), dir.path(u"given.json"_s)).catalogue.find(u"our/own"_s)->name,
             u"given"_s);
}

void CatalogueTest::refusedFilesAreLeftOut()
{
    const test::TempDir dir;
    QVERIFY(QDir().mkpath(dir.path(u"catalogues"_s)));
    write(dir.path(u"catalogues/bad.json"_s), withModels(model("o/good") + ",\n" + model("bad")));
    write(dir.path(u"catalogues/good.json"_s), withModels(model("o/other")));
    const LoadedCatalogue loaded = loadCatalogue(dir.path(), dir.path(u"none.json"_s));
    QCOMPARE(loaded.catalogue.models.size(), 41); // nothing of the bad file
    QVERIFY(loaded.catalogue.find(u"o/other"_s) != nullptr);
    QCOMPARE(loaded.refused.size(), 2);
    QCOMPARE(loaded.refused[0].context.path, dir.path(u"catalogues/bad.json"_s));
    QVERIFY(test::said(loaded.refused[0]).startsWith("line 4: "_L1));
    QCOMPARE(loaded.refused[1].kind, base::ErrorKind::NotFound);
    QCOMPARE(loaded.refused[1].context.path, dir.path(u"none.json"_s));
    QVERIFY(loadCatalogue(dir.path(), dir.path()).refused.size() == 2); // a folder is no file
}

void CatalogueTest::locations()
{
    const QUrl mirror(u"http://127.0.0.1:8080/hub"_s);
    ModelEntry entry{.id = u"o/n"_s, .family = {}, .name = {}};
    QCOMPARE(locationOf(entry, mirror)->url, QUrl(u"http://127.0.0.1:8080/hub/o/n"_s));
    entry.url = u"https://git.example.org/team/model.git"_s;
    entry.revision = u"v1"_s;
    const auto elsewhere = locationOf(entry, mirror);
    QVERIFY(elsewhere);
    QCOMPARE(elsewhere->modelPath, u"git.example.org/team/model"_s);
    QCOMPARE(elsewhere->revision, u"v1"_s);
    QVERIFY(!elsewhere->onHub);
    entry.url = u"https://huggingface.co/o/n/tree/dev"_s;
    entry.revision.clear();
    QCOMPARE(locationOf(entry, mirror)->revision, u"dev"_s);
}

void CatalogueTest::finds_data()
{
    QTest::addColumn<QString>("id");
    const auto row = [](const char *text, const char *name) {
        QTest::newRow(text) << u"mlx-community/"_s + QLatin1StringView(name);
    };
    row("mlx-community/phi-2-hf-4bit-mlx", "phi-2-hf-4bit-mlx");
    row("MLX-Community/PHI-2-hf-4bit-mlx", "phi-2-hf-4bit-mlx");
    row("phi-2", "phi-2-hf-4bit-mlx");
    row("Phi-2", "phi-2-hf-4bit-mlx");
    row("  starcoder ", "starcoder2-3b-4bit");
    row("Qwen3 0.6B", "Qwen3-0.6B-4bit");
    row("gemma-3-1b-it-4bit", "gemma-3-1b-it-4bit");
    row("Mamba2 370M", "mamba2-370m");
}

void CatalogueTest::finds()
{
    const auto found = findModel(builtInCatalogue(), QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(found);
    QTEST(found->id, "id");
}

void CatalogueTest::findsNot_data()
{
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("phi-3.5") << base::ErrorKind::Usage
                             << u"Phi-3.5-mini-instruct-4bit, mlx-community/Phi-3.5-MoE"_s;
    QTest::newRow("mlx-community/") << base::ErrorKind::Usage << u"and 34 more"_s;
    QTest::newRow("falcon-9") << base::ErrorKind::NotFound << u"'falcon-9'"_s;
    QTest::newRow("  ") << base::ErrorKind::Usage << u"id"_s;
}

void CatalogueTest::findsNot()
{
    QFETCH(QString, says);
    const auto found = findModel(builtInCatalogue(), QString::fromUtf8(QTest::currentDataTag()));
    QVERIFY(!found);
    QTEST(found.error().kind, "kind");
    QVERIFY2(test::said(found.error()).contains(says), qPrintable(test::said(found.error())));
}

WEIGHTYARD_TEST(CatalogueTest)

} // namespace catalogue_test

#include "catalogue_test.moc"
