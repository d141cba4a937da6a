// What a download finds on the disk before it starts, on real folders.
#include "said.h"
#include "test_registry.h"

#include "library/presence.h"
#include "library/reuse_objects.h"
#include "store/record.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace presence_test {

using namespace weightyard;
using namespace weightyard::library;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

const QString kUrl = u"https://h/o/n"_s;
const QString kCommit = u"0123456789abcdef0123456789abcdef01234567"_s;

struct Library {
    Library() : place(valueOf(store::layoutInLibrary(dir.path(u"lib"_s), u"o/n"_s))) {}

    // A model of one object and one plain file, as its record says.
    void install()
    {
        writeFile(place.target + u"/model.bin"_s, object);
        writeFile(place.target + u"/README.md"_s, "hello");
        valueOf(store::writeRecord(place.recordFile, record()));
    }
    store::Record record() const
    {
        return {.url = kUrl,
                .modelPath = u"o/n"_s,
                .revision = u"v1"_s,
                .commit = kCommit,
                .folder = u"o/n"_s,
                .installedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000).toUTC(),
                .withHistory = false,
                .files = {{.path = u"model.bin"_s, .size = object.size(), .oid = oidOf(object)},
                          {.path = u"README.md"_s, .size = 5, .oid = {}}},
                .ref = u"refs/tags/v1"_s,
                .leftAsPointers = {}};
    }

    TempDir dir;
    QByteArray object = patternBytes(5000, 1);
    store::DownloadLayout place;
};

base::Result<Presence> presenceOf(const store::DownloadLayout &place, const QString &url,
                                  const QString &revision, bool into)
{
    return presence(place, {.url = url, .revision = revision, .modelPath = into ? QString() : u"o/n"_s},
                    base::CancelToken());
}

} // namespace

class PresenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void absent();
    void installed_data();
    void installed();
    void inTheWay_data();
    void inTheWay();
    void damaged();
    void foundDamaged();
    void anotherMirror();
    void notByUs();
    void workTrees();
    void takesOverObjects();
    void takesOverNothingWrong();
    void takingOverCanBeCancelled();
};

void PresenceTest::absent()
{
    Library library;
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Absent);
    QDir().mkpath(library.place.target);
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Absent); // empty
    // A record without its folder says nothing: somebody removed the model by hand.
    valueOf(store::writeRecord(library.place.recordFile, library.record()));
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Absent);
    QVERIFY(QDir(library.place.target).removeRecursively());
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Absent);
}

void PresenceTest::installed_data()
{
    QTest::addColumn<QString>("revision");
    QTest::addColumn<bool>("same");
    QTest::newRow("any") << QString() << true;
    QTest::newRow("as asked for then") << u"v1"_s << true;
    QTest::newRow("its full name") << u"refs/tags/v1"_s << true;
    QTest::newRow("commit") << kCommit << true;
    QTest::newRow("short commit") << kCommit.left(7) << true;
    QTest::newRow("too short") << kCommit.left(6) << false;
    QTest::newRow("another commit") << QString(40, u'f') << false;
    QTest::newRow("another branch") << u"main"_s << false;
}

void PresenceTest::installed()
{
    QFETCH(QString, revision);
    QFETCH(bool, same);
    Library library;
    library.install();
    const auto found = presenceOf(library.place, kUrl, revision, false);
    if (same)
        QCOMPARE(valueOf(found), Presence::Installed);
    else
        QCOMPARE(kindOf(found), ErrorKind::Conflict);
}

void PresenceTest::inTheWay_data()
{
    QTest::addColumn<QString>("file"); // relative to the library
    QTest::addColumn<bool>("into");
    QTest::addColumn<bool>("conflict");
    QTest::newRow("a foreign file") << u"o/n/notes.txt"_s << false << false;
    QTest::newRow("a hidden file") << u"o/n/.hidden"_s << false << false;
    QTest::newRow("a foreign file, --into") << u"o/n/notes.txt"_s << true << false;
    QTest::newRow("a file in the folder's place") << u"o/n"_s << false << true;
    QTest::newRow("a file in the folder's place, --into") << u"o/n"_s << true << true;
}

void PresenceTest::inTheWay()
{
    QFETCH(QString, file);
    QFETCH(bool, into);
    QFETCH(bool, conflict);
    Library library;
    library.dir.writeFile(u"lib/"_s + file, "mine");
    const auto found = presenceOf(library.place, kUrl, {}, into);
    if (conflict)
        QCOMPARE(kindOf(found), ErrorKind::Conflict);
    else
        QCOMPARE(valueOf(found), Presence::Absent);
    Library other;
    other.install();
    QCOMPARE(kindOf(presenceOf(other.place, u"https://h/other"_s, {}, into)), ErrorKind::Conflict);
}

void PresenceTest::damaged()
{
    Library library;
    library.install();
    QVERIFY(QFile::resize(library.place.target + u"/model.bin"_s, 4999));
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Damaged);
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, true)), Presence::Absent);
    library.install();
    writeFile(library.place.target + u"/README.md"_s, "edited by the user"); // theirs to change
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Installed);
    QVERIFY(QFile::remove(library.place.target + u"/README.md"_s));
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Damaged);
}

// Of the user's own folder we know only of files that we put there and found broken since.
void PresenceTest::foundDamaged()
{
    Library library;
    library.install();
    store::Record record = library.record();
    record.damaged = {u"model.bin"_s};
    valueOf(store::writeRecord(library.place.recordFile, record));
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Damaged);
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, true)), Presence::Damaged);
}

// A mirror (HF_ENDPOINT) has the same models at other addresses.
void PresenceTest::anotherMirror()
{
    Library library;
    library.install();
    const auto asked = [&](const QString &hubPath, bool into) {
        return presence(library.place,
                        {.url = u"https://mirror/o/n"_s,
                         .revision = {},
                         .modelPath = into ? QString() : u"o/n"_s,
                         .hubPath = hubPath},
                        base::CancelToken());
    };
    QCOMPARE(valueOf(asked(u"o/n"_s, false)), Presence::Installed);
    QCOMPARE(valueOf(asked(u"o/n"_s, true)), Presence::Installed);
    QCOMPARE(kindOf(asked(u"o/other"_s, true)), ErrorKind::Conflict);
    QCOMPARE(kindOf(asked({}, false)), ErrorKind::Conflict); // not on a Hub: the address is the model
}

// Weights that somebody put there are not fetched again; half of them are in the way.
void PresenceTest::notByUs()
{
    Library library;
    library.dir.writeFile(u"lib/o/n/model.safetensors"_s, "weights");
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, false)), Presence::Unverified);
    QCOMPARE(kindOf(presenceOf(library.place, kUrl, kCommit, false)), ErrorKind::Conflict); // who knows?
    QCOMPARE(valueOf(presenceOf(library.place, kUrl, {}, true)), Presence::Absent);
    library.dir.writeFile(u"lib/o/n/model.safetensors.aria2"_s, "");
    const auto half = presenceOf(library.place, kUrl, {}, false);
    QCOMPARE(kindOf(half), ErrorKind::Conflict);
    QVERIFY2(test::said(half.error()).contains("model.safetensors.aria2"_L1),
             qPrintable(test::said(half.error())));
}

void PresenceTest::workTrees()
{
    const TempDir dir;
    const QString target = dir.path(u"repo/a/b/model"_s);
    QCOMPARE(surroundingWorkTree(target), QString());
    dir.makeFolder(u"repo/.git"_s);
    QCOMPARE(surroundingWorkTree(target), dir.path(u"repo"_s)); // folders between may not be there yet
    dir.writeFile(u"repo/a/.git"_s, "gitdir: elsewhere\n");
    QCOMPARE(surroundingWorkTree(target), dir.path(u"repo/a"_s)); // a work tree or submodule has a file
    dir.makeFolder(u"repo/a/b/model/.git"_s);
    QCOMPARE(surroundingWorkTree(target), dir.path(u"repo/a"_s)); // its own does not surround it
}

static ObjectSources sourcesIn(const QString &library)
{
    return {{library}, library, {}};
}

void PresenceTest::takesOverObjects()
{
    Library library;
    library.install();
    const QString partials = library.dir.makeFolder(u"partials"_s);
    const lfs::Pointer have{oidOf(library.object), library.object.size()};
    const lfs::Pointer lack{oidOf("another"), 7};
    QHash<base::Oid, qint64> told;
    QCOMPARE(valueOf(reuseObjects({have, lack}, sourcesIn(library.dir.path(u"lib"_s)), partials,
                                  base::CancelToken(),
                                  [&](const base::Oid &oid, qint64 bytes) { told[oid] = bytes; })),
             5000);
    QCOMPARE(told, (QHash<base::Oid, qint64>{{have.oid, 5000}}));
    const QString taken = partials + u'/' + have.oid.toString() + u".object"_s;
    QCOMPARE(readFile(taken), library.object);
    QCOMPARE(QDir(partials).entryList(QDir::Files).size(), 1);
    QCOMPARE(readFile(library.place.target + u"/model.bin"_s), library.object); // still there
    // Its own file: writing to one does not change the other.
    writeFile(taken, "changed");
    QCOMPARE(readFile(library.place.target + u"/model.bin"_s), library.object);
}

void PresenceTest::takesOverNothingWrong()
{
    Library library;
    library.install();
    const QString partials = library.dir.makeFolder(u"partials"_s);
    const lfs::Pointer pointer{oidOf(library.object), library.object.size()};
    const QString lib = library.dir.path(u"lib"_s);
    // One that is there already stays as it is.
    const QString finished = partials + u'/' + pointer.oid.toString() + u".object"_s;
    writeFile(finished, QByteArray(5000, 'x'));
    QCOMPARE(valueOf(reuseObjects({pointer}, sourcesIn(lib), partials, base::CancelToken())), 0);
    QCOMPARE(readFile(finished), QByteArray(5000, 'x'));
    QVERIFY(QFile::remove(finished));
    QVERIFY(QFile::resize(library.place.target + u"/model.bin"_s, 4000));
    QCOMPARE(valueOf(reuseObjects({pointer}, sourcesIn(lib), partials, base::CancelToken())), 0);
    QVERIFY(QFile::remove(library.place.target + u"/model.bin"_s));
    QCOMPARE(valueOf(reuseObjects({pointer}, sourcesIn(lib), partials, base::CancelToken())), 0);
    QVERIFY(QDir(partials).isEmpty());
    QCOMPARE(valueOf(reuseObjects({pointer}, sourcesIn(library.dir.path(u"none"_s)), partials,
                                  base::CancelToken())),
             0);
}

void PresenceTest::takingOverCanBeCancelled()
{
    Library library;
    library.install();
    const QString partials = library.dir.makeFolder(u"partials"_s);
    const base::CancelToken cancel;
    cancel.cancel();
    const auto taken = reuseObjects({{oidOf(library.object), 5000}}, sourcesIn(library.dir.path(u"lib"_s)),
                                    partials, cancel);
    // A clone of the volume is done before anybody can look; a copy ends.
    if (!taken)
        QCOMPARE(taken.error().kind, ErrorKind::Cancelled);
    else
        QVERIFY(QFileInfo(partials + u'/' + oidOf(library.object).toString() + u".object"_s).size() == 5000);
}

WEIGHTYARD_TEST(PresenceTest)

} // namespace presence_test

#include "presence_test.moc"
