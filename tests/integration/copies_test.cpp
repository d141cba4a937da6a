// One model in several folders: each is named by its folder, from where one is, and a name means the one in the library. With all verbs.
#include "adopt_scene.h"
#include "script_scene.h"
#include "small_model.h"
#include "test_registry.h"

#include <QtTest>

namespace copies_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();

QString textOf(const QByteArray &text)
{
    return QString::fromUtf8(text).simplified();
}

/// The model in the library and in "byhand/third", from where the commands run.
struct Copies {
    Copies() : cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl())
    {
        for (const QStringList &arguments :
             {QStringList{u"get"_s, kName}, QStringList{u"get"_s, kName, u"--into"_s, third()}}) {
            const CliResult got = cli.json(arguments);
            if (got.exitCode() != 0)
                throw std::runtime_error(got.describe().toStdString());
        }
    }
    QString third() const { return cli.home() + u"/byhand/third"_s; }

    SmallModel model;
    CliRun cli;
};

} // namespace

class CopiesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachHasItsFolder();
    void foldersFromHere_data();
    void foldersFromHere();
    void aPathGoesBeforeAFolder();
    void namesMeanTheLibrary_data();
    void namesMeanTheLibrary();
    void clonesOfScripts();
    void adoptSeesScripts();
};

void CopiesTest::eachHasItsFolder()
{
    Copies copies;
    const CliRun &cli = copies.cli;
    const QString mirror = cli.home() + u"/mirror"_s;
    for (const QStringList &arguments :
         {QStringList{u"verify"_s}, QStringList{u"update"_s, u"--check"_s},
          QStringList{u"mirror"_s, u"--all"_s, u"--to"_s, mirror}, QStringList{u"clean"_s, kName}}) {
        const QString text = textOf(cli.plain(arguments).process.out);
        for (const QString &folder : {cli.folder(kName), copies.third()})
            QVERIFY2(text.contains(folder), qPrintable(arguments.join(u' ') + u": "_s + text));
    }
    // Of one that is here once the name is enough.
    QVERIFY(QDir(copies.third()).removeRecursively());
    const QString text = textOf(cli.plain({u"verify"_s}).process.out);
    QVERIFY2(text.startsWith(kName + u": good"_s), qPrintable(text));
}

void CopiesTest::foldersFromHere_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("verify") << QStringList{u"verify"_s};
    QTest::newRow("verify --repair") << QStringList{u"verify"_s, u"--repair"_s};
    QTest::newRow("update") << QStringList{u"update"_s, u"--check"_s};
    QTest::newRow("share") << QStringList{u"share"_s, u"--with"_s, u"hf-cache"_s, u"--dry-run"_s};
    QTest::newRow("mirror") << QStringList{u"mirror"_s, u"--to"_s, u"mirror"_s, u"--dry-run"_s};
    QTest::newRow("remove") << QStringList{u"remove"_s, u"--dry-run"_s};
    QTest::newRow("clean") << QStringList{u"clean"_s};
}

void CopiesTest::foldersFromHere()
{
    QFETCH(QStringList, arguments);
    Copies copies;
    const QString third = QFileInfo(copies.third()).canonicalFilePath();
    for (const QString &word : {u"byhand/third"_s, u"./byhand/third/"_s, third}) {
        const CliResult result = copies.cli.json(QStringList(arguments) << word);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        int lines = 0;
        for (const QJsonObject &line : result.lines) {
            const QString folder = line.value("folder"_L1).toString();
            const bool isOfModel = line.contains("model"_L1) && arguments.first() != "share"_L1;
            lines += line.contains("model"_L1) ? 1 : 0;
            if (isOfModel && line.value("what"_L1).toString() != "previous"_L1)
                QVERIFY2(folder == copies.third() || QFileInfo(folder).canonicalFilePath() == third,
                         qPrintable(result.describe()));
        }
        QVERIFY2(lines > 0, qPrintable(result.describe()));
    }
    QVERIFY(copies.cli.json(QStringList(arguments) << u"byhand/other"_s).exitCode() != 0);
}

// A folder of another model that is called like this one.
void CopiesTest::aPathGoesBeforeAFolder()
{
    Copies copies;
    const QString like = copies.cli.home() + u'/' + kName;
    QVERIFY(QDir().mkpath(QFileInfo(like).absolutePath()));
    QVERIFY(QFile::link(copies.third(), like));
    const CliResult result = copies.cli.json({u"remove"_s, u"--dry-run"_s, kName});
    QCOMPARE(result.lastOf(kName).value("folder"_L1).toString(), copies.cli.folder(kName));
}

void CopiesTest::namesMeanTheLibrary_data()
{
    QTest::addColumn<QString>("word");
    QTest::newRow("its id") << kName;
    QTest::newRow("its id in capitals") << kName.toUpper();
    QTest::newRow("a part") << kName.section(u'/', 1).left(4);
    QTest::newRow("a link") << u"weightyard://hub/"_s + kName;
}

void CopiesTest::namesMeanTheLibrary()
{
    QFETCH(QString, word);
    Copies copies;
    for (const QStringList &arguments :
         {QStringList{u"update"_s, u"--check"_s}, QStringList{u"remove"_s, u"--dry-run"_s}}) {
        const CliResult result = copies.cli.json(QStringList(arguments) << word);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        QCOMPARE(result.lastOf(kName).value("folder"_L1).toString(), copies.cli.folder(kName));
        // The other one is not passed over in silence.
        const QString told = textOf(copies.cli.plain(QStringList(arguments) << word).process.err);
        QVERIFY2(told.contains("in the library is meant"_L1) && told.contains(copies.third()),
                 qPrintable(told));
        QVERIFY(copies.cli.plain(QStringList(arguments) << word << u"--quiet"_s).process.err.isEmpty());
    }
    const CliResult both = copies.cli.plain({u"update"_s, u"--check"_s, word, u"byhand/third"_s});
    QVERIFY2(both.process.err.isEmpty(), qPrintable(both.describe()));
}

// They are what `status` lists as "Here, not verified".
void CopiesTest::clonesOfScripts()
{
    ScriptScene scene;
    scene.addModel(u"phi"_s);
    scene.directScript(u"B/download.sh"_s, u"phi"_s, "Resources/phi");
    QVERIFY(scene.run(u"B/download.sh"_s).ok());
    QCOMPARE(scene.cli.json({u"import-scripts"_s, scene.root()}).exitCode(), 0);
    const QString folder = scene.in(u"B/Resources/phi"_s);
    for (const QStringList &words : {QStringList(), QStringList{folder}, QStringList{u"owner/phi"_s}}) {
        const CliResult result = scene.cli.json(QStringList{u"verify"_s} + words);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
        const QJsonObject line = result.lastOf(u"owner/phi"_s);
        QCOMPARE(line.value("folder"_L1).toString(), folder);
        QCOMPARE(line.value("by"_L1).toString(), u"git"_s);
        QVERIFY(line.value("good"_L1).toBool());
    }
    const QString weight = folder + u"/model-00001-of-00002.safetensors"_s;
    flipBit(weight);
    const CliResult damaged = scene.cli.plain({u"verify"_s, folder});
    QVERIFY2(damaged.exitCode() == 7, qPrintable(damaged.describe()));
    QVERIFY2(damaged.process.out.contains("--repair " + folder.toUtf8()), qPrintable(damaged.describe()));
    QCOMPARE(scene.cli.json({u"verify"_s, folder, u"--repair"_s}).exitCode(), 0);
    QCOMPARE(readFile(weight), scene.weight(u"phi"_s, 1));
}

void CopiesTest::adoptSeesScripts()
{
    ScriptScene scene;
    scene.addModel(u"phi"_s);
    scene.directScript(u"B/download.sh"_s, u"phi"_s, "Resources/phi");
    const CliResult result = scene.cli.plain({u"adopt"_s, scene.root()});
    QVERIFY2(result.exitCode() != 0, qPrintable(result.describe()));
    QVERIFY2(result.process.out.contains("weightyard-cli import-scripts " + scene.root().toUtf8()),
             qPrintable(result.describe()));
}

WEIGHTYARD_TEST(CopiesTest)

} // namespace copies_test

#include "copies_test.moc"
