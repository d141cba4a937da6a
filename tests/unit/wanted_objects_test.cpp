// Which partials belong to whom: written, read back, dropped.
#include "store/wanted_objects.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QTest>

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
};

void WantedObjectsTest::writtenAndRead()
{
    const test::TempDir dir;
    const Workplace one = valueOf(libraryWorkplace(dir.path(), u"owner/one"_s));
    const Workplace two = valueOf(libraryWorkplace(dir.path(), u"owner/two"_s));
    valueOf(prepare(one));
    valueOf(writeWanted(one, u"owner/one"_s, {oidOf("a"), oidOf("b")}));
    valueOf(writeWanted(two, u"owner/two"_s, {oidOf("b")}));
    const QHash<QString, QSet<Oid>> wanted{{u"owner/one"_s, {oidOf("a"), oidOf("b")}},
                                           {u"owner/two"_s, {oidOf("b")}}};
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
    QCOMPARE(listWanted(dir.path()), (QHash<QString, QSet<Oid>>{{u"o/n"_s, {}}}));
    QVERIFY(listWanted(dir.path(u"none"_s)).isEmpty());
}

void WantedObjectsTest::intoAFolderNeedsNone()
{
    const test::TempDir dir;
    const Workplace place = valueOf(intoWorkplace(dir.path(u"model"_s), dir.path(u"config"_s)));
    valueOf(writeWanted(place, u"o/n"_s, {oidOf("a")}));
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
    QVERIFY(receivedOnDisk(dir.path(), oidOf("a")) >= 100'000);
    QVERIFY(receivedOnDisk(dir.path(), oidOf("b")) >= 50'000);
    valueOf(dropReceived(dir.path(), oidOf("a")));
    QCOMPARE(receivedOnDisk(dir.path(), oidOf("a")), 0);
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{oidOf("b").toString() + u".object"_s});
    valueOf(dropReceived(dir.path(), oidOf("b")));
    valueOf(dropReceived(dir.path(), oidOf("b")));
    QVERIFY(QDir(dir.path()).isEmpty());
}

QTEST_GUILESS_MAIN(WantedObjectsTest)
#include "wanted_objects_test.moc"
