#include "publish_fixture.h"
#include "test_registry.h"

#include <QTest>

namespace publish_moves_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::platform;
using namespace weightyard::store;
using base::ErrorKind;
using test::BreakingSource;
using test::kindOf;
using test::namesIn;
using test::PublishFixture;
using test::valueOf;
using Publish = DownloadLayout::Publish;

class PublishMovesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void existingFilesTable_data();
    void existingFilesTable();
    void existingSameFilesStay();
    void foreignFilesStay();
    void fileAppearsBetweenTheMoves();
    void linkedFolderIsNotFollowed();
    void listGoesWithItsMoves();
    void moveOrder();
    void historyAfterInterruptedMove();
    void newerPlanStays();
    void editedPlanLeadsNowhereElse();
    void editedMovesAreRefused_data();
    void editedMovesAreRefused();
};

void PublishMovesTest::existingFilesTable_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("conflict");
    const QByteArray weights = test::patternBytes(100'000, 1);
    const QString weightsPath = u"model-00001-of-00002.safetensors"_s;
    QTest::newRow("same plain file") << u"README.md"_s << QByteArray("# A model\n") << false;
    QTest::newRow("other plain file") << u"README.md"_s << QByteArray("# A nodel\n") << true;
    QTest::newRow("same object") << weightsPath << weights << false;
    QTest::newRow("object of the same size") << weightsPath << test::patternBytes(100'000, 9) << true;
    QTest::newRow("object cut short") << weightsPath << weights.chopped(1) << true;
    QTest::newRow("file where a folder must be") << u"scripts"_s << QByteArray("x") << true;
    QTest::newRow("file where a link must be") << u"latest"_s << QByteArray("other") << true;
    QTest::newRow("folder where a file must be") << u"README.md/x"_s << QByteArray("x") << true;
    QTest::newRow("file in the submodule") << u"submodule/x"_s << QByteArray("x") << false;
    QTest::newRow("file where the submodule goes") << u"submodule"_s << QByteArray("x") << true;
    QTest::newRow("a history") << u".git/HEAD"_s << QByteArray("x") << true;
    QTest::newRow("foreign file") << u"scripts/mine"_s << QByteArray("x") << false;
}

void PublishMovesTest::existingFilesTable()
{
    QFETCH(QString, path);
    QFETCH(QByteArray, content);
    QFETCH(bool, conflict);
    PublishFixture f;
    test::writeFile(f.target + u'/' + path, content);
    const auto found = existingFiles(f.into(), f.model.files(), true, f.model, {});
    if (conflict) {
        QCOMPARE(kindOf(found), ErrorKind::Conflict);
        const QString named = found.error().context.path;
        QVERIFY2(!named.isEmpty() && (f.target + u'/' + path).startsWith(named), qPrintable(named));
        return;
    }
    const bool ofTheModel = !f.model.bytesOf(path).isEmpty();
    const QString expected = path.startsWith("submodule"_L1) ? u"submodule"_s : path;
    QCOMPARE(valueOf(found), ofTheModel || expected != path ? QSet<QString>{expected} : QSet<QString>());
}

void PublishMovesTest::existingSameFilesStay()
{
    PublishFixture f;
    const QString weights = u"/model-00002-of-00002.safetensors"_s;
    test::writeFile(f.target + weights, test::patternBytes(150'000, 2));
    test::writeFile(f.target + u"/scripts/run.sh"_s, "#!/bin/sh\n"); // without its executable bit
    valueOf(makeLink(f.target + u"/latest"_s, "config.json"));
    const quint64 id = stateOf(f.target + weights)->fileId;
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(run.receivedBytes, 255'000); // its second path needs it
    QCOMPARE(stateOf(f.target + weights)->fileId, id);
    f.verifyComplete(f.target, true);
}

void PublishMovesTest::foreignFilesStay()
{
    PublishFixture f;
    const QStringList foreign{u"mine.txt"_s, u"scripts/mine.sh"_s, u"again/deep/mine.bin"_s, u".gitignore"_s};
    for (const QString &path : foreign)
        test::writeFile(f.target + u'/' + path, path.toUtf8());
    valueOf(test::runStore(f.into(), f.model, false));
    f.verifyComplete(f.target, false);
    for (const QString &path : foreign)
        QCOMPARE(test::readFile(f.target + u'/' + path), path.toUtf8());
    QVERIFY(!namesIn(f.target).contains(u".weightyard"_s));
}

// Nothing is replaced; the user takes the file away, and the next run goes on with the list of moves.
void PublishMovesTest::fileAppearsBetweenTheMoves()
{
    PublishFixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const DownloadLayout place = f.into();
    const PublishRequest request = f.request(place, false);
    test::writeFile(f.target + u"/config.json"_s, "somebody's");
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Conflict);
    QCOMPARE(published.error().context.path, f.target + u"/config.json"_s);
    QCOMPARE(kindOf(Publisher(f.into()).recover()), ErrorKind::Conflict);
    QCOMPARE(test::readFile(f.target + u"/config.json"_s), "somebody's");
    QVERIFY(!QFileInfo::exists(place.recordFile));
    QVERIFY(QFile::remove(f.target + u"/config.json"_s));
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, false));
    QVERIFY(run.recovered);
    f.verifyComplete(f.target, false);
    QCOMPARE(valueOf(readRecord(place.recordFile)), std::optional(f.model.record(place, false)));
}

void PublishMovesTest::linkedFolderIsNotFollowed()
{
    PublishFixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const DownloadLayout place = f.into();
    const PublishRequest request = f.request(place, false);
    valueOf(makeFolder(f.root + u"/elsewhere"_s));
    valueOf(makeLink(f.target + u"/scripts"_s, "../elsewhere"));
    QCOMPARE(kindOf(existingFiles(place, f.model.files(), false, f.model, {})), ErrorKind::Conflict);
    // And when it appears only afterwards.
    QCOMPARE(kindOf(Publisher(place).publish(request, f.model, {})), ErrorKind::Conflict);
    QVERIFY(namesIn(f.root + u"/elsewhere"_s).isEmpty());
}

// A list that stayed would be carried out again by a later run, over a newer record.
void PublishMovesTest::listGoesWithItsMoves()
{
    for (const bool history : {false, true}) {
        PublishFixture f;
        test::writeFile(f.target + u"/mine"_s, "mine");
        const DownloadLayout place = f.into();
        valueOf(Publisher(place).publish(f.request(place, history), f.model, {}));
        QVERIFY(!QFileInfo::exists(place.stagingDir + u"/moves.json"_s));
        QCOMPARE(valueOf(Publisher(place).recover()), false);
        QCOMPARE(valueOf(readRecord(place.recordFile)), std::optional(f.model.record(place, history)));
    }
}

// What is in the folder when the n-th move was refused is exactly what comes before it in order.
void PublishMovesTest::moveOrder()
{
    const QStringList order{u"model-00002-of-00002.safetensors"_s,
                            u"again/weights.bin"_s,
                            u"model-00001-of-00002.safetensors"_s,
                            u"scripts/tool.bin"_s,
                            u"README.md"_s,
                            u"scripts/run.sh"_s,
                            u"config.json"_s,
                            u"model.safetensors.index.json"_s};
    for (qsizetype at = 0; at < order.size(); ++at) {
        PublishFixture f;
        test::writeFile(f.target + u"/mine"_s, "mine");
        const DownloadLayout place = f.into();
        const PublishRequest request = f.request(place, false);
        test::writeFile(f.target + u'/' + order[at], "in the way");
        QCOMPARE(kindOf(Publisher(place).publish(request, f.model, {})), ErrorKind::Conflict);
        for (qsizetype i = 0; i < order.size(); ++i)
            QCOMPARE(QFileInfo::exists(f.target + u'/' + order[i]), i <= at);
    }
}

// The index can only be written by a run that has the repository: the files are moved to the end at the next start, and
// that run finds them all there, fetches no object and adds the history.
void PublishMovesTest::historyAfterInterruptedMove()
{
    PublishFixture f;
    test::writeFile(f.target + u"/mine"_s, "mine");
    const DownloadLayout place = f.into();
    const PublishRequest request = f.request(place, true);
    BreakingSource source(f.model, u".git"_s,
                          [] { return base::fail(ErrorKind::DiskFull, {}, u"no room"_s); });
    QCOMPARE(kindOf(Publisher(place).publish(request, source, {})), ErrorKind::DiskFull);
    QVERIFY(!QFileInfo::exists(place.recordFile));
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QVERIFY(!run.recovered);
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(f.target, true);
    QVERIFY(QFileInfo::exists(place.recordFile));
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
}

void PublishMovesTest::newerPlanStays()
{
    PublishFixture f;
    const DownloadLayout place = f.library();
    valueOf(prepare(place));
    for (const QString &name : {u"/plan.json"_s, u"/moves.json"_s}) {
        test::writeFile(place.stagingDir + name, R"({"version": 2})");
        test::writeFile(place.stagingDir + u"/tree/x"_s, "x");
        QCOMPARE(kindOf(Publisher(place).recover()), ErrorKind::Prerequisite);
        QVERIFY(QFileInfo::exists(place.stagingDir + u"/tree/x"_s));
        QVERIFY(QFile::remove(place.stagingDir + name));
    }
    QCOMPARE(valueOf(Publisher(place).recover()), false);
    QVERIFY(namesIn(place.stagingDir).isEmpty());
}

void PublishMovesTest::editedPlanLeadsNowhereElse()
{
    PublishFixture f;
    const DownloadLayout place = f.library();
    valueOf(prepare(place));
    const QString victim = f.root + u"/victim"_s;
    test::writeFile(victim, "theirs");
    valueOf(makeFolder(place.stagingDir + u"/tree"_s));
    const QString there = QDir(place.stagingDir + u"/tree"_s).relativeFilePath(victim);
    const QByteArray oid(64, 'a');
    test::writeFile(place.stagingDir + u"/plan.json"_s, R"({"version": 1, "objects": [{"oid": ")" + oid
                                                            + R"(", "path": ")" + there.toUtf8() + R"("}]})");
    QCOMPARE(valueOf(Publisher(place).recover()), false);
    QCOMPARE(test::readFile(victim), QByteArray("theirs"));
    QVERIFY(QDir(place.partialsDir).entryList({u"*.object"_s}).isEmpty());
}

void PublishMovesTest::editedMovesAreRefused_data()
{
    QTest::addColumn<QByteArray>("list");
    QTest::newRow("a path above") << QByteArray(R"("paths": ["../../victim"], "early": 1, "folders": [])");
    QTest::newRow("an absolute path") << QByteArray(R"("paths": ["/victim"], "early": 1, "folders": [])");
    QTest::newRow("a folder above") << QByteArray(R"("paths": [], "early": 0, "folders": ["../new"])");
    QTest::newRow("more early ones than there are")
        << QByteArray(R"("paths": ["a"], "early": 2, "folders": [])");
    QTest::newRow("fewer than none") << QByteArray(R"("paths": ["a"], "early": -1, "folders": [])");
    QTest::newRow("a history above") << QByteArray(
        R"("paths": [], "early": 0, "folders": [], "gitDir": "../../git")");
}

void PublishMovesTest::editedMovesAreRefused()
{
    QFETCH(QByteArray, list);
    PublishFixture f;
    const DownloadLayout place = f.library();
    valueOf(prepare(place));
    test::writeFile(place.stagingDir + u"/moves.json"_s, R"({"version": 1, "record": )"
                                                             + recordToJson(f.model.record(place, false))
                                                             + ", " + list + '}');
    const auto recovered = Publisher(place).recover();
    QCOMPARE(kindOf(recovered), ErrorKind::Protocol);
    QCOMPARE(recovered.error().context.path, place.stagingDir + u"/moves.json"_s);
    QVERIFY(!QFileInfo::exists(place.target));
}

WEIGHTYARD_TEST(PublishMovesTest)

} // namespace publish_moves_test

#include "publish_moves_test.moc"

#include "platform/file_names.h"
#include "store/existing_files.h"
