// Which partials belong to whom: written, read back, dropped.
#include "test_registry.h"

#include "store/wanted_objects.h"

#include "store/partial.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QTest>

namespace wanted_objects_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::Oid;
using test::oidOf;
using test::valueOf;

class WantedObjectsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writtenAndRead();
    void oddFilesAreLeftOut();
    void intoAFolderNeedsNone();
    void dropsAllOfAnObject();
    void receivedIsWhatTheJournalClaims();
};

void WantedObjectsTest::writtenAndRead()
{
    const test::TempDir dir;
    const DownloadLayout one = valueOf(layoutInLibrary(dir.path(), u"owner/one"_s));
    const DownloadLayout two = valueOf(layoutInLibrary(dir.path(), u"owner/two"_s));
    valueOf(prepare(one));
    const WantedObjects ofOne{.oids = {oidOf("a"), oidOf("b")}, .bytes = 5'000'000'000};
    const WantedObjects ofTwo{.oids = {oidOf("b")}};
    valueOf(writeWanted(one, u"owner/one"_s, ofOne));
    valueOf(writeWanted(two, u"owner/two"_s, ofTwo));
    const QHash<QString, WantedObjects> wanted{{u"owner/one"_s, ofOne}, {u"owner/two"_s, ofTwo}};
    QCOMPARE(listWanted(one.partialsDir), wanted);
    valueOf(removeWanted(one));
    valueOf(removeWanted(one));
    QCOMPARE(listWanted(one.partialsDir).keys(), QStringList{u"owner/two"_s});
}

void WantedObjectsTest::oddFilesAreLeftOut()
{
    const test::TempDir dir;
    dir.writeFile(u"a.wanted"_s, "no json");
    dir.writeFile(u"b.wanted"_s, R"({"version":2,"model":"o/n","oids":[]})");
    dir.writeFile(u"c.wanted"_s, R"({"version":1,"model":"o/n","oids":["../../etc/passwd","zz",7]})");
    QCOMPARE(listWanted(dir.path()), (QHash<QString, WantedObjects>{{u"o/n"_s, {}}}));
    QVERIFY(listWanted(dir.path(u"none"_s)).isEmpty());
}

void WantedObjectsTest::intoAFolderNeedsNone()
{
    const test::TempDir dir;
    const DownloadLayout place = valueOf(layoutInFolder(dir.path(u"model"_s), dir.path(u"config"_s)));
    valueOf(writeWanted(place, u"o/n"_s, {.oids = {oidOf("a")}}));
    valueOf(removeWanted(place));
    QVERIFY(QDir(dir.path()).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot));
}

void WantedObjectsTest::dropsAllOfAnObject()
{
    const test::TempDir dir;
    const QString name = oidOf("a").toString();
    dir.writeFile(name + u".partial"_s, QByteArray(100'000, 'x'));
    dir.writeFile(name + u".journal"_s, "j");
    dir.writeFile(oidOf("b").toString() + u".object"_s, QByteArray(50'000, 'x'));
    QVERIFY(bytesAllocated(dir.path(), oidOf("a")) >= 100'000);
    QVERIFY(bytesAllocated(dir.path(), oidOf("b")) >= 50'000);
    valueOf(dropReceived(dir.path(), oidOf("a")));
    QCOMPARE(bytesAllocated(dir.path(), oidOf("a")), 0);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{oidOf("b").toString() + u".object"_s});
    valueOf(dropReceived(dir.path(), oidOf("b")));
    valueOf(dropReceived(dir.path(), oidOf("b")));
    QVERIFY(QDir(dir.path()).isEmpty());
}

// A preallocated partial takes all of its room from the first byte on.
void WantedObjectsTest::receivedIsWhatTheJournalClaims()
{
    const test::TempDir dir;
    constexpr qint64 kSize = 4'000'000;
    const Oid oid = oidOf("large");
    QCOMPARE(bytesReceived(dir.path(), oid), 0);
    {
        const auto partial = valueOf(Partial::open(dir.path(), oid, kSize, true));
        valueOf(partial->write(1'000'000, QByteArray(300'000, 'x')));
        QCOMPARE(bytesReceived(dir.path(), oid), 0); // not flushed: a crash would take it
        valueOf(partial->flush());
        valueOf(partial->write(0, QByteArray(200'000, 'x')));
        valueOf(partial->flush());
        QCOMPARE(bytesReceived(dir.path(), oid), 500'000); // while it is at work
        valueOf(partial->drop({1'000'000, 1'100'000}));
    }
    QCOMPARE(bytesReceived(dir.path(), oid), 400'000);
    QVERIFY(bytesAllocated(dir.path(), oid) >= kSize);
    QVERIFY(QFile::resize(dir.path(oid.toString() + u".partial"_s), 150'000));
    QCOMPARE(bytesReceived(dir.path(), oid),
             150'000); // what is not there was not received, whoever claims it
    dir.writeFile(oid.toString() + u".journal"_s, "damaged");
    QCOMPARE(bytesReceived(dir.path(), oid), 0);
    dir.writeFile(oid.toString() + u".object"_s, QByteArray(kSize, 'x'));
    QCOMPARE(bytesReceived(dir.path(), oid), kSize);
}

WEIGHTYARD_TEST(WantedObjectsTest)

} // namespace wanted_objects_test

#include "wanted_objects_test.moc"
