// Real file systems in small images: what they can hold is found by probing, a full one loses nothing, FAT's limit is named. A
// row is skipped only when this machine cannot mount its file system (no root, no kernel driver); the message says which.
#include "test_registry.h"

#include "platform/file_copy.h"
#include "platform/file_names.h"
#include "support/publish_scene.h"
#include "support/temp_dir.h"
#include "support/test_volume.h"

#include "store/space.h"

#include <QTest>

namespace volumes_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::platform;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::StoreModel;
using test::TestVolume;
using test::valueOf;

namespace {

constexpr qint64 kMiB = 1024 * 1024;

// mkfs options that make small volumes possible, and no reserve for root.
QStringList optionsFor(const QString &type)
{
    if (type == "ext4"_L1)
        return {u"-q"_s, u"-m"_s, u"0"_s};
    return type == "btrfs"_L1 ? QStringList{u"-q"_s, u"--mixed"_s} : QStringList();
}

int sizeFor(const QString &type)
{
    return type == "btrfs"_L1 ? 128 : type == "xfs"_L1 ? 320 : 40; // mkfs makes no smaller ones
}

void addTypes()
{
    QTest::addColumn<QString>("type");
    for (const char *type : {"ext4", "xfs", "tmpfs", "vfat", "exfat", "btrfs"})
        QTest::newRow(type) << QString::fromLatin1(type);
}

/// Fills the volume but for about `left` bytes; the room comes back when it ends.
class Filler
{
public:
    Filler(const QString &folder, qint64 left) : m_path(folder + u"/filler"_s)
    {
        // Room is made by removing a file: a full btrfs cannot even cut one.
        const QString spare = folder + u"/spare"_s;
        test::writeFile(spare, QByteArray(left, 'x'));
        valueOf(syncFile(spare));
        const auto file = valueOf(File::open(m_path, File::Access::CreateNew));
        const QByteArray piece(4 * kMiB, 'x');
        qint64 end = 0;
        for (qsizetype length = piece.size(); length >= 512;) {
            if (file.writeAt(end, QByteArrayView(piece).first(length)) && file.syncData())
                end += length;
            else
                length /= 2;
        }
        valueOf(removeFile(spare));
        valueOf(syncFolder(folder));
    }
    ~Filler() { static_cast<void>(removeFile(m_path)); }
    Filler(const Filler &) = delete;
    Filler &operator=(const Filler &) = delete;

private:
    QString m_path;
};

// Bytes only: modes and links are as the volume can have them.
void verifyBytes(const StoreModel &model, const QString &folder)
{
    for (const TreeFile &file : model.files()) {
        const QString path = folder + u'/' + file.path;
        if (file.kind == TreeFile::Kind::Folder || file.path.endsWith(u".gitattributes"_s))
            continue;
        const bool isLink = stateOf(path) && stateOf(path)->kind == FileState::Kind::Link;
        const QByteArray bytes = isLink ? valueOf(readLink(path)) : test::readFile(path);
        QVERIFY2(bytes == model.bytesOf(file.path), qPrintable(path));
    }
}

} // namespace

class VolumesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void traits_data();
    void traits();
    void publishes_data() { addTypes(); }
    void publishes();
    void fullWhileReceiving_data() { addTypes(); }
    void fullWhileReceiving();
    void noRoomToPreallocate_data() { addTypes(); }
    void noRoomToPreallocate();
    void fullWhilePublishing_data() { addTypes(); }
    void fullWhilePublishing();
    void filesOfFat();
    void filesOfOldExt();
    void mountPointAsTarget_data();
    void mountPointAsTarget();
    void readOnlyVolume();
    void secondCopyIsAReflink();
};

void VolumesTest::traits_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<bool>("posix");
    QTest::newRow("ext4") << u"ext4"_s << true;
    QTest::newRow("tmpfs") << u"tmpfs"_s << true;
    QTest::newRow("xfs") << u"xfs"_s << true;
    QTest::newRow("btrfs") << u"btrfs"_s << true;
    QTest::newRow("vfat") << u"vfat"_s << false;
    QTest::newRow("exfat") << u"exfat"_s << false;
}

void VolumesTest::traits()
{
    QFETCH(QString, type);
    QFETCH(bool, posix);
    const TestVolume volume(type, sizeFor(type), optionsFor(type));
    SKIP_WITHOUT(volume);
    const VolumeTraits traits = valueOf(probeVolume(volume.path()));
    QCOMPARE(traits.caseSensitive, posix);
    QCOMPARE(traits.symlinks, posix);
    QCOMPARE(traits.executableBit, posix);
    QCOMPARE(traits.reservedNames, !posix);
    if (type == "vfat"_L1)
        QCOMPARE(traits.maxFileBytes, (1LL << 32) - 1);
    else // ext4 with the small blocks of a small volume ends at 4 TiB
        QVERIFY(traits.maxFileBytes == -1 || traits.maxFileBytes > (1LL << 40));
}

void VolumesTest::publishes()
{
    QFETCH(QString, type);
    const TestVolume volume(type, sizeFor(type), optionsFor(type));
    SKIP_WITHOUT(volume);
    StoreModel model = test::sampleModel();
    const DownloadLayout place = valueOf(layoutInLibrary(volume.path() + u"/library"_s, u"owner/name"_s));
    QCOMPARE(valueOf(test::runStore(place, model, false)).receivedBytes, test::kSampleObjectBytes);
    verifyBytes(model, place.target);
    test::writeFile(volume.path() + u"/into/mine"_s, "mine");
    const DownloadLayout into =
        valueOf(layoutInFolder(volume.path() + u"/into"_s, volume.path() + u"/config"_s));
    QCOMPARE(into.publish, DownloadLayout::Publish::MoveInto);
    valueOf(test::runStore(into, model, false));
    verifyBytes(model, into.target);
    QVERIFY(!QFileInfo::exists(into.stateDir));
}

void VolumesTest::fullWhileReceiving()
{
    QFETCH(QString, type);
    const TestVolume volume(type, sizeFor(type), optionsFor(type));
    SKIP_WITHOUT(volume);
    const QByteArray bytes = test::patternBytes(8 * kMiB, 4);
    const base::Oid oid = test::oidOf(bytes);
    qint64 claimed = 0;
    {
        const Filler filler(volume.path(), 3 * kMiB);
        const auto partial = valueOf(Partial::open(volume.path(), oid, bytes.size(), false));
        base::Result<void> done;
        for (qint64 at = 0; done && at < bytes.size(); at += kMiB / 4) {
            done = partial->write(at, QByteArrayView(bytes).sliced(at, kMiB / 4));
            if (done)
                done = partial->flush();
            if (done)
                claimed = at + kMiB / 4;
        }
        QCOMPARE(kindOf(done), ErrorKind::DiskFull);
        QVERIFY(claimed > 0);
    }
    const auto partial = valueOf(Partial::open(volume.path(), oid, bytes.size(), false));
    QVERIFY(partial->received().prefixEnd() >= claimed);
    for (qint64 at = partial->received().prefixEnd(); at < bytes.size(); at += kMiB)
        valueOf(partial->write(at, QByteArrayView(bytes).sliced(at, std::min(kMiB, bytes.size() - at))));
    valueOf(partial->flush());
    PrefixHasher hasher(partial);
    valueOf(hasher.advance(bytes.size()));
    QVERIFY(hasher.matches());
}

void VolumesTest::noRoomToPreallocate()
{
    QFETCH(QString, type);
    const TestVolume volume(type, sizeFor(type), optionsFor(type));
    SKIP_WITHOUT(volume);
    const qint64 before = valueOf(spaceAt(volume.path())).available;
    const auto partial = Partial::open(volume.path(), test::oidOf("large"), 1024 * kMiB, true);
    if (type == "exfat"_L1 && partial)
        QSKIP("this exfat driver has no fallocate: the volume fills while receiving instead");
    QCOMPARE(kindOf(partial), ErrorKind::DiskFull);
    const qint64 after = valueOf(spaceAt(volume.path())).available;
    QVERIFY2(before - after < 2 * kMiB, qPrintable(QString::number(before - after)));
}

// At whatever point of publishing the room ends: DiskFull, the target absent, and the next run fetches nothing again.
void VolumesTest::fullWhilePublishing()
{
    QFETCH(QString, type);
    const TestVolume volume(type, sizeFor(type), optionsFor(type));
    SKIP_WITHOUT(volume);
    int failures = 0;
    int round = 0;
    for (const qint64 left : {0, 8, 16, 32, 64, 128, 192, 256}) {
        StoreModel model = test::sampleModel();
        const DownloadLayout place =
            valueOf(layoutInLibrary(volume.path() + u"/library"_s, u"owner/%1"_s.arg(++round)));
        valueOf(prepare(place));
        qint64 received = 0;
        const PublishRequest request{
            .files = model.files(),
            .objects = valueOf(test::receiveObjects(place.partialsDir, model, {}, received)),
            .keepHistory = false,
            .record = model.record(place, false),
            .traits = valueOf(probeVolume(place.stagingDir))};
        {
            const Filler filler(volume.path(), left * 1024);
            const auto published = Publisher(place).publish(request, model, {});
            if (published)
                continue;
            ++failures;
            QCOMPARE(kindOf(published), ErrorKind::DiskFull);
            QVERIFY(!QFileInfo::exists(place.target));
        }
        const test::StoreRun run = valueOf(test::runStore(place, model, false));
        QCOMPARE(run.receivedBytes, 0);
        verifyBytes(model, place.target);
        valueOf(removeTree(place.target));
    }
    QVERIFY(failures > 0);
}

void VolumesTest::filesOfFat()
{
    const TestVolume volume(u"vfat"_s, 40);
    SKIP_WITHOUT(volume);
    const VolumeTraits traits = valueOf(probeVolume(volume.path()));
    const TreeFile file{.path = u"weights/huge.gguf"_s, .size = 1LL << 32, .object = test::oidOf("huge")};
    const auto refused = checkVolume({file}, traits);
    QCOMPARE(kindOf(refused), ErrorKind::DiskFull);
    QCOMPARE(refused.error().context.path, file.path);
    QCOMPARE(kindOf(checkVolume({{.path = u"a:b"_s}}, traits)), ErrorKind::Conflict);
    QCOMPARE(kindOf(checkVolume({{.path = u"A"_s}, {.path = u"a"_s}}, traits)), ErrorKind::Conflict);
}

// Without extents ext4 addresses blocks as ext2 did: with blocks of 1 KiB a file ends near 16 GiB.
void VolumesTest::filesOfOldExt()
{
    const TestVolume volume(u"ext4"_s, 40, {u"-q"_s, u"-b"_s, u"1024"_s, u"-O"_s, u"^extents,^64bit"_s});
    SKIP_WITHOUT(volume);
    const VolumeTraits traits = valueOf(probeVolume(volume.path()));
    QVERIFY2(traits.maxFileBytes > (15LL << 30) && traits.maxFileBytes < (18LL << 30),
             qPrintable(QString::number(traits.maxFileBytes)));
    QCOMPARE(kindOf(checkVolume({{.path = u"x"_s, .size = 20LL << 30}}, traits)), ErrorKind::DiskFull);
}

void VolumesTest::mountPointAsTarget_data()
{
    QTest::addColumn<bool>("bound");
    QTest::newRow("another volume") << false;
    QTest::newRow("bind mount of the same volume") << true;
}

void VolumesTest::mountPointAsTarget()
{
    QFETCH(bool, bound);
    const TestVolume volume(u"ext4"_s, 40, optionsFor(u"ext4"_s));
    SKIP_WITHOUT(volume);
    QString target = volume.path();
    valueOf(removeTree(target + u"/lost+found"_s)); // as empty as it gets
    if (bound) {
        target = volume.path() + u"/bound"_s;
        valueOf(makeFolder(target));
        valueOf(makeFolder(volume.path() + u"/real"_s));
        test::mustRun(u"mount"_s, {u"--bind"_s, volume.path() + u"/real"_s, target});
    }
    const test::TempDir config;
    const DownloadLayout place = valueOf(layoutInFolder(target, config.path()));
    QCOMPARE(place.publish, DownloadLayout::Publish::MoveInto);
    QCOMPARE(place.stateDir, target + u"/.weightyard"_s);
    StoreModel model = test::sampleModel();
    valueOf(test::runStore(place, model, true));
    const QString differences = model.differences(target, true);
    if (bound)
        test::mustRun(u"umount"_s, {target});
    QVERIFY2(differences.isEmpty(), qPrintable(differences));
}

void VolumesTest::readOnlyVolume()
{
    TestVolume volume(u"tmpfs"_s, 8);
    SKIP_WITHOUT(volume);
    QVERIFY(volume.remountReadOnly());
    const DownloadLayout place = valueOf(layoutInLibrary(volume.path() + u"/library"_s, u"owner/name"_s));
    QCOMPARE(kindOf(prepare(place)), ErrorKind::Permission);
}

void VolumesTest::secondCopyIsAReflink()
{
    const TestVolume volume(u"btrfs"_s, 128, {u"-q"_s});
    SKIP_WITHOUT(volume);
    const QByteArray bytes = test::patternBytes(20 * kMiB, 6);
    test::writeFile(volume.path() + u"/one"_s, bytes);
    valueOf(syncFile(volume.path() + u"/one"_s));
    const qint64 before = valueOf(spaceAt(volume.path())).available;
    valueOf(copyFile(volume.path() + u"/one"_s, volume.path() + u"/two"_s, {}));
    valueOf(syncFile(volume.path() + u"/two"_s));
    QCOMPARE(test::readFile(volume.path() + u"/two"_s), bytes);
    QVERIFY(before - valueOf(spaceAt(volume.path())).available < 4 * kMiB);
}

WEIGHTYARD_TEST(VolumesTest)

} // namespace volumes_test

#include "volumes_test.moc"
