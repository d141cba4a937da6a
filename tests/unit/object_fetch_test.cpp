// ObjectFetch: what it reserves of the disk while objects of installed models are taken over.
#include "test_registry.h"

#include "job/object_fetch.h"
#include "net/qt_http_client.h"
#include "store/lock_keeper.h"
#include "store/record.h"
#include "store/state_folder.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QTest>
#include <limits>

namespace object_fetch_test {

using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 kBytes = 64LL * 1024 * 1024;

/// Each look is a second later, so that every progress is told.
class TickingClock final : public base::Clock
{
public:
    qint64 wallMs() const override { return 1'700'000'000'000; }
    qint64 steadyMs() const override { return m_now += 1000; }

private:
    mutable std::atomic<qint64> m_now = 0;
};

class NobodysCredentials final : public base::Credentials
{
public:
    base::Result<std::optional<base::Credential>> find(const base::CredentialQuery &,
                                                       const base::CancelToken &) override
    {
        return std::optional<base::Credential>();
    }
    void approve(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
    void reject(const base::CredentialQuery &, const base::Credential &, const base::CancelToken &) override
    {}
};

} // namespace

class ObjectFetchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsTakenOverIsCountedOnce();
};

// The copy takes room of the disk while it is made: a reservation that stayed would count it twice.
void ObjectFetchTest::whatIsTakenOverIsCountedOnce()
{
    const TempDir dir;
    const QString library = dir.path(u"lib"_s);
    const QByteArray bytes = patternBytes(kBytes, 1);
    const auto installed = valueOf(store::layoutInLibrary(library, u"o/n"_s));
    writeFile(installed.target + u"/model.bin"_s, bytes);
    const store::Record record{.url = u"https://h/o/n"_s,
                               .modelPath = u"o/n"_s,
                               .commit = QString(40, u'a'),
                               .folder = u"o/n"_s,
                               .installedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000).toUTC(),
                               .files = {{.path = u"model.bin"_s, .size = kBytes, .oid = oidOf(bytes)}}};
    valueOf(store::writeRecord(installed.recordFile, record));

    const TickingClock clock;
    net::QtHttpClient client({}, clock, 1);
    NobodysCredentials credentials;
    const base::ConfigEntries config;
    store::SpaceLedger space;
    store::LockKeeper locks;
    store::ObjectClaims claims;
    const JobServices services{.client = client,
                               .credentials = credentials,
                               .clock = clock,
                               .userConfig = config,
                               .space = space,
                               .locks = locks,
                               .claims = claims,
                               .configDir = dir.path(u"config"_s)};
    const auto place = valueOf(store::layoutInLibrary(library, u"o/m"_s));
    const auto hold = valueOf(locks.prepareAndHold(place));
    const auto reserved = [&] {
        const auto room = valueOf(store::spaceAt(place.stateDir));
        const auto refused = space.reserve(place.stateDir, std::numeric_limits<qint64>::max());
        return room.available - store::reserveOf(room) - refused.error().context.bytesFree;
    };
    std::optional<qint64> before;
    std::optional<qint64> copied;
    JobReporter reporter(clock, [&](const JobSnapshot &job) {
        if (job.state != JobState::Transferring || job.objectsVerified > 0)
            return;
        if (job.bytesHere == 0 && !before)
            before = reserved();
        if (job.bytesHere == kBytes && !copied)
            copied = reserved();
    });
    reporter.begin(u"o/m"_s, u"https://h/o/m"_s);
    reporter.move(JobState::Resolving);

    DownloadRequest request;
    request.location.modelPath = u"o/m"_s;
    request.library = library;
    lfs::Manifest manifest;
    manifest.files = {
        {.entry = {.path = u"model.bin"_s, .size = 130}, .pointer = lfs::Pointer{oidOf(bytes), kBytes}}};
    net::AuthSession session(client, credentials, clock, {});
    lfs::BatchClient batch(session, {.batchUrl = QUrl(u"http://127.0.0.1:1/"_s)}, {}, {});
    ObjectFetch fetch(request, services, place, reporter);
    const auto objects = fetch.run(batch, manifest, base::CancelToken());
    QVERIFY2(objects, objects ? "" : qPrintable(describe(objects.error())));
    QCOMPARE(objects->size(), 1);
    QVERIFY(before && *before > kBytes / 2);
    QVERIFY(copied && *copied < kBytes / 2);
    QCOMPARE(reporter.snapshot().bytesFetched, 0);
}

WEIGHTYARD_TEST(ObjectFetchTest)

} // namespace object_fetch_test

#include "object_fetch_test.moc"
