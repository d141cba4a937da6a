// What a server or network can do wrong, staged for real: either the model arrives whole, or the failure is named and nothing
// half-done is visible.
// label: slow
#include "cli_run.h"
#include "local_hub.h"
#include "repo_builder.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonObject>
#include <QtTest>

namespace get_faults_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {
const QString kModel = u"owner/model"_s;
constexpr qint64 kSize = 5'000'000;
const QByteArray kPage = "<html><body>Please sign in</body></html>";
} // namespace

class GetFaultsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void clockThatIsWrong_data();
    void clockThatIsWrong();
    void recovers_data();
    void recovers();
    void fails_data();
    void fails();
    void xetOnly_data();
    void xetOnly();
    void namesTheFile_data();
    void namesTheFile();
    void emptyFilesAreNotAskedFor();
    void halvesTooLargeBatches();
    void asksForHundredAtATime();
    void redirectedStorage();
    void noLengthAtAll();
    void storageOnAnotherHost();
    void noSuchHost();
    void corruptIsFetchedAgainOnce();
    void expiresInTheMiddle_data();
    void expiresInTheMiddle();

private:
    // One for all rows; each row has a library of its own.
    struct Staged {
        LocalHub hub;
        RepoBuilder repo;
        QByteArray bytes = generatedBytes(5, kSize);
        Staged()
        {
            repo.lfsTrack(u"*.bin"_s)
                .file(u"README.md"_s, "hi\n")
                .lfsFile(u"model.bin"_s, bytes)
                .lfsFile(u"tiny.bin"_s, "tiny");
            repo.commit("1");
            hub.addRepository(kModel, repo);
        }
    };
    Staged &staged()
    {
        if (!m_staged)
            m_staged = std::make_unique<Staged>();
        return *m_staged;
    }
    std::unique_ptr<Staged> m_staged;
};

// What a row left would meet the next one.
void GetFaultsTest::cleanup()
{
    if (!m_staged)
        return;
    m_staged->hub.clearFaults();
    m_staged->hub.dropConnections();
    m_staged->hub.update([](HubSettings &settings) { settings.dataBaseUrl.clear(); });
    m_staged->hub.log().clear();
}

void GetFaultsTest::clockThatIsWrong_data()
{
    QTest::addColumn<int>("hours");
    QTest::newRow("the server's is behind") << -5;
    QTest::newRow("the server's is ahead") << 5;
}

// Behind: what has just been signed would seem to have expired. Ahead: "later" would seem to be in the night.
void GetFaultsTest::clockThatIsWrong()
{
    QFETCH(int, hours);
    Staged staged;
    staged.hub.update([&](HubSettings &settings) {
        settings.expiryStyle = ExpiryStyle::ExpiresAt;
        settings.clockOffsetSeconds = hours * 3600;
    });
    const QDateTime later = QDateTime::currentDateTimeUtc().addSecs(hours * 3600 + 3);
    staged.hub.addFault(
        Fault::statusOf(Endpoint::Storage, 503)
            .withHeader("Retry-After",
                        QLocale::c().toString(later, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'").toLatin1()));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel}, std::chrono::seconds(60));
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == staged.bytes);
    QCOMPARE(staged.hub.log().count(Endpoint::Batch), 1);
    const qint64 took = result.summary().value(u"elapsed_ms"_s).toInteger();
    QVERIFY2(took >= 1000, qPrintable(QString::number(took))); // it did wait
}

void GetFaultsTest::recovers_data()
{
    QTest::addColumn<Fault>("fault");
    const Endpoint storage = Endpoint::Storage;
    const Endpoint batch = Endpoint::Batch;
    QTest::newRow("storage: cut in mid-body") << Fault::cut(storage, 1'000'000);
    QTest::newRow("storage: cut, reset") << Fault::cut(storage, 2'000'000).withReset();
    QTest::newRow("storage: cut before the head, three times") << Fault::cut(storage, -1).forTimes(3);
    QTest::newRow("storage: cut again and again with progress") << Fault::cut(storage, 400'000).forTimes(11);
    QTest::newRow("storage: clean truncation") << Fault::truncateClean(storage, 700'000);
    QTest::newRow("storage: 500") << Fault::statusOf(storage, 500);
    QTest::newRow("storage: 503 three times") << Fault::statusOf(storage, 503).forTimes(3);
    QTest::newRow("storage: 429 with Retry-After")
        << Fault::statusOf(storage, 429).withHeader("Retry-After", "1");
    QTest::newRow("storage: 429 without") << Fault::statusOf(storage, 429);
    QTest::newRow("storage: expired, 403") << Fault::expireAction(403);
    QTest::newRow("storage: expired, 401") << Fault::expireAction(401);
    QTest::newRow("storage: gzip in spite of identity") << Fault::plain(storage, FaultKind::Gzip);
    QTest::newRow("storage: chunked") << Fault::plain(storage, FaultKind::Chunked).always();
    QTest::newRow("storage: closed without length")
        << Fault::plain(storage, FaultKind::CloseDelimited).always();
    QTest::newRow("storage: captive portal page") << Fault::html(storage);
    QTest::newRow("storage: two lengths") << Fault::ofAmount(storage, FaultKind::TwoLengths, 10);
    QTest::newRow("storage: too many bytes") << Fault::ofAmount(storage, FaultKind::ExtraBytes, 100);
    QTest::newRow("storage: bytes after the end") << Fault::ofAmount(storage, FaultKind::BytesAfterEnd, 100);
    QTest::newRow("storage: three redirects in a row")
        << Fault::redirect(storage, "{target}&hop=1").forTimes(3);
    QTest::newRow("storage: drip") << Fault::rate(storage, 4'000'000);
    QTest::newRow("batch: 500") << Fault::statusOf(batch, 500);
    QTest::newRow("batch: 503 with Retry-After")
        << Fault::statusOf(batch, 503).withHeader("Retry-After", "1");
    QTest::newRow("batch: 429 with Retry-After")
        << Fault::statusOf(batch, 429).withHeader("Retry-After", "1");
    QTest::newRow("batch: cut") << Fault::cut(batch, 20);
    QTest::newRow("batch: extra object") << Fault::plain(batch, FaultKind::ExtraObject);
    QTest::newRow("batch: duplicate object") << Fault::plain(batch, FaultKind::DuplicateObject);
    QTest::newRow("batch: object error 503") << Fault::objectError(503, "later").forTimes(2);
    QTest::newRow("git: 503") << Fault::statusOf(Endpoint::Git, 503);
    QTest::newRow("git: cut before the head") << Fault::cut(Endpoint::Git, -1);
    QTest::newRow("git: pack cut") << Fault::cut(Endpoint::Git, 300).skipFirst(1);
    QTest::newRow("git: redirect on the same host")
        << Fault::redirect(Endpoint::Git, "{target}&again=1", 302).forPath(u"info/refs"_s);
    Fault corrupt = Fault::corrupt(4'000'000);
    corrupt.times = 1;
    QTest::newRow("storage: corrupt once") << corrupt;
}

void GetFaultsTest::recovers()
{
    QFETCH(Fault, fault);
    Staged &staged = this->staged();
    const int id = staged.hub.addFault(fault);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, u"--remove-git"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(staged.hub.faultHits(id) > 0);
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == staged.bytes);
    QCOMPARE(readFile(cli.folder(kModel) + u"/tiny.bin"_s), QByteArray("tiny"));
    QCOMPARE(TreeSnapshot::of(cli.folder(kModel)).paths(),
             QStringList({u"README.md"_s, u"model.bin"_s, u"tiny.bin"_s}));
}

void GetFaultsTest::fails_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("exitCode");
    const Endpoint storage = Endpoint::Storage;
    const Endpoint batch = Endpoint::Batch;
    QTest::newRow("storage: 404") << Fault::statusOf(storage, 404).always() << u"NotFound"_s << 5;
    QTest::newRow("storage: 410") << Fault::statusOf(storage, 410).always() << u"NotFound"_s << 5;
    QTest::newRow("storage: 403 for fresh actions too")
        << Fault::statusOf(storage, 403).always() << u"Auth"_s << 4;
    QTest::newRow("storage: corrupt always") << Fault::corrupt(4'000'000) << u"Corrupt"_s << 7;
    QTest::newRow("storage: always another size")
        << Fault::truncateClean(storage, 1000).always() << u"Protocol"_s << 7;
    QTest::newRow("storage: portal always") << Fault::html(storage).always() << u"Protocol"_s << 7;
    QTest::newRow("storage: cut before the head, always")
        << Fault::cut(storage, -1).always() << u"Network"_s << 3;
    QTest::newRow("storage: 500 always") << Fault::statusOf(storage, 500).always() << u"Server"_s << 3;
    QTest::newRow("storage: redirect loop")
        << Fault::redirect(storage, "{target}").always() << u"Protocol"_s << 7;
    QTest::newRow("batch: 401") << Fault::statusOf(batch, 401).always() << u"Auth"_s << 4;
    QTest::newRow("batch: 403") << Fault::statusOf(batch, 403).always() << u"Auth"_s << 4;
    QTest::newRow("batch: 404") << Fault::statusOf(batch, 404).always() << u"NotFound"_s << 5;
    QTest::newRow("batch: 422") << Fault::statusOf(batch, 422).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: html") << Fault::html(batch).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: 100 MB of JSON")
        << Fault::hugeJson(batch, 100'000'000).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: object error 404") << Fault::objectError(404, "gone") << u"NotFound"_s << 5;
    QTest::newRow("batch: object error 410") << Fault::objectError(410, "removed") << u"NotFound"_s << 5;
    QTest::newRow("batch: object error 422") << Fault::objectError(422, "odd") << u"Protocol"_s << 7;
    QTest::newRow("batch: missing object")
        << Fault::plain(batch, FaultKind::MissingObject).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: wrong size")
        << Fault::ofAmount(batch, FaultKind::WrongSize, 1).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: no action")
        << Fault::plain(batch, FaultKind::NoAction).always() << u"Protocol"_s << 7;
    QTest::newRow("batch: ftp href") << Fault::rewriteHref("ftp://127.0.0.1/x") << u"Protocol"_s << 7;
    QTest::newRow("git: html") << Fault::html(Endpoint::Git).always() << u"Protocol"_s << 7;
    QTest::newRow("git: 403") << Fault::statusOf(Endpoint::Git, 403).always() << u"Auth"_s << 4;
    QTest::newRow("git: 404") << Fault::statusOf(Endpoint::Git, 404).always() << u"NotFound"_s << 5;
}

void GetFaultsTest::fails()
{
    QFETCH(Fault, fault);
    QFETCH(QString, kind);
    QFETCH(int, exitCode);
    Staged &staged = this->staged();
    staged.hub.addFault(fault);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), kind);
    const QJsonObject error = result.lastOf(kModel).value("error"_L1).toObject();
    QVERIFY(!error.value("message"_L1).toString().isEmpty());
    QVERIFY(!error.value("remedy"_L1).toString().isEmpty());
    QVERIFY(!QFileInfo::exists(cli.folder(kModel)));

    staged.hub.clearFaults();
    const CliResult again = cli.json({u"get"_s, kModel});
    QVERIFY2(again.exitCode() == 0, qPrintable(again.describe()));
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == staged.bytes);
}

// Nothing is retried, the file is named, and so is what helps.
void GetFaultsTest::xetOnly_data()
{
    QTest::addColumn<Fault>("fault");
    Fault other = Fault::plain(Endpoint::Batch, FaultKind::WrongTransfer);
    other.text = "xet";
    QTest::newRow("transfer") << other.always();
    for (const int status : {400, 404, 410, 422})
        QTest::addRow("%d", status)
            << Fault::objectError(status, "Object is stored with Xet; upgrade your client").always();
}

void GetFaultsTest::xetOnly()
{
    QFETCH(Fault, fault);
    Staged &scene = staged();
    scene.hub.addFault(fault);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    scene.hub.log().clear();
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 7, qPrintable(result.describe()));
    const QJsonObject error = result.lastOf(kModel).value("error"_L1).toObject();
    QCOMPARE(error.value("code"_L1).toString(), u"XetOnly"_s);
    QCOMPARE(error.value("path"_L1).toString(), u"model.bin"_s);
    QVERIFY2(error.value("message"_L1).toString().contains("model.bin"_L1), qPrintable(result.describe()));
    QVERIFY2(error.value("remedy"_L1).toString().contains("hf download"_L1), qPrintable(result.describe()));
    QCOMPARE(scene.hub.log().count(Endpoint::Batch), 1);
}

void GetFaultsTest::namesTheFile_data()
{
    QTest::addColumn<Fault>("fault");
    QTest::addColumn<int>("exitCode");
    QTest::newRow("no object") << Fault::objectError(404, "no such object").always() << 5;
    QTest::newRow("object gone") << Fault::objectError(410, "removed").always() << 5;
    QTest::newRow("storage: not found") << Fault::statusOf(Endpoint::Storage, 404).always() << 5;
    QTest::newRow("storage: gone") << Fault::statusOf(Endpoint::Storage, 410).always() << 5;
    QTest::newRow("damaged") << Fault::corrupt(100) << 7;
    QTest::newRow("left out of the answer")
        << Fault::plain(Endpoint::Batch, FaultKind::MissingObject).always() << 7;
}

void GetFaultsTest::namesTheFile()
{
    QFETCH(Fault, fault);
    QFETCH(int, exitCode);
    Staged &scene = staged();
    const QByteArray oid = sha256Hex(scene.bytes);
    scene.hub.addFault(fault.forOid(oid));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), scene.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == exitCode, qPrintable(result.describe()));
    const QJsonObject error = result.lastOf(kModel).value("error"_L1).toObject();
    QCOMPARE(error.value("path"_L1).toString(), u"model.bin"_s);
    QCOMPARE(error.value("oid"_L1).toString(), QString::fromLatin1(oid));
    QVERIFY2(error.value("message"_L1).toString().contains("model.bin"_L1), qPrintable(result.describe()));
    QVERIFY2(error.value("remedy"_L1).toString().contains("owner"_L1) || exitCode == 7,
             qPrintable(result.describe()));
}

// The server has no object of it, and needs none.
void GetFaultsTest::emptyFilesAreNotAskedFor()
{
    LocalHub hub;
    RepoBuilder repo;
    const QByteArray other(64, 'b'); // some tools write any oid
    repo.lfsTrack(u"*.bin"_s)
        .rawBlob(u"empty.bin"_s,
                 "version https://git-lfs.github.com/spec/v1\noid "
                 "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\nsize 0\n")
        .rawBlob(u"odd.bin"_s,
                 "version https://git-lfs.github.com/spec/v1\noid sha256:" + other + "\nsize 0\n");
    repo.commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(hub.log().count(Endpoint::Batch), 0);
    for (const QString &file : {u"/empty.bin"_s, u"/odd.bin"_s}) {
        QVERIFY(QFileInfo::exists(cli.folder(kModel) + file));
        QCOMPARE(QFileInfo(cli.folder(kModel) + file).size(), 0);
    }
    QCOMPARE(cli.json({u"verify"_s}).exitCode(), 0);
    QVERIFY(cli.json({u"get"_s, kModel}).lastOf(kModel).value("already_installed"_L1).toBool());
}

void GetFaultsTest::halvesTooLargeBatches()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s);
    for (int i = 0; i < 40; ++i)
        repo.lfsFile(u"f%1.bin"_s.arg(i), "object " + QByteArray::number(i));
    repo.commit("1");
    hub.addRepository(kModel, repo);
    hub.update([](HubSettings &settings) { settings.batchLimit = 7; });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(hub.log().count(Endpoint::Storage), 40);
}

void GetFaultsTest::asksForHundredAtATime()
{
    LocalHub hub;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s);
    for (int i = 0; i < 130; ++i)
        repo.lfsFile(u"f%1.bin"_s.arg(i), "object " + QByteArray::number(i));
    repo.commit("1");
    hub.addRepository(kModel, repo);
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(hub.log().count(Endpoint::Batch), 2);
    QCOMPARE(hub.log().count(Endpoint::Storage), 130);
}

void GetFaultsTest::redirectedStorage()
{
    Staged &staged = this->staged();
    const Listener other = staged.hub.addListener({u"127.0.0.2"_s});
    staged.hub.addFault(Fault::redirect(Endpoint::Storage, other.baseUrl.toEncoded() + "{target}")
                            .forPort(staged.hub.port())
                            .always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == staged.bytes);
}

// Chunked and without ranges: the length is nowhere said, so the first try of a page must not stay in the partial.
void GetFaultsTest::noLengthAtAll()
{
    Staged &staged = this->staged();
    staged.hub.addFault(
        Fault::raw(Endpoint::Storage,
                   "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n" + kPage));
    staged.hub.addFault(Fault::plain(Endpoint::Storage, FaultKind::CloseDelimited).skipFirst(1).always());
    staged.hub.addFault(Fault::plain(Endpoint::Storage, FaultKind::IgnoreRange).skipFirst(1).always());
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QVERIFY(readFile(cli.folder(kModel) + u"/model.bin"_s) == staged.bytes);
}

void GetFaultsTest::storageOnAnotherHost()
{
    Staged &staged = this->staged();
    const Listener data = staged.hub.addListener({u"127.0.0.2"_s});
    staged.hub.update([&](HubSettings &settings) { settings.dataBaseUrl = data.baseUrl.toString(); });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    for (const LoggedRequest &request : staged.hub.log().of(Endpoint::Storage)) {
        QCOMPARE(request.port, data.port);
        QVERIFY(!request.hasHeader("Authorization"));
    }
}

// RFC 6761: no resolver may answer for "invalid".
void GetFaultsTest::noSuchHost()
{
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), QUrl(u"http://127.0.0.1:9"_s));
    const CliResult result = cli.json({u"get"_s, u"http://hub.invalid/owner/model"_s});
    QVERIFY2(result.exitCode() == 3, qPrintable(result.describe()));
    QCOMPARE(result.errorKind(), u"Network"_s);
    const QJsonObject last = result.lines.at(result.lines.size() - 2);
    const QJsonObject error = last.value("error"_L1).toObject();
    QVERIFY2(error.value("message"_L1).toString().contains(u"hub.invalid"_s), qPrintable(result.describe()));
}

void GetFaultsTest::corruptIsFetchedAgainOnce()
{
    Staged &staged = this->staged();
    const QByteArray oid = sha256Hex(staged.bytes);
    staged.hub.addFault(Fault::corrupt(4'000'000).forOid(oid));
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), staged.hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, kModel});
    QCOMPARE(result.errorKind(), u"Corrupt"_s);
    QVERIFY2(result.process.out.contains("\"oid\":\"" + oid), qPrintable(result.describe()));
    qint64 sent = 0;
    for (const LoggedRequest &request : staged.hub.log().of(Endpoint::Storage))
        sent += request.target.contains(oid) ? request.bytesSent : 0;
    QCOMPARE(sent, 2 * staged.bytes.size());
}

void GetFaultsTest::expiresInTheMiddle_data()
{
    QTest::addColumn<ExpiryStyle>("style");
    QTest::newRow("says so, in seconds") << ExpiryStyle::ExpiresIn;
    QTest::newRow("says so, as a date") << ExpiryStyle::ExpiresAt;
    QTest::newRow("says nothing") << ExpiryStyle::None;
}

// Addresses that last for two seconds, of an object that takes longer. What says when it ends is not used after it.
void GetFaultsTest::expiresInTheMiddle()
{
    QFETCH(ExpiryStyle, style);
    LocalHub hub;
    const ObjectId object = hub.addGenerated(5, 96 * 1024 * 1024);
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, object).commit("1");
    hub.addRepository(kModel, repo);
    hub.update([&](HubSettings &settings) {
        settings.expiryStyle = style;
        settings.actionLifetimeSeconds = 2;
        settings.bytesPerSecond = 2 * 1024 * 1024;
    });
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), hub.baseUrl());
    const CliResult result = cli.json({u"get"_s, u"--connections"_s, u"6"_s, kModel});
    QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    QCOMPARE(sha256HexOfFile(cli.folder(kModel) + u"/model.bin"_s), object.oid);
    QVERIFY(hub.log().count(Endpoint::Batch) >= 2);
    const auto refused = hub.log().matching([](const LoggedRequest &request) {
        return request.endpoint == Endpoint::Storage && request.status >= 400;
    });
    QCOMPARE(refused.isEmpty(), style != ExpiryStyle::None);
}

WEIGHTYARD_TEST(GetFaultsTest)

} // namespace get_faults_test

#include "get_faults_test.moc"
