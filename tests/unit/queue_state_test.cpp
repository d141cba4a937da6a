// label: threads
// What a queue remembers: round trips, no credential, refused files; and the file itself, written behind the scenes.
#include "test_registry.h"

#include "queue/queue_state_file.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace queue_state_test {

using namespace weightyard;
using namespace weightyard::queue;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

const QByteArray kGood = R"({"url":"https://h/o/n","model":"o/n","phase":"queued","library":"/l"})";

SavedJob job(const QString &name)
{
    SavedJob saved;
    saved.request.location = {.url = QUrl(u"https://h/"_s + name), .modelPath = name, .revision = {}};
    saved.request.library = u"/models"_s;
    return saved;
}

/// What the file's thread said.
struct Heard {
    std::mutex mutex;
    QList<QList<SavedJob>> loaded;
    QList<base::Error> failed;

    QueueStateFile::Callbacks callbacks()
    {
        return {.loaded =
                    [this](const QList<SavedJob> &jobs) {
                        const std::lock_guard guard(mutex);
                        loaded.append(jobs);
                    },
                .failed =
                    [this](const base::Error &error) {
                        const std::lock_guard guard(mutex);
                        failed.append(error);
                    }};
    }
};

} // namespace

class QueueStateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everythingComesBack();
    void tooManyFilesAreLeftOut();
    void oddFilesAreLeftOut();
    void updatesComeBackAsUpdates();
    void firstVersionIsMigrated();
    void noCredentialIsKept();
    void refused_data();
    void refused();
    void fileIsWrittenAndRead();
    void lastStateWins();
    void damagedFileIsPutAside();
    void damagedFileThatCannotBePutAside();
    void newerFileIsNotTouched();
    void hugeFileIsPutAside();
    void cannotBeWritten();
};

void QueueStateTest::everythingComesBack()
{
    SavedJob one = job(u"o/one"_s);
    one.request.location.onHub = true;
    one.request.revision = u"v1"_s;
    one.request.keepHistory = false;
    one.request.nestedHistory = false;
    one.request.pick = {.variants = {u"Q4_K_M"_s}, .isSafe = true};
    one.request.transfer.connections = 7;
    one.phase = SavedJob::Phase::Failed;
    one.error = base::Error{
        .kind = ErrorKind::DiskFull, .detail = u"no room"_s, .context = {.path = u"/v"_s, .bytesNeeded = 9}};
    one.commit = u"0123"_s;
    one.bytesTotal = 5'000'000'000'000;
    one.bytesHere = 4'999'999'999'999;
    one.files = {{.path = u"model.bin"_s, .size = 90, .here = 45},
                 {.path = u"bad.bin"_s, .size = 80, .here = 80, .damaged = true},
                 {.path = u"README.md"_s, .size = 7, .here = 7, .verified = true},
                 {.path = u"mine"_s, .size = 6, .here = 6, .isUsers = true}};
    one.filesTotal = 300;
    SavedJob two = job(u"o/two"_s);
    two.request.library.clear();
    two.request.into = u"/into/folder"_s;
    two.request.keepsChoice = true;
    two.request.location.revision = u"main"_s; // of the page's address
    two.phase = SavedJob::Phase::Paused;

    const QList<SavedJob> back = valueOf(queueFromJson(queueToJson({one, two, job(u"o/three"_s)}), u"f"_s));
    QCOMPARE(back.size(), 3);
    QCOMPARE(back[0].request.location, one.request.location);
    QCOMPARE(back[0].request.revision, u"v1"_s);
    QCOMPARE(back[0].request.library, u"/models"_s);
    QCOMPARE(back[0].request.keepHistory, false);
    QCOMPARE(back[0].request.nestedHistory, std::optional(false));
    QCOMPARE(back[0].request.pick, one.request.pick);
    QCOMPARE(back[0].request.keepsChoice, false);
    QCOMPARE(back[1].request.keepsChoice, true);
    QCOMPARE(back[0].request.transfer.connections, 7);
    QCOMPARE(back[0].phase, SavedJob::Phase::Failed);
    QCOMPARE(back[0].error->kind, ErrorKind::DiskFull);
    QCOMPARE(back[0].error->detail, u"no room"_s);
    QCOMPARE(back[0].error->context.path, u"/v"_s);
    QCOMPARE(back[0].error->context.bytesNeeded, 9);
    QCOMPARE(back[0].commit, u"0123"_s);
    QCOMPARE(back[0].bytesTotal, one.bytesTotal);
    QCOMPARE(back[0].bytesHere, one.bytesHere);
    QCOMPARE(back[0].files, one.files);
    QCOMPARE(back[0].filesTotal, 300);
    QVERIFY(back[1].files.isEmpty());
    QCOMPARE(back[1].request.into, u"/into/folder"_s);
    QCOMPARE(back[1].request.wantedRevision(), u"main"_s);
    QCOMPARE(back[1].phase, SavedJob::Phase::Paused);
    QVERIFY(!back[1].request.nestedHistory);
    QCOMPARE(back[2].phase, SavedJob::Phase::Queued);
    QVERIFY(!back[2].error);
}

// The list must stay one that can be read again, whatever repositories call their files.
void QueueStateTest::tooManyFilesAreLeftOut()
{
    QList<SavedJob> jobs;
    for (int i = 0; i < 1000; ++i) {
        jobs.append(job(u"o/m%1"_s.arg(i)));
        for (int file = 0; file < 200; ++file)
            jobs.last().files.append({.path = QString::number(file) + QString(400, u'ä'), .size = 1});
    }
    const QByteArray text = QJsonDocument(queueToJson(jobs)).toJson();
    QVERIFY2(text.size() < 4'000'000, qPrintable(QString::number(text.size())));
    const QList<SavedJob> back = valueOf(queueFromJson(queueToJson(jobs), u"f"_s));
    QCOMPARE(back.size(), 1000);
    QCOMPARE(back.first().files.size(), 200);
    QVERIFY(back.last().files.isEmpty());
}

void QueueStateTest::oddFilesAreLeftOut()
{
    QJsonObject json = queueToJson({job(u"o/one"_s)});
    QJsonArray jobs = json[u"jobs"_s].toArray();
    QJsonObject one = jobs[0].toObject();
    one[u"files"_s] = QJsonArray{7, QJsonObject{{u"size"_s, 3}},
                                 QJsonObject{{u"path"_s, u"a"_s}, {u"size"_s, -3}, {u"here"_s, 9}}};
    jobs[0] = one;
    json[u"jobs"_s] = jobs;
    const QList<SavedJob> back = valueOf(queueFromJson(json, u"f"_s));
    QCOMPARE(back.first().files, (QList<job::FileProgress>{{.path = u"a"_s}}));
}

void QueueStateTest::updatesComeBackAsUpdates()
{
    using library::MineOrNew;
    QList<SavedJob> jobs{job(u"o/none"_s)};
    for (const MineOrNew update : {MineOrNew::Refuse, MineOrNew::KeepMine, MineOrNew::TakeNew}) {
        jobs.append(job(u"o/update%1"_s.arg(jobs.size())));
        jobs.last().request.update = update;
    }
    const QList<SavedJob> back = valueOf(queueFromJson(queueToJson(jobs), u"f"_s));
    QCOMPARE(back.size(), 4);
    for (qsizetype i = 0; i < jobs.size(); ++i)
        QCOMPARE(back[i].request.update, jobs[i].request.update);
}

// The file is read as it was, and kept beside the new one.
void QueueStateTest::firstVersionIsMigrated()
{
    const TempDir dir;
    const QByteArray before = R"({"version":1,"jobs":[)" + kGood + "]}";
    const QString path = dir.writeFile(u"queue.json"_s, before);
    const QList<SavedJob> jobs = valueOf(readQueue(path));
    QCOMPARE(jobs.size(), 1);
    QVERIFY(!jobs[0].request.update);
    QVERIFY(writeQueue(path, queueToJson(jobs)));
    QVERIFY(readFile(path).contains("\"version\": 2"));
    QCOMPARE(readFile(path + u".v1"_s), before);
    QCOMPARE(valueOf(readQueue(path)).size(), 1);
}

void QueueStateTest::noCredentialIsKept()
{
    SavedJob saved = job(u"o/n"_s);
    saved.request.location.credential =
        base::Credential{.user = u"alice"_s, .secret = u"hush77"_s, .source = u"url"_s};
    saved.request.location.url.setUserInfo(u"alice:hush77"_s); // not by parseModelLocation, but sure is sure
    saved.request.location.url.setQuery(u"token=hush77"_s);
    const QJsonObject json = queueToJson({saved});
    const QByteArray text = QJsonDocument(json).toJson();
    QVERIFY2(!text.contains("hush77") && !text.contains("alice"), text.constData());
    const QList<SavedJob> back = valueOf(queueFromJson(json, u"f"_s));
    QVERIFY(!back[0].request.location.credential);
    QCOMPARE(back[0].request.location.url, QUrl(u"https://h/o/n"_s));
}

void QueueStateTest::refused_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<ErrorKind>("kind");
    const auto one = [](const QByteArray &from, const QByteArray &to) {
        return R"({"version":1,"jobs":[)" + QByteArray(kGood).replace(from, to) + "]}";
    };
    QTest::newRow("empty") << QByteArray() << ErrorKind::Corrupt;
    QTest::newRow("no JSON") << QByteArray("{\"version\":1,") << ErrorKind::Corrupt;
    QTest::newRow("no list") << QByteArray(R"({"version":1})") << ErrorKind::Corrupt;
    QTest::newRow("no version") << QByteArray(R"({"jobs":[]})") << ErrorKind::Corrupt;
    QTest::newRow("newer") << QByteArray(R"({"version":3,"jobs":{}})") << ErrorKind::Prerequisite;
    QTest::newRow("no job") << QByteArray(R"({"version":1,"jobs":[7]})") << ErrorKind::Corrupt;
    QTest::newRow("unknown phase") << one("queued", "sleeping") << ErrorKind::Corrupt;
    QTest::newRow("file URL") << one("https://h/", "file:///") << ErrorKind::Corrupt;
    QTest::newRow("user info") << one("https://h", "https://u:p@h") << ErrorKind::Corrupt;
    QTest::newRow("no folder") << one("/l", "") << ErrorKind::Corrupt;
    QTest::newRow("relative folder") << one("/l", "l") << ErrorKind::Corrupt;
    QTest::newRow("out of the library") << one("\"o/n\"", "\"../n\"") << ErrorKind::Corrupt;
    QTest::newRow("absolute model") << one("\"o/n\"", "\"/etc\"") << ErrorKind::Corrupt;
    QTest::newRow("our own folder") << one("\"o/n\"", "\".weightyard/records\"") << ErrorKind::Corrupt;
}

void QueueStateTest::refused()
{
    QFETCH(QByteArray, text);
    QFETCH(ErrorKind, kind);
    const TempDir dir;
    const QString good = dir.writeFile(u"good.json"_s, R"({"version":1,"jobs":[)" + kGood + "]}");
    QCOMPARE(valueOf(readQueue(good)).size(), 1);
    const QString path = dir.writeFile(u"queue.json"_s, text);
    const auto jobs = readQueue(path);
    QCOMPARE(kindOf(jobs), kind);
    QCOMPARE(jobs.error().context.path, path);
}

void QueueStateTest::fileIsWrittenAndRead()
{
    const TempDir dir;
    const QString path = dir.path(u"config/queue.json"_s);
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        file.load();
        file.save({job(u"o/n"_s)});
    } // ends when it is written
    QCOMPARE(valueOf(readQueue(path)).size(), 1);
#ifndef Q_OS_WIN // the folder's access list says there who may read
    QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
#endif
    {
        QueueStateFile file(path, heard.callbacks());
        file.load();
    }
    QCOMPARE(heard.loaded.size(), 2);
    QVERIFY(heard.loaded[0].isEmpty());
    QCOMPARE(heard.loaded[1].size(), 1);
    QVERIFY(heard.failed.isEmpty());
}

void QueueStateTest::lastStateWins()
{
    const TempDir dir;
    const QString path = dir.path(u"queue.json"_s);
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        for (int i = 0; i < 200; ++i)
            file.save({job(u"o/"_s + QString::number(i))});
    }
    QCOMPARE(valueOf(readQueue(path)).value(0).request.location.modelPath, u"o/199"_s);
}

void QueueStateTest::damagedFileIsPutAside()
{
    const TempDir dir;
    const QString path = dir.writeFile(u"queue.json"_s, "{ half");
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        file.load();
        file.save({job(u"o/n"_s)});
    }
    QCOMPARE(readFile(path + u".damaged"_s), QByteArray("{ half"));
    QCOMPARE(valueOf(readQueue(path)).size(), 1);
    QCOMPARE(heard.failed.size(), 1);
    QCOMPARE(heard.failed[0].kind, ErrorKind::Corrupt);
    QVERIFY(heard.failed[0].context.reason == base::ErrorReason::SetAside);
    QCOMPARE(heard.loaded.size(), 1);
}

// Writing over it would destroy what somebody may still want to mend.
void QueueStateTest::damagedFileThatCannotBePutAside()
{
    const TempDir dir;
    const QString path = dir.writeFile(u"queue.json"_s, "{ half");
    dir.writeFile(u"queue.json.damaged/in-the-way"_s, "x");
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        file.load();
        file.save({job(u"o/n"_s)});
    }
    QCOMPARE(readFile(path), QByteArray("{ half"));
    QCOMPARE(heard.failed.size(), 1);
    QVERIFY(heard.failed[0].kind != ErrorKind::Corrupt); // why it could not be put aside
}

void QueueStateTest::newerFileIsNotTouched()
{
    const TempDir dir;
    const QByteArray newer = R"({"version":9,"jobs":"new ways"})";
    const QString path = dir.writeFile(u"queue.json"_s, newer);
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        file.save({job(u"o/n"_s)}); // although nobody asked what was there
    }
    QCOMPARE(readFile(path), newer);
    QCOMPARE(heard.failed.size(), 1);
    QCOMPARE(heard.failed[0].kind, ErrorKind::Prerequisite);
}

void QueueStateTest::hugeFileIsPutAside()
{
    const TempDir dir;
    const QByteArray huge(17 * 1024 * 1024, ' ');
    const QString path = dir.writeFile(u"queue.json"_s, huge);
    Heard heard;
    {
        QueueStateFile file(path, heard.callbacks());
        file.load();
        file.save({job(u"o/n"_s)});
    }
    QCOMPARE(QFileInfo(path + u".damaged"_s).size(), huge.size());
    QCOMPARE(heard.failed.size(), 1);
    QCOMPARE(heard.loaded.size(), 1);
}

void QueueStateTest::cannotBeWritten()
{
    const TempDir dir;
    const QString notAFolder = dir.writeFile(u"file"_s, "");
    Heard heard;
    {
        QueueStateFile file(notAFolder + u"/queue.json"_s, heard.callbacks());
        file.save({job(u"o/n"_s)});
    }
    QVERIFY(!heard.failed.isEmpty());
}

WEIGHTYARD_TEST(QueueStateTest)

} // namespace queue_state_test

#include "queue_state_test.moc"
