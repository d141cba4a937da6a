// `adopt` and the stores of other programs: found, used as sources, and never moved or changed.
#include "adopt_scene.h"
#include "test_registry.h"

#include <QtTest>

namespace adopt_find_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = SmallModel::name();
const SnapshotOptions kEverything{.exclude = {}};

/// As huggingface_hub leaves it; the folder of the snapshot.
QString makeHubCache(SmallModel &model, const QString &cache, const QStringList &leftOut = {})
{
    const TempDir files;
    copyFiles(model, files.path(u"model"_s));
    const QString repo = cache + u"/models--owner--model"_s;
    const QString commit = QString::fromLatin1(model.repo.revision());
    const QString snapshot = repo + u"/snapshots/"_s + commit;
    const QStringList paths =
        TreeSnapshot::of(files.path(u"model"_s), {.exclude = {}, .folders = false}).paths();
    for (const QString &path : paths) {
        if (leftOut.contains(path))
            continue;
        const QByteArray bytes = readFile(files.path(u"model"_s) + u'/' + path);
        const QString etag =
            QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
        writeFile(repo + u"/blobs/"_s + etag, bytes);
        QDir().mkpath(QFileInfo(snapshot + u'/' + path).absolutePath());
        const QString up = u"../"_s.repeated(2 + static_cast<int>(path.count(u'/')));
        if (!QFile::link(up + u"blobs/"_s + etag, snapshot + u'/' + path))
            throw std::runtime_error("cannot link");
    }
    writeFile(repo + u"/refs/main"_s, commit.toLatin1());
    return snapshot;
}

} // namespace

class AdoptFindTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void lists();
    void adopts();
    void followsItsBranch_data();
    void followsItsBranch();
    void missingBlob();
    void partOfAModel();
    void moveIsRefused_data();
    void moveIsRefused();
    void removeForgets();
    void usage();
};

void AdoptFindTest::lists()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const CliResult none = cli.json({u"adopt"_s, u"--find"_s});
    QVERIFY2(none.exitCode() == 0, qPrintable(none.describe()));
    QCOMPARE(none.summary().value("found"_L1).toInt(-1), 0);
    makeHubCache(model, cli.home() + u"/.cache/huggingface/hub"_s);
    writeFile(cli.home() + u"/.lmstudio/models/owner/small/w.gguf"_s, "weights");
    const auto before = TreeSnapshot::of(cli.home(), kEverything).entries();
    model.hub.log().clear();
    const CliResult found = cli.json({u"adopt"_s, u"--find"_s});
    QVERIFY2(found.exitCode() == 0, qPrintable(found.describe()));
    QCOMPARE(found.summary().value("found"_L1).toInt(), 2);
    QCOMPARE(found.lastOf(kName).value("tool"_L1).toString(), u"hf-cache"_s);
    QCOMPARE(found.lastOf(kName).value("commit"_L1).toString().toLatin1(), model.repo.revision());
    QVERIFY(!found.lastOf(kName).value("here"_L1).toBool(true));
    QCOMPARE(found.lastOf(u"owner/small"_s).value("tool"_L1).toString(), u"lm-studio"_s);
    QCOMPARE(model.hub.log().count(Endpoint::Git), 0);
    QVERIFY(TreeSnapshot::of(cli.home(), kEverything).entries() == before);
    const CliResult words = cli.plain({u"adopt"_s, u"--find"_s});
    QVERIFY2(words.process.out.contains("LM Studio: owner/small"), qPrintable(words.describe()));
}

// Of the cache a model of the library is made, and no object is fetched; a folder of LM Studio is adopted where it is.
void AdoptFindTest::adopts()
{
    SmallModel model;
    RepoBuilder other;
    other.lfsTrack(u"*.gguf"_s).lfsFile(u"w.gguf"_s, "weights").commit("1");
    model.hub.addRepository(u"owner/small"_s, other);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString cache = cli.home() + u"/.cache/huggingface/hub"_s;
    makeHubCache(model, cache);
    const QString place = cli.home() + u"/.lmstudio/models/owner/small"_s;
    writeFile(place + u"/w.gguf"_s, "weights");
    const auto before = TreeSnapshot::of(cache, kEverything).entries();
    model.hub.log().clear();
    const CliResult done = cli.json({u"adopt"_s, u"--find"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(done.summary().value("adopted"_L1).toInt(), 2);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY2(model.differences(cli.folder(kName)).isEmpty(),
             qPrintable(model.differences(cli.folder(kName))));
    QVERIFY(TreeSnapshot::of(cache, kEverything).entries() == before);
    QCOMPARE(intoRecords(cli).size(), 1);
    QCOMPARE(readFile(place + u"/w.gguf"_s), QByteArray("weights"));
    const CliResult again = cli.json({u"adopt"_s, u"--find"_s, u"--yes"_s});
    QVERIFY2(again.exitCode() == 0 && again.lastOf(kName).value("here"_L1).toBool(),
             qPrintable(again.describe()));
}

void AdoptFindTest::followsItsBranch_data()
{
    QTest::addColumn<QString>("ref");
    QTest::addColumn<bool>("follows");
    QTest::newRow("main") << u"main"_s << true;
    QTest::newRow("another branch") << u"dev"_s << true;
    QTest::newRow("a tag") << u"v1"_s << false;
}

// The cache knows which branch the commit was on: what is newer there comes.
void AdoptFindTest::followsItsBranch()
{
    QFETCH(QString, ref);
    QFETCH(bool, follows);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString cache = cli.home() + u"/.cache/huggingface/hub"_s;
    if (ref == "v1"_L1)
        model.repo.tag(ref);
    if (ref == "dev"_L1)
        model.repo.branch(ref).checkout(ref);
    model.repo.publishTo(model.hub.repositoryPath(kName));
    makeHubCache(model, cache);
    const QString refs = cache + u"/models--"_s + QString(kName).replace(u'/', u"--"_s) + u"/refs/"_s;
    QVERIFY(QFile::remove(refs + u"main"_s));
    writeFile(refs + ref, model.repo.revision());
    const CliResult done = cli.json({u"adopt"_s, u"--find"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    const QByteArray first = model.repo.revision();
    model.repo.file(u"config.json"_s, "{\"newer\":1}\n").commit("newer");
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliResult checked = cli.json({u"update"_s, u"--check"_s});
    if (!follows) {
        QCOMPARE(checked.lastOf(kName).value("update"_L1).toString(), u"pinned"_s);
        return;
    }
    QVERIFY2(checked.lastOf(kName).value("newest"_L1).toString().toLatin1() == model.repo.revision(),
             qPrintable(checked.describe()));
    const CliResult updated = cli.json({u"update"_s});
    QVERIFY2(updated.exitCode() == 0, qPrintable(updated.describe()));
    QCOMPARE(readFile(cli.folder(kName) + u"/config.json"_s), QByteArray("{\"newer\":1}\n"));
    QVERIFY(model.repo.revision() != first);
}

void AdoptFindTest::partOfAModel()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    makeHubCache(model, cli.home() + u"/.cache/huggingface/hub"_s, {SmallModel::weights().at(1)});
    model.hub.log().clear();
    const CliResult done = cli.json({u"adopt"_s, u"--find"_s, u"--yes"_s});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(done.summary().value("adopted"_L1).toInt(-1), 0);
    QCOMPARE(model.hub.log().count(Endpoint::Storage), 0);
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
}

// What the cache itself knows to be missing is not offered.
void AdoptFindTest::missingBlob()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString cache = cli.home() + u"/.cache/huggingface/hub"_s;
    makeHubCache(model, cache);
    const QString snapshot = cache + u"/models--owner--model/snapshots/"_s
                             + QString::fromLatin1(model.repo.revision()) + u'/'
                             + SmallModel::weights().at(0);
    QVERIFY(QFile::remove(QFileInfo(snapshot).canonicalFilePath()));
    const CliResult found = cli.json({u"adopt"_s, u"--find"_s});
    QVERIFY2(!found.lastOf(kName).value("can_adopt"_L1).toBool(true), qPrintable(found.describe()));
    QCOMPARE(listIn(found.lastOf(kName), "missing"), QStringList{SmallModel::weights().at(0)});
    const CliResult words = cli.plain({u"adopt"_s, u"--find"_s, u"--yes"_s});
    QVERIFY2(words.exitCode() == 0 && words.process.out.contains("incomplete there"),
             qPrintable(words.describe()));
    QVERIFY(!QFileInfo::exists(cli.folder(kName)));
    const CliResult dry = cli.plain({u"adopt"_s, u"--find"_s, u"--yes"_s, u"--dry-run"_s});
    QVERIFY2(!dry.process.out.contains("With --yes"), qPrintable(dry.describe()));
}

void AdoptFindTest::moveIsRefused_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<int>("inPlace"); // its exit code
    QTest::newRow("LM Studio") << u".lmstudio/models/owner/model"_s << 0;
    QTest::newRow("LM Studio, older") << u".cache/lm-studio/models/owner/model"_s << 0;
    QTest::newRow("the Hugging Face cache")
        << u".cache/huggingface/hub/models--owner--model/snapshots/x"_s << 10;
    QTest::newRow("Ollama") << u".ollama/models/owner/model"_s << 10;
}

void AdoptFindTest::moveIsRefused()
{
    QFETCH(QString, folder);
    QFETCH(int, inPlace);
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString place = cli.home() + u'/' + folder;
    if (folder.contains("ollama"_L1)) {
        QDir().mkpath(cli.home() + u"/.ollama/models/blobs"_s);
        QDir().mkpath(cli.home() + u"/.ollama/models/manifests"_s);
    }
    copyFiles(model, place);
    const CliResult refused = cli.json({u"adopt"_s, place, u"--repo"_s, kName, u"--move"_s});
    QVERIFY2(refused.exitCode() == 10 && refused.describe().contains("StoreOfOtherTool"_L1),
             qPrintable(refused.describe()));
    QVERIFY(QFileInfo::exists(place));
    const CliResult adopted = cli.json({u"adopt"_s, place, u"--repo"_s, kName});
    QVERIFY2(adopted.exitCode() == inPlace, qPrintable(adopted.describe()));
}

/// What was adopted in LM Studio's store is forgotten; its files are LM Studio's.
void AdoptFindTest::removeForgets()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString folder = cli.home() + u"/.lmstudio/models/owner/model"_s;
    copyFiles(model, folder);
    const TreeSnapshot before = TreeSnapshot::of(cli.home() + u"/.lmstudio"_s, kEverything);
    QCOMPARE(cli.json({u"adopt"_s, u"--find"_s, u"--yes"_s}).exitCode(), 0);
    const auto isKnown = [&] {
        return cli.json({u"update"_s, u"--check"_s}).summary().value("models"_L1).toInt(-1);
    };
    for (const QStringList &more : {QStringList(), QStringList{u"--trash"_s}}) {
        if (!more.isEmpty())
            QCOMPARE(cli.json({u"adopt"_s, folder}).exitCode(), 0);
        QCOMPARE(isKnown(), 1);
        const CliResult dry = cli.plain(QStringList{u"remove"_s, kName, u"--dry-run"_s} + more);
        QVERIFY2(dry.exitCode() == 0 && dry.process.out.contains("LM Studio"), qPrintable(dry.describe()));
        const CliResult removed = cli.json(QStringList{u"remove"_s, kName, u"--yes"_s} + more);
        QVERIFY2(removed.exitCode() == 0, qPrintable(removed.describe()));
        QCOMPARE(removed.lines.value(0).value("store_of"_L1).toString(), u"LM Studio"_s);
        QCOMPARE(removed.lines.value(0).value("frees"_L1).toInt(-1), 0);
        QVERIFY(before == TreeSnapshot::of(cli.home() + u"/.lmstudio"_s, kEverything));
        QCOMPARE(isKnown(), 0);
    }
}

void AdoptFindTest::usage()
{
    const LocalHub hub;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    QCOMPARE(cli.json({u"adopt"_s, u"--find"_s, u"x"_s}).exitCode(), 2);
    QCOMPARE(cli.json({u"adopt"_s, u"--find"_s, u"--move"_s}).exitCode(), 2);
}

WEIGHTYARD_TEST(AdoptFindTest)

} // namespace adopt_find_test

#include "adopt_find_test.moc"
