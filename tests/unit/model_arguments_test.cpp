// What a command is about: typed models, families and sets against a catalogue.
#include "test_registry.h"

#include "app/cli/model_arguments.h"

#include <QTest>

namespace model_arguments_test {

using namespace weightyard;
using namespace weightyard::cli;
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
        throw std::runtime_error(parsed.error().detail.toStdString());
    return *parsed;
}

CommandLine parsed(const QString &words)
{
    const auto line = parseCommandLine(words.split(u' '));
    if (!line)
        throw std::runtime_error(line.error().detail.toStdString());
    return *line;
}

} // namespace

class ModelArgumentsTest : public QObject
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

void ModelArgumentsTest::chooses_data()
{
    QTest::addColumn<QString>("ids");
    const auto row = [](const char *line, const char *ids) {
        QTest::newRow(line) << QString::fromLatin1(ids);
    };
    row("get o/beta", "o/beta");
    row("get O/Beta", "o/beta");
    row("get beta", "o/beta");
    row("get 7b", "o/alpha-7b"); // named, so the set does not matter
    row("get beta alpha-1", "o/beta o/alpha-1b");
    row("get beta o/beta https://hub.example/o/beta/tree/v2", "o/beta");
    row("get x/y", "x/y");
    row("get o/alpha-1", "o/alpha-1"); // an id of its own, not a part of another
    row("get hf.co/x/y", "x/y");
    row("get https://git.example.org/team/own", "p/own");
    row("get https://git.example.org/other", "git.example.org/other");
    row("get --all", "o/alpha-1b o/beta p/own");
    row("get --all --extra", "o/alpha-1b o/alpha-7b o/beta o/gamma p/own");
    row("get --family a", "o/alpha-1b p/own");
    row("get --family A --extra", "o/alpha-1b o/alpha-7b p/own");
    row("get --family B --family A", "o/alpha-1b o/beta p/own");
    row("get --family G", "o/gamma");
    row("get --family Empty", "");
    row("get --family B --all", "o/alpha-1b o/beta p/own");
    row("get --all own x/y", "p/own x/y o/alpha-1b o/beta");
}

void ModelArgumentsTest::chooses()
{
    QFETCH(QString, ids);
    QString line = QString::fromLatin1(QTest::currentDataTag());
    const auto models = chooseModels(parsed(line), small(), kHub);
    QVERIFY2(models, models ? "" : qPrintable(models.error().detail));
    QStringList got;
    for (const ChosenModel &one : *models)
        got.append(one.entry.id);
    QCOMPARE(got.join(u' '), ids);
}

void ModelArgumentsTest::refuses_data()
{
    QTest::addColumn<base::ErrorKind>("kind");
    QTest::addColumn<QString>("says");
    QTest::newRow("get alpha") << base::ErrorKind::Usage << u"o/alpha-1b, o/alpha-7b"_s;
    QTest::newRow("get delta") << base::ErrorKind::NotFound << u"'delta'"_s;
    QTest::newRow("get beta delta") << base::ErrorKind::NotFound << u"'delta'"_s;
    QTest::newRow("get --family C") << base::ErrorKind::Usage << u"'C'; there are A, B, Empty, G"_s;
    QTest::newRow("get git@example.org:a/b") << base::ErrorKind::Usage << u"ssh"_s;
    QTest::newRow("get ../etc") << base::ErrorKind::Usage << u"../etc"_s;
}

void ModelArgumentsTest::refuses()
{
    QFETCH(QString, says);
    const auto models = chooseModels(parsed(QString::fromLatin1(QTest::currentDataTag())), small(), kHub);
    QVERIFY(!models);
    QTEST(models.error().kind, "kind");
    QVERIFY2(models.error().detail.contains(says), qPrintable(models.error().detail));
}

void ModelArgumentsTest::entryOfAnAddress()
{
    const auto models = chooseModels(parsed(u"get https://hub.example/x/y/tree/dev beta"_s), small(), kHub);
    QVERIFY(models);
    QCOMPARE(models->at(0).entry.name, u"y"_s);
    QCOMPARE(models->at(0).location.revision, u"dev"_s);
    QCOMPARE(models->at(0).location.url, QUrl(u"https://hub.example/x/y"_s));
    QCOMPARE(models->at(1).location.revision, u"v2"_s);
    // Another revision of a known model is another thing to get.
    const auto both = chooseModels(parsed(u"get https://hub.example/o/beta/tree/dev beta"_s), small(), kHub);
    QVERIFY(both);
    QCOMPARE(both->size(), 2);
    QCOMPARE(both->at(0).entry.name, u"Beta"_s);
    QCOMPARE(both->at(0).location.revision, u"dev"_s);
}

void ModelArgumentsTest::offers_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("list") << 3;
    QTest::newRow("list --extra") << 5;
    QTest::newRow("list --family A") << 2;
    QTest::newRow("list --family A --extra") << 3;
    QTest::newRow("list --family g") << 1;
    QTest::newRow("list --family Empty") << 0;
}

void ModelArgumentsTest::offers()
{
    const CommandLine line = parsed(QString::fromLatin1(QTest::currentDataTag()));
    QTEST(static_cast<int>(offeredModels(line, small()).size()), "number");
}

WEIGHTYARD_TEST(ModelArgumentsTest)

} // namespace model_arguments_test

#include "model_arguments_test.moc"
