// What a catalogue file is refused for, and on which line.
#include "said.h"
#include "test_registry.h"

#include "catalog/catalogue.h"
#include "catalog/catalogue_parser.h"

#include <QTest>

namespace catalogue_refusals_test {

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

} // namespace

class CatalogueRefusalsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void refused_data();
    void refused();
    void refusesTooMuch();
};

void CatalogueRefusalsTest::refused_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto row = [](const char *name, const QByteArray &json, const char *says) {
        QTest::newRow(name) << json << QString::fromUtf8(says);
    };
    // The models' list begins on line 3.
    const auto modelRow = [&](const QByteArray &text, const char *says) {
        row(text.simplified().replace('"', "").left(90).constData(), withModels(text), says);
    };
    row("empty", "", "line 1: not JSON");
    row("not JSON", "{\n\"version\": 1,\n oops}", "line 3: not JSON");
    row("cut short", "{\n\"version\": 1,\n", "not JSON");
    row("bytes that are no UTF-8", "{\"version\": 1,\n\n \"models\": [\"\xff\"]}", "line 3: not JSON");
    row("a list", "\n[]", "line 2: a catalogue is a JSON object");
    row("no version", "{\n\"models\": []}", "line 1: \"version\" is missing");
    row("version as text", "{\n\"version\": \"1\", \"models\": []}", "line 2: \"version\"");
    row("version 0", "{\n\n\"version\": 0, \"models\": []}", "line 3: \"version\"");
    row("version 1.5", "{\"version\": 1.5, \"models\": []}", "line 1: \"version\"");
    row("version 2", "{\n\"models\": [],\n\"version\": 2}", "line 3: version 2 of the schema");
    row("no models", "{\"version\": 1}", "line 1: \"models\" is missing");
    row("models as object", "{\"version\": 1,\n\"models\":\n{}}", "line 3: \"models\" is not a list");
    row("families as text", "{\"version\": 1,\n\"families\": \"F\", \"models\": []}", "line 2: \"families\"");
    row("a family as number", "{\"version\": 1,\"families\": [\n\"F\",\n3], \"models\": []}",
        "line 3: a family");
    row("a family twice", "{\"version\": 1,\"families\": [\"F\",\n\"F\"], \"models\": []}",
        "line 2: the family \"F\"");
    row("a family of spaces", "{\"version\": 1,\"families\": [\"  \"], \"models\": []}", "line 1: a family");
    modelRow("3", "line 3: a model is a JSON object");
    modelRow(model("o/n", ",\n\"pick\": [\"Q4\"]"), "line 4: \"pick\"");
    modelRow(model("o/n", ",\n\"pick\": {\"variants\": \"Q4\"}"), "line 4: \"pick\"");
    modelRow(model("o/n") + ",\n\n[]", "line 5: a model is a JSON object");
    modelRow(model("o/n") + ",\n" + model("o/m") + ",\n" + model("O/N"),
             "line 5: the model \"O/N\" is there twice");
    modelRow("{\n\"family\": \"F\", \"name\": \"N\"}", "line 3: a model without \"id\"");
    modelRow(model("o/n") + ", {\"id\": \"o/m\",\n\"name\": \"N\"}", "line 3: a model without \"family\"");
    modelRow("\n{\"id\": \"o/m\",\n\"family\": \"F\"}", "line 4: a model without \"name\"");
    modelRow("{\"id\": \"o/n\", \"family\": \"F\",\n\"name\": \" \"}", "line 4: \"name\" is empty");
    modelRow("{\"id\": \"o/n\", \"family\":\n\n7, \"name\": \"N\"}", "line 5: \"family\" is not a text");
    modelRow("{\"id\": \"o/n\", \"family\": \"F\",\n\"name\": \"a\\u001b[31m\"}",
             "line 4: \"name\" has control");
    modelRow("{\"id\": \"o/n\", \"family\": \"F\",\n\"name\": \"a\\u202eb\"}",
             "line 4: \"name\" has control");
    modelRow("{\"id\": \"o/n\", \"family\": \"F\",\n\"name\": \"a\\ud800b\"}",
             "line 4: \"name\" has control");
    for (const char *id : {"n", "o/n/m", "../n", "o/..", ".git/x", "https://huggingface.co/o/n", "o/n.git",
                           "spaces/x", "o n/m", " o/n", "o/n ", "o\\\\n/m", "git@hf.co:o/n", "-o/n"})
        modelRow(model(id), "line 3: ");
    modelRow(model("o/n", ",\n\"bytes\": -1"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": 1.5"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": \"1\""), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": 1e300"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": 9007199254740994"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": null"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"exact\": 1"), "line 4: \"exact\"");
    modelRow(model("o/n", ",\n\"gated\": \"auto\""), "line 4: \"gated\"");
    modelRow(model("o/n", ",\n\"extra\": null"), "line 4: \"extra\"");
    modelRow(model("o/n", ",\n\"url\": \"ssh://h/x\""), "line 4: ssh addresses");
    modelRow(model("o/n", ",\n\"url\": \"file:///etc\""), "line 4: 'file:///etc'");
    modelRow(model("o/n", ",\n\"url\": \"https://u:hush@h.example/x\""), "line 4: \"url\" has a user");
    modelRow(model("o/n", ",\n\"revision\": \"--upload-pack=x\""), "line 4: '--upload-pack=x'");
    // Strings that look like structure, nesting, escapes and keys that come twice do not lead the line astray.
    modelRow(model("o/n", ",\n\"x\": \"}],\\\"\\\\\",\n\"y\": [[{\"bytes\": 1}], \"]\"],\n\"bytes\": -1"),
             "line 6: \"bytes\"");
    modelRow(model("o/n", ",\n\"b\\u0079tes\": -1"), "line 4: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\": 1,\n\"bytes\": -1"), "line 5: \"bytes\"");
    modelRow(model("o/n", ",\n\"bytes\"\n:\n-1"), "line 6: \"bytes\"");
}

void CatalogueRefusalsTest::refused()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto result = parseCatalogue(json, u"/some/where.json"_s);
    QVERIFY(!result);
    const bool isNewer = json.contains("\"version\": 2");
    QCOMPARE(result.error().kind, isNewer ? base::ErrorKind::Prerequisite : base::ErrorKind::Usage);
    QCOMPARE(result.error().context.path, u"/some/where.json"_s);
    QVERIFY2(test::said(result.error()).contains(says), qPrintable(test::said(result.error())));
    QVERIFY(!test::said(result.error()).contains("hush"_L1));
}

void CatalogueRefusalsTest::refusesTooMuch()
{
    const QByteArray longText(201, 'x');
    const auto detail = [](const QByteArray &json) {
        const auto result = parseCatalogue(json, u"f"_s);
        return result ? QString() : test::said(result.error());
    };
    QVERIFY(detail(withModels(model("o/n", ",\n\"licence\": \"" + longText + '"')))
                .contains("line 4: \"licence\""_L1));
    QVERIFY(detail(withModels(model(QByteArray("o/" + longText).constData()))).contains("line 3: \"id\""_L1));
    QVERIFY(detail(withModels(model("o/n", ",\n\"url\": \"https://h.example/" + QByteArray(2048, 'u') + '"')))
                .contains("line 4: \"url\""_L1));
    QCOMPARE(detail(withModels(model("o/n", ", \"licence\": \"" + longText.left(200) + '"'))), QString());

    QByteArray many;
    for (int i = 0; i < 10'000; ++i)
        many += model(("o/n" + QByteArray::number(i)).constData()) + ",\n";
    QCOMPARE(parsed(withModels(many.chopped(2))).models.size(), 10'000);
    QVERIFY(detail(withModels(many + model("o/m"))).contains("line 2: \"models\""_L1));
    QVERIFY(detail(QByteArray(16 * 1024 * 1024 + 1, ' ')).contains("16 MiB"_L1));
    QVERIFY(detail(QByteArray(100'000, '[')).contains("not JSON"_L1));
}

WEIGHTYARD_TEST(CatalogueRefusalsTest)

} // namespace catalogue_refusals_test

#include "catalogue_refusals_test.moc"
