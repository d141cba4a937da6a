// What is on disk, for what it is: our models, clones by the real git, weights from elsewhere, and what is none of these.
#include "small_model.h"
#include "test_registry.h"

#include "git/runtime.h"
#include "library/library_scan.h"
#include "store/record.h"
#include "support/store_results.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtTest>
#include <limits>
#include <thread>

namespace library_scan_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::library;
using namespace weightyard::test;
using base::ErrorKind;

namespace {

const QString kName = SmallModel::name();
const QByteArray kPointer =
    "version https://git-lfs.github.com/spec/v1\noid sha256:" + QByteArray(64, 'a') + "\nsize 1000\n";

ModelOnDisk scanned(const QString &library, const QString &modelPath = kName)
{
    return valueOf(scanLibrary(library, {modelPath}, base::CancelToken())).models.value(modelPath);
}

} // namespace

class LibraryScanTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingYet();
    void ours();
    void oursWithHistory();
    void cloneByGit_data();
    void cloneByGit();
    void cloneOfAnotherRepository();
    void weights_data();
    void weights();
    void everyFolderIsFound();
    void linkedFolders();
    void hostileRecords();
    void unfinishedDownload();
    void cancelled();
    void cancelledInADeepFolder();

private:
    git::Runtime m_git{base::Environment()};
};

void LibraryScanTest::nothingYet()
{
    const TempDir dir;
    QCOMPARE(scanned(dir.path(u"none"_s)).state, OnDisk::Absent);
    QCOMPARE(scanned(dir.path()).state, OnDisk::Absent);
    dir.makeFolder(kName);
    const LibraryContents contents = valueOf(scanLibrary(dir.path(), {kName}, base::CancelToken()));
    QCOMPARE(contents.models.keys(), QStringList{kName});
    QCOMPARE(contents.models.value(kName).state, OnDisk::Absent);
    const QString file = dir.writeFile(u"file"_s, "");
    QCOMPARE(kindOf(scanLibrary(file, {}, base::CancelToken())), ErrorKind::Conflict);
}

void LibraryScanTest::ours()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, u"--remove-git"_s, kName}).exitCode(), 0);
    const LibraryContents contents = valueOf(scanLibrary(cli.library(), {}, base::CancelToken()));
    QCOMPARE(contents.models.keys(), QStringList{kName});
    const ModelOnDisk found = contents.models.value(kName);
    QCOMPARE(found.state, OnDisk::Here);
    QVERIFY(found.ours);
    QCOMPARE(found.folder, cli.folder(kName));
    QCOMPARE(found.commit, QString::fromLatin1(model.repo.revision()));
    QCOMPARE(found.url, model.url().toString());
    QVERIFY(found.bytes > 800'000);
    QCOMPARE(found.historyBytes, 0);
    QCOMPARE(found.partialBytes, 0);
    QVERIFY(contents.unreadable.isEmpty());
}

void LibraryScanTest::oursWithHistory()
{
    SmallModel model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    const ModelOnDisk found = scanned(cli.library());
    QCOMPARE(found.state, OnDisk::Here);
    QVERIFY(found.historyBytes > 1000);
    writeFile(cli.folder(kName) + u"/README.md"_s, "my own notes, longer than before"); // theirs to change
    writeFile(cli.folder(kName) + u"/notes.txt"_s, "more");
    QCOMPARE(scanned(cli.library()).state, OnDisk::Here);
}

void LibraryScanTest::cloneByGit_data()
{
    QTest::addColumn<bool>("lfs");
    QTest::addColumn<QString>("remove");
    QTest::addColumn<OnDisk>("state");
    QTest::newRow("with its weights") << true << QString() << OnDisk::HereUnverified;
    QTest::newRow("pointers") << false << QString() << OnDisk::Incomplete;
    QTest::newRow("one weight is gone") << true << SmallModel::weights().at(0) << OnDisk::Incomplete;
}

void LibraryScanTest::cloneByGit()
{
    QFETCH(bool, lfs);
    QFETCH(QString, remove);
    QFETCH(OnDisk, state);
    SmallModel model;
    const TempDir dir;
    const QString folder = dir.path(kName);
    dir.makeFolder(u"owner"_s);
    const ProcessResult cloned =
        realClone(model.url().toString(), folder, {.arguments = {u"--depth"_s, u"1"_s}, .lfs = lfs});
    QVERIFY2(cloned.ok(), qPrintable(cloned.describe()));
    if (!remove.isEmpty())
        QVERIFY(QFile::remove(folder + u'/' + remove));
    const ModelOnDisk found = scanned(dir.path());
    QVERIFY2(found.state == state, qPrintable(found.problems.join(u' ')));
    QCOMPARE(found.commit, QString::fromLatin1(model.repo.revision()));
    QCOMPARE(found.url, model.url().toString());
    QVERIFY(found.historyBytes > 0);
    QVERIFY(!found.ours);
    if (!lfs)
        QCOMPARE(found.problems, SmallModel::weights());
}

void LibraryScanTest::cloneOfAnotherRepository()
{
    SmallModel model;
    const TempDir dir;
    dir.makeFolder(u"other"_s);
    QVERIFY(realClone(model.url().toString(), dir.path(u"other/thing"_s)).ok());
    QCOMPARE(scanned(dir.path(), u"other/thing"_s).state, OnDisk::NotRecognised);
}

void LibraryScanTest::weights_data()
{
    using Files = QHash<QString, QByteArray>;
    QTest::addColumn<Files>("files");
    QTest::addColumn<OnDisk>("state");
    QTest::addColumn<QStringList>("problems");
    const QByteArray index = R"({"weight_map":{"a":"model-00001-of-00002.safetensors",
        "b":"model-00002-of-00002.safetensors","c":"model-00001-of-00002.safetensors"}})";
    const QString one = u"model-00001-of-00002.safetensors"_s;
    const QString two = u"model-00002-of-00002.safetensors"_s;
    const QString indexName = u"model.safetensors.index.json"_s;
    const QStringList none;
    const auto here = OnDisk::HereUnverified;
    const auto half = OnDisk::Incomplete;
    QTest::newRow("one file") << Files{{u"model.safetensors"_s, "w"}, {u"config.json"_s, "{}"}} << here
                              << none;
    QTest::newRow("shards") << Files{{one, "w"}, {two, "w"}, {indexName, index}} << here << none;
    QTest::newRow("MLX weights") << Files{{u"weights.00.safetensors"_s, "w"}} << here << none;
    QTest::newRow("npz") << Files{{u"weights.npz"_s, "w"}} << here << none;
    QTest::newRow("gguf") << Files{{u"model-q4.gguf"_s, "w"}} << here << none;
    QTest::newRow("in a folder below") << Files{{u"unet/model.safetensors"_s, "w"}} << here << none;
    QTest::newRow("a shard is missing") << Files{{one, "w"}, {indexName, index}} << half << QStringList{two};
    QTest::newRow("no shard at all") << Files{{indexName, index}} << half << QStringList{one, two};
    QTest::newRow("a shard is missing, no index")
        << Files{{u"q-00002-of-00002.gguf"_s, "w"}} << half << QStringList{u"q-00001-of-00002.gguf"_s};
    QTest::newRow("a shard is empty")
        << Files{{one, ""}, {two, "w"}, {indexName, index}} << half << QStringList{one};
    QTest::newRow("a pointer") << Files{{u"model.safetensors"_s, kPointer}} << half
                               << QStringList{u"model.safetensors"_s};
    QTest::newRow("aria2 at work") << Files{{u"m.gguf"_s, "w"}, {u"m.gguf.aria2"_s, "x"}} << half
                                   << QStringList{u"m.gguf.aria2"_s};
    QTest::newRow("huggingface_hub at work")
        << Files{{u".cache/huggingface/download/x.incomplete"_s, "x"}} << half
        << QStringList{u".cache/huggingface/download/x.incomplete"_s};
    QTest::newRow("something else") << Files{{u"notes.txt"_s, "mine"}} << OnDisk::NotRecognised << none;
    QTest::newRow("a damaged index") << Files{{u"model.safetensors"_s, "w"}, {indexName, "{ half"}} << here
                                     << none;
    QTest::newRow("git without anything")
        << Files{{u".git/config"_s, "[remote \"origin\"]\n"}} << OnDisk::NotRecognised << none;
}

void LibraryScanTest::weights()
{
    using Files = QHash<QString, QByteArray>;
    QFETCH(Files, files);
    QFETCH(OnDisk, state);
    QFETCH(QStringList, problems);
    const TempDir dir;
    for (auto file = files.cbegin(); file != files.cend(); ++file)
        dir.writeFile(kName + u'/' + file.key(), file.value());
    const ModelOnDisk found = scanned(dir.path());
    QCOMPARE(found.state, state);
    QCOMPARE(found.problems, problems);
    QVERIFY(!found.ours);
}

void LibraryScanTest::everyFolderIsFound()
{
    const TempDir dir;
    dir.writeFile(u"owner/a/model.safetensors"_s, "w");
    dir.writeFile(u"datasets/owner/b/data.gguf"_s, "w");
    dir.writeFile(u"git.example.org/group/sub/c/x.npz"_s, "w");
    dir.writeFile(u"photos/me.jpg"_s, "p");
    dir.writeFile(u"owner/a/below/more.safetensors"_s, "w"); // part of a
    dir.writeFile(u".hidden/d/model.safetensors"_s, "w");
    dir.makeFolder(u"empty/folder"_s);
    const LibraryContents contents = valueOf(scanLibrary(dir.path(), {kName}, base::CancelToken()));
    QStringList names = contents.models.keys();
    names.sort();
    QCOMPARE(names, (QStringList{u"datasets/owner/b"_s, u"git.example.org/group/sub/c"_s, u"owner/a"_s, kName,
                                 u"photos"_s}));
    QCOMPARE(contents.models.value(u"photos"_s).state, OnDisk::NotRecognised);
    QCOMPARE(contents.models.value(u"owner/a"_s).bytes, 2);
}

void LibraryScanTest::linkedFolders()
{
    const TempDir dir;
    dir.writeFile(u"elsewhere/model/model.safetensors"_s, "w");
    dir.makeFolder(u"library/owner"_s);
    QVERIFY(QFile::link(dir.path(u"elsewhere/model"_s), dir.path(u"library/owner/model"_s)));
    QVERIFY(QFile::link(dir.path(u"library"_s), dir.path(u"library/owner/loop"_s)));
    const LibraryContents contents = valueOf(scanLibrary(dir.path(u"library"_s), {}, base::CancelToken()));
    QCOMPARE(contents.models.keys(), QStringList{kName});
    QCOMPARE(contents.models.value(kName).state, OnDisk::HereUnverified);
}

void LibraryScanTest::hostileRecords()
{
    const TempDir dir;
    dir.writeFile(u"outside/secret"_s, "12345");
    store::Record record{.url = u"https://h/o/n"_s,
                         .modelPath = u"o/n"_s,
                         .revision = {},
                         .commit = {},
                         .folder = u"../outside"_s,
                         .installedAt = QDateTime::currentDateTimeUtc(),
                         .withHistory = false,
                         .files = {{.path = u"secret"_s, .size = 5, .oid = {}}}};
    const QString records = dir.path(u"library/.weightyard/records/"_s);
    valueOf(store::writeRecord(records + u"a.json"_s, record));
    record.folder = dir.path(u"outside"_s);
    valueOf(store::writeRecord(records + u"b.json"_s, record));
    record.folder = u"o/n"_s;
    record.files = {{.path = u"../../../outside/secret"_s, .size = 5, .oid = {}}};
    valueOf(store::writeRecord(records + u"c.json"_s, record));
    dir.writeFile(u"library/.weightyard/records/d.json"_s, "no record");
    dir.makeFolder(u"library/o/n"_s);
    dir.writeFile(u"library/o/n/x"_s, "x");
    const LibraryContents contents = valueOf(scanLibrary(dir.path(u"library"_s), {}, base::CancelToken()));
    QCOMPARE(contents.unreadable.size(), 4);
    QCOMPARE(contents.models.keys(), QStringList{u"o/n"_s});
    QCOMPARE(contents.models.value(u"o/n"_s).state, OnDisk::NotRecognised);
    // Nor does who asks.
    const LibraryContents asked =
        valueOf(scanLibrary(dir.path(u"library"_s), {u"../outside"_s}, base::CancelToken()));
    QVERIFY(!asked.models.contains(u"../outside"_s));
}

void LibraryScanTest::unfinishedDownload()
{
    SmallModel model;
    model.hub.addFault(
        Fault::statusOf(Endpoint::Storage, 404)
            .forOid(QCryptographicHash::hash(SmallModel::weight(0), QCryptographicHash::Sha256).toHex())
            .always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 5);
    const ModelOnDisk found = scanned(cli.library());
    QCOMPARE(found.state, OnDisk::Absent);
    QVERIFY2(found.partialBytes >= SmallModel::weight(1).size(),
             qPrintable(QString::number(found.partialBytes)));
    model.hub.clearFaults();
    QCOMPARE(cli.json({u"get"_s, kName}).exitCode(), 0);
    QCOMPARE(scanned(cli.library()).partialBytes, 0);
}

void LibraryScanTest::cancelled()
{
    const TempDir dir;
    dir.writeFile(kName + u"/model.safetensors"_s, "w");
    const base::CancelToken cancel;
    cancel.cancel();
    QCOMPARE(kindOf(scanLibrary(dir.path(), {kName}, cancel)), ErrorKind::Cancelled);
}

// A home folder as library: files at its top, and below it no end of folders without a model.
void LibraryScanTest::cancelledInADeepFolder()
{
    const TempDir dir;
    dir.writeFile(u"home/notes.txt"_s, "mine");
    for (int i = 0; i < 3000; ++i)
        dir.makeFolder(u"home/%1/%2/%3"_s.arg(i % 10).arg(i / 10 % 10).arg(i));
    QElapsedTimer timer;
    timer.start();
    valueOf(scanLibrary(dir.path(), {}, base::CancelToken()));
    const qint64 whole = timer.nsecsElapsed();
    // However quick the machine is: a cancel at a tenth of the way ends it long before the end.
    qint64 quickest = std::numeric_limits<qint64>::max();
    for (int turn = 0; turn < 5; ++turn) {
        const base::CancelToken cancel;
        timer.restart();
        std::thread other([&] {
            std::this_thread::sleep_for(std::chrono::nanoseconds(whole / 10));
            cancel.cancel();
        });
        const auto scanned = scanLibrary(dir.path(), {}, cancel);
        quickest = std::min(quickest, timer.nsecsElapsed());
        other.join();
        QCOMPARE(kindOf(scanned), ErrorKind::Cancelled);
    }
    QVERIFY2(quickest < whole * 2 / 3, qPrintable(u"%1 of %2 ns"_s.arg(quickest).arg(whole)));
}

WEIGHTYARD_TEST(LibraryScanTest)

} // namespace library_scan_test

#include "library_scan_test.moc"
