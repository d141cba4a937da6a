// Which models a person means: typed text, families and sets against a catalogue.
#include "said.h"
#include "test_registry.h"

#include "catalog/catalogue_parser.h"
#include "session/model_choice.h"

#include <QTest>

namespace model_choice_test {

using namespace weightyard;
using namespace weightyard::session;
using namespace Qt::Literals::StringLiterals;

namespace {

const QUrl kHub(u"https://hub.example"_s);

catalog::Catalogue small()
{
    const auto parsed = catalog::parseCatalogue(R"({"version": 1, "families": ["A", "B", "Empty"], "models": [
{"id": "o/alpha-1b", "family": "A", "name": "Alpha 1B"},
{"id": "o/alpha-7b", "family": "A", "name": "Alpha 7B", "extra": true},
{"id": "o/beta", "family": "B", "name": "Beta", "revision": "v2"},
{"id": "o/gamma", "family": "G", "name": "Gamma", "extra": true},
{"id": "p/own", "family": "A", "name": "Own", "url": "https://git.example.org/team/own.git"}]})",
                                                u"c.json"_s);
    if (!parsed)
        throw std::runtime_error(test::said(parsed.error()).toStdString());
    return *parsed;
}

// "--family A --all --extra text ..."
ModelWish wishIn(const QString &words)
{
    ModelWish wish;
    const QStringList list = words.split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < list.size(); ++i) {
        if (list[i] == "--all"_L1)
            wish.all = true;
        else if (list[i] == "--extra"_L1)
            wish.extra = true;
        else if (list[i] == "--family"_L1)
            wish.families.append(list.value(++i));
        else
            wish.texts.append(list[i]);
    }
    return wish;
}

} // namespace

class ModelChoiceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void chooses_data();
    void chooses();
    void refuses_data();
    void refuses();
    void entryOfAnAddress();
    void offers_data();
    void offers();
};

void ModelChoiceTest::chooses_data()
{
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *line, const char *ids) {
        QTest::newRow(line) << QString::fromLatin1(ids);
    };
    row("o/beta", "o/beta");
    row("O/Beta", "o/beta");
    row("beta", "o/beta");
    row("7b", "o/alpha-7b"); // named, so the set does not matter
    row("beta alpha-1", "o/beta o/alpha-1b");
    row("beta o/beta https://hub.example/o/beta/tree/v2", "o/beta");
    row("x/y", "x/y");
    row("o/alpha-1", "o/alpha-1"); // an id of its own, not a part of another
    row("hf.co/x/y", "x/y");
    row("https://git.example.org/team/own", "p/own");
    row("https://git.example.org/other", "git.example.org/other");
    row("--all", "o/alpha-1b o/beta p/own");
    row("--all --extra", "o/alpha-1b o/alpha-7b o/beta o/gamma p/own");
    row("--family a", "o/alpha-1b p/own");
    row("--family A --extra", "o/alpha-1b o/alpha-7b p/own");
    row("--family B --family A", "o/alpha-1b o/beta p/own");
    row("--family G", "o/gamma");
    row("--family Empty", "");
    row("--family B --all", "o/alpha-1b o/beta p/own");
    row("--all own x/y", "p/own x/y o/alpha-1b o/beta");
}

void ModelChoiceTest::chooses()
{
    QFETCH(QString, ids);
    QString line = QString::fromLatin1(QTest::currentDataTag());
    const auto models = chooseModels(wishIn(line), small(), kHub);
    QVERIFY2(models, models ? "" : qPrintable(test::said(models.error())));
    QStringList got;
    for (const NamedModel &one : *models)
        got.append(one.entry.id);
    QCOMPARE(got.join(u' '), ids);
}

void ModelChoiceTest::refuses_data()
{
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("alpha") << base::ErrorKind::Usage << u"o/alpha-1b, o/alpha-7b"_s;
    QTest::newRow("delta") << base::ErrorKind::NotFound << u"'delta'"_s;
    QTest::newRow("beta delta") << base::ErrorKind::NotFound << u"'delta'"_s;
    QTest::newRow("--family C") << base::ErrorKind::Usage << u"'C'; there are A, B, Empty, G"_s;
    QTest::newRow("git@example.org:a/b") << base::ErrorKind::Usage << u"ssh"_s;
    QTest::newRow("../etc") << base::ErrorKind::Usage << u"../etc"_s;
}

void ModelChoiceTest::refuses()
{
    QFETCH(QString, says);
    const auto models = chooseModels(wishIn(QString::fromLatin1(QTest::currentDataTag())), small(), kHub);
    QVERIFY(!models);
    QTEST(models.error().kind, "kind");
    QVERIFY2(test::said(models.error()).contains(says), qPrintable(test::said(models.error())));
}

void ModelChoiceTest::entryOfAnAddress()
{
    const auto models = chooseModels(wishIn(u"https://hub.example/x/y/tree/dev beta"_s), small(), kHub);
    QVERIFY(models);
    QCOMPARE(models->at(0).entry.name, u"y"_s);
    QCOMPARE(models->at(0).location.revision, u"dev"_s);
    QCOMPARE(models->at(0).location.url, QUrl(u"https://hub.example/x/y"_s));
    QCOMPARE(models->at(1).location.revision, u"v2"_s);
    // The address of a model that the catalogue has means that model, at its revision.
    const auto known = modelNamed(u" https://hub.example/O/BETA "_s, small(), kHub);
    QVERIFY(known);
    QCOMPARE(known->entry.id, u"o/beta"_s);
    QCOMPARE(known->location.modelPath, u"o/beta"_s);
    QCOMPARE(known->location.revision, u"v2"_s);
    // Another revision of a known model is another thing to get.
    const auto both = chooseModels(wishIn(u"https://hub.example/o/beta/tree/dev beta"_s), small(), kHub);
    QVERIFY(both);
    QCOMPARE(both->size(), 2);
    QCOMPARE(both->at(0).entry.name, u"Beta"_s);
    QCOMPARE(both->at(0).location.revision, u"dev"_s);
}

void ModelChoiceTest::offers_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("") << 3;
    QTest::newRow("--extra") << 5;
    QTest::newRow("--family A") << 2;
    QTest::newRow("--family A --extra") << 3;
    QTest::newRow("--family g") << 1;
    QTest::newRow("--family Empty") << 0;
}

void ModelChoiceTest::offers()
{
    const ModelWish wish = wishIn(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(static_cast<int>(offeredModels(wish, small()).size()), "number");
}

WEIGHTYARD_TEST(ModelChoiceTest)

} // namespace model_choice_test

#include "model_choice_test.moc"
