#include "publish_fixture.h"
#include "test_registry.h"

#include <QTest>
#include <sys/stat.h>

namespace publisher_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::platform;
using namespace weightyard::store;
using base::ErrorKind;
using test::BreakingSource;
using test::kindOf;
using test::namesIn;
using test::PublishFixture;
using test::StoreModel;
using test::valueOf;
using Publish = DownloadLayout::Publish;

namespace {

mode_t modeOf(const QString &path)
{
#ifdef Q_OS_WIN
    return static_cast<mode_t>(valueOf(platform::permissionsOf(path)));
#else
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) != 0)
        qFatal("no such file: %s", qPrintable(path));
    return status.st_mode & 07777;
#endif
}

class Umask
{
public:
    explicit Umask(mode_t mask) : m_old(static_cast<mode_t>(umask(mask))) {}
    ~Umask() { umask(m_old); }
    Umask(const Umask &) = delete;
    Umask &operator=(const Umask &) = delete;

private:
    mode_t m_old;
};

} // namespace

class PublisherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void publishes_data();
    void publishes();
    void permissionsAreACheckouts_data();
    void permissionsAreACheckouts();
    void emptyTargetKeepsItsPermissions();
    void objectsAreMovedNotCopied();
    void linksBecomeFilesWhereTheVolumeHasNone();
    void missingObjectIsOurFault();
    void failureGivesObjectsBack_data();
    void failureGivesObjectsBack();
    void targetFilledMeanwhile_data();
    void targetFilledMeanwhile();
    void emptyModel();
    void manyFiles();
    void probeOfThisVolume();
};

void PublisherTest::publishes_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    for (const QString &kind : {u"library"_s, u"absent"_s, u"empty"_s, u"foreign"_s}) {
        QTest::newRow(qPrintable(kind + u", with history"_s)) << kind << true;
        QTest::newRow(qPrintable(kind + u", without history"_s)) << kind << false;
    }
}

void PublisherTest::publishes()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    PublishFixture f;
    if (kind == "empty"_L1)
        valueOf(makeFolder(f.target));
    if (kind == "foreign"_L1)
        test::writeFile(f.target + u"/notes/mine.txt"_s, "mine");
    const bool library = kind == "library"_L1;
    const DownloadLayout place = library ? f.library() : f.into();
    QCOMPARE(place.publish, kind == "foreign"_L1 ? Publish::MoveInto : Publish::Rename);
    const test::StoreRun run = valueOf(test::runStore(place, f.model, history));
    QCOMPARE(run.receivedBytes, 255'000);
    f.verifyComplete(place.target, history);
    QCOMPARE(valueOf(readRecord(place.recordFile)), std::optional(f.model.record(place, history)));
    QVERIFY(!QFileInfo::exists(place.stagingDir));
    QCOMPARE(QFileInfo::exists(place.target + u"/.git/objects/pack/one.pack"_s), history);
    if (library)
        return;
    QCOMPARE(QFileInfo::exists(place.stateDir), false);
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
    QCOMPARE(namesIn(f.target).contains(u"notes"_s), kind == "foreign"_L1);
}

void PublisherTest::permissionsAreACheckouts_data()
{
    QTest::addColumn<int>("mask");
    QTest::addColumn<bool>("moves");
    for (const int mask : {0022, 0002, 0077}) {
        QTest::addRow("umask %03o, rename", mask) << mask << false;
        QTest::addRow("umask %03o, moves", mask) << mask << true;
    }
}

void PublisherTest::permissionsAreACheckouts()
{
    QFETCH(int, mask);
    QFETCH(bool, moves);
    const Umask umask(static_cast<mode_t>(mask));
    PublishFixture f;
    if (moves)
        test::writeFile(f.target + u"/mine"_s, "mine");
    valueOf(test::runStore(f.into(), f.model, true));
    const auto left = [&](mode_t mode) { return mode & ~static_cast<mode_t>(mask); };
    for (const TreeFile &file : f.model.files()) {
        const QString path = f.target + u'/' + file.path;
        if (file.kind == TreeFile::Kind::File)
            QCOMPARE(modeOf(path), left(0666));
        else if (file.kind != TreeFile::Kind::Symlink)
            QCOMPARE(modeOf(path), left(0777));
    }
    QCOMPARE(modeOf(f.target + u"/scripts"_s), left(0777));
    QCOMPARE(modeOf(f.target), left(0777));
    QCOMPARE(modeOf(f.target + u"/.git"_s), left(0777));
}

void PublisherTest::emptyTargetKeepsItsPermissions()
{
    PublishFixture f;
    valueOf(makeFolder(f.target));
    valueOf(setPermissions(f.target, 0710));
    valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(modeOf(f.target), mode_t{0710});
    f.verifyComplete(f.target, true);
}

void PublisherTest::objectsAreMovedNotCopied()
{
    PublishFixture f;
    const DownloadLayout place = f.library();
    const PublishRequest request = f.request(place, false);
    QHash<base::Oid, quint64> ids;
    for (auto object = request.objects.cbegin(); object != request.objects.cend(); ++object)
        ids.insert(object.key(), stateOf(*object)->fileId);
    valueOf(Publisher(place).publish(request, f.model, {}));
    QSet<quint64> published;
    for (const TreeFile &file : f.model.files()) {
        if (file.object)
            published.insert(stateOf(place.target + u'/' + file.path)->fileId);
    }
    for (const quint64 id : std::as_const(ids))
        QVERIFY(published.contains(id));
    QCOMPARE(published.size(), ids.size() + 1); // one has a second path
    QCOMPARE(namesIn(place.partialsDir), QStringList{u"CACHEDIR.TAG"_s});
}

void PublisherTest::linksBecomeFilesWhereTheVolumeHasNone()
{
    PublishFixture f;
    const DownloadLayout place = f.library();
    PublishRequest request = f.request(place, false);
    request.traits.symlinks = false;
    valueOf(Publisher(place).publish(request, f.model, {}));
    QVERIFY(!QFileInfo(place.target + u"/latest"_s).isSymbolicLink());
    QCOMPARE(test::readFile(place.target + u"/latest"_s), "config.json");
}

void PublisherTest::missingObjectIsOurFault()
{
    PublishFixture f;
    const DownloadLayout place = f.library();
    PublishRequest request = f.request(place, false);
    const base::Oid lost = *f.model.files()[3].object;
    request.objects.remove(lost);
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Internal);
    QCOMPARE(published.error().context.oid, lost.toString());
    QVERIFY(!QFileInfo::exists(place.target));
    QVERIFY(finishedObject(place.partialsDir, lost, 100'000));
}

void PublisherTest::failureGivesObjectsBack_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("cancel");
    QTest::newRow("content fails") << u"scripts/run.sh"_s << false;
    QTest::newRow("link fails") << u"latest"_s << false;
    QTest::newRow("history fails") << u".git"_s << false;
    QTest::newRow("cancelled in the middle") << u"scripts/run.sh"_s << true;
    QTest::newRow("cancelled at the last file") << u"latest"_s << true;
}

void PublisherTest::failureGivesObjectsBack()
{
    QFETCH(QString, path);
    QFETCH(bool, cancel);
    PublishFixture f;
    const DownloadLayout place = f.library();
    const PublishRequest request = f.request(place, true);
    const base::CancelToken token;
    BreakingSource source(f.model, path, [&]() -> base::Result<QByteArray> {
        if (!cancel)
            return base::fail(ErrorKind::Corrupt, {}, u"broken"_s);
        token.cancel();
        return f.model.bytesOf(path);
    });
    const auto published = Publisher(place).publish(request, source, token);
    QCOMPARE(kindOf(published), cancel ? ErrorKind::Cancelled : ErrorKind::Corrupt);
    QVERIFY(!QFileInfo::exists(place.target));
    QVERIFY(!QFileInfo::exists(place.recordFile));
    const test::StoreRun run = valueOf(test::runStore(place, f.model, true));
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(place.target, true);
}

void PublisherTest::targetFilledMeanwhile_data()
{
    QTest::addColumn<QString>("appears");
    QTest::newRow("folder with a file") << u"/mine.txt"_s;
    QTest::newRow("a file") << u""_s;
}

void PublisherTest::targetFilledMeanwhile()
{
    QFETCH(QString, appears);
    PublishFixture f;
    const DownloadLayout place = f.into();
    const PublishRequest request = f.request(place, true);
    test::writeFile(f.target + appears, "mine");
    const auto published = Publisher(place).publish(request, f.model, {});
    QCOMPARE(kindOf(published), ErrorKind::Conflict);
    QCOMPARE(test::readFile(f.target + appears), "mine");
    QVERIFY(!QFileInfo::exists(place.recordFile));
    if (appears.isEmpty())
        return;
    // The next run finds the folder not empty, and moves into it what is there already.
    QCOMPARE(f.into().publish, Publish::MoveInto);
    const test::StoreRun run = valueOf(test::runStore(f.into(), f.model, true));
    QCOMPARE(run.receivedBytes, 0);
    f.verifyComplete(f.target, true);
    QCOMPARE(namesIn(f.root), (QStringList{u"config"_s, u"target"_s}));
}

void PublisherTest::emptyModel()
{
    PublishFixture f;
    f.model = StoreModel();
    valueOf(test::runStore(f.library(), f.model, false));
    QVERIFY(QFileInfo(f.library().target).isDir());
    QVERIFY(namesIn(f.library().target).isEmpty());
}

void PublisherTest::manyFiles()
{
    PublishFixture f;
    for (int i = 0; i < 300; ++i)
        f.model.add(u"many/%1/file-%2.txt"_s.arg(i % 7).arg(i), QByteArray::number(i));
    valueOf(test::runStore(f.library(), f.model, true));
    f.verifyComplete(f.library().target, true);
}

void PublisherTest::probeOfThisVolume()
{
    const PublishFixture f;
    const VolumeTraits traits = valueOf(probeVolume(f.root));
    QVERIFY(namesIn(f.root).isEmpty());
    QVERIFY(traits.caseSensitive);
    QVERIFY(!traits.normalizesUnicode);
    QVERIFY(traits.symlinks);
    QVERIFY(traits.executableBit);
    QVERIFY(!traits.reservedNames);
    QCOMPARE(traits.maxFileBytes, -1);
    QCOMPARE(traits.maxNameBytes, 255);
}

WEIGHTYARD_TEST(PublisherTest)

} // namespace publisher_test

#include "publisher_test.moc"

#include "platform/file_names.h"
#include "store/partial_files.h"
