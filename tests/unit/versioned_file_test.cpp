// One policy for small files of ours: newer ones stay, damaged ones are kept beside, older ones are migrated after a backup.
#include "platform/versioned_file.h"
#include "publish_fixture.h"
#include "said.h"
#include "support/store_results.h"
#include "temp_dir.h"
#include "test_registry.h"

#include <QDir>
#include <QFileInfo>
#include <QtTest>

namespace versioned_file_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::platform;
using namespace weightyard::test;
using base::ErrorKind;

namespace {

const FileFormat kThird{.version = 3,
                        .limit = 1000,
                        .migrations = {[](const QJsonObject &first) {
                                           return QJsonObject{{u"list"_s, first[u"one"_s]}};
                                       },
                                       [](const QJsonObject &second) {
                                           return QJsonObject{{u"items"_s, second[u"list"_s]}};
                                       }}};
const FileFormat kCache{.version = 3, .limit = 1000, .kind = FileFormat::Kind::Cache};
const QJsonObject kNew{{u"items"_s, 7}};

} // namespace

class VersionedFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBack();
    void newerStays();
    void damagedIsKeptBeside_data();
    void damagedIsKeptBeside();
    void olderIsMigratedAfterABackup_data();
    void olderIsMigratedAfterABackup();
    void cacheThatIsOfNoUse_data();
    void cacheThatIsOfNoUse();
    void unreadableIsNotReplaced();
};

void VersionedFileTest::comesBack()
{
    const TempDir dir;
    const QString path = dir.path(u"deep/er/a.json"_s);
    QVERIFY(!valueOf(readVersioned(path, kThird)));
    valueOf(writeVersioned(path, kNew, kThird));
    QCOMPARE(valueOf(readVersioned(path, kThird)), std::optional(kNew));
    valueOf(writeVersioned(path, {}, kThird));
    QCOMPARE(valueOf(readVersioned(path, kThird)), std::optional(QJsonObject()));
#ifndef Q_OS_WIN // the folder's access list says there who may read
    QVERIFY(!(QFileInfo(path).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
#endif
    QCOMPARE(namesIn(dir.path(u"deep/er"_s)), QStringList{u"a.json"_s});
}

void VersionedFileTest::newerStays()
{
    const TempDir dir;
    const QByteArray newer = R"({"version": 4, "things": []})";
    const QString path = dir.writeFile(u"a.json"_s, newer);
    for (const auto &refused :
         {kindOf(readVersioned(path, kThird)), kindOf(writeVersioned(path, kNew, kThird))})
        QCOMPARE(refused, ErrorKind::Prerequisite);
    const base::Error error = readVersioned(path, kThird).error();
    QVERIFY(error.context.reason == base::ErrorReason::NewerFile);
    QCOMPARE(error.context.path, path);
    QVERIFY(test::said(error).contains(u"version 4"_s));
    QCOMPARE(readFile(path), newer);
    QCOMPARE(namesIn(dir.path()), QStringList{u"a.json"_s});
}

void VersionedFileTest::damagedIsKeptBeside_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut") << QByteArray(R"({"version": 3, "ite)");
    QTest::newRow("a list") << QByteArray("[3]");
    QTest::newRow("no version") << QByteArray(R"({"items": 7})");
    QTest::newRow("version 0") << QByteArray(R"({"version": 0})");
    QTest::newRow("version as text") << QByteArray(R"({"version": "3"})");
    QTest::newRow("version between") << QByteArray(R"({"version": 1.5})");
    QTest::newRow("not UTF-8") << QByteArray("\xff\xfe");
    QTest::newRow("too large") << QByteArray(R"({"version": 3, "items": ")" + QByteArray(1000, 'x') + "\"}");
}

void VersionedFileTest::damagedIsKeptBeside()
{
    QFETCH(QByteArray, text);
    const TempDir dir;
    const QString path = dir.writeFile(u"a.json"_s, text);
    dir.writeFile(u"a.json.damaged"_s, "an older one");
    const auto read = readVersioned(path, kThird);
    QCOMPARE(kindOf(read), ErrorKind::Corrupt);
    QCOMPARE(read.error().context.path, path);
    QVERIFY(isOfNoUse(read.error()));
    QCOMPARE(readFile(path), text); // reading changes nothing
    valueOf(writeVersioned(path, kNew, kThird));
    QCOMPARE(readFile(path + u".damaged"_s), text);
    QCOMPARE(readFile(path + u".damaged.1"_s), QByteArray("an older one"));
    QCOMPARE(valueOf(readVersioned(path, kThird)), std::optional(kNew));
    writeFile(path, "again");
    valueOf(setAside(path));
    QCOMPARE(readFile(path + u".damaged"_s), QByteArray("again"));
    QCOMPARE(readFile(path + u".damaged.2"_s), text);
}

void VersionedFileTest::olderIsMigratedAfterABackup_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("backup");
    QTest::newRow("1") << QByteArray(R"({"version": 1, "one": 5})") << u".v1"_s;
    QTest::newRow("2") << QByteArray(R"({"version": 2, "list": 5})") << u".v2"_s;
}

void VersionedFileTest::olderIsMigratedAfterABackup()
{
    QFETCH(QByteArray, text);
    QFETCH(QString, backup);
    const TempDir dir;
    const QString path = dir.writeFile(u"a.json"_s, text);
    QCOMPARE(valueOf(readVersioned(path, kThird)), std::optional(QJsonObject{{u"items"_s, 5}}));
    QCOMPARE(readFile(path), text);
    valueOf(writeVersioned(path, kNew, kThird));
    QCOMPARE(readFile(path + backup), text);
    QCOMPARE(valueOf(readVersioned(path, kThird)), std::optional(kNew));
    // The first backup is the one that counts.
    writeFile(path, R"({"version": 1, "one": 6})");
    writeFile(path + u".v1"_s, "kept");
    valueOf(writeVersioned(path, kNew, kThird));
    QCOMPARE(readFile(path + u".v1"_s), QByteArray("kept"));
}

void VersionedFileTest::cacheThatIsOfNoUse_data()
{
    damagedIsKeptBeside_data();
    QTest::newRow("newer") << QByteArray(R"({"version": 4})");
}

void VersionedFileTest::cacheThatIsOfNoUse()
{
    QFETCH(QByteArray, text);
    const TempDir dir;
    const QString path = dir.writeFile(u"a.json"_s, text);
    QVERIFY(!valueOf(readVersioned(path, kCache)));
    valueOf(writeVersioned(path, kNew, kCache));
    QCOMPARE(valueOf(readVersioned(path, kCache)), std::optional(kNew));
    QCOMPARE(namesIn(dir.path()), QStringList{u"a.json"_s});
}

// Who knows what is in it.
void VersionedFileTest::unreadableIsNotReplaced()
{
    const TempDir dir;
    QVERIFY(QDir().mkpath(dir.path(u"a.json"_s)));
    QVERIFY(!readVersioned(dir.path(u"a.json"_s), kThird));
    QVERIFY(!writeVersioned(dir.path(u"a.json"_s), kNew, kThird));
    QVERIFY(QFileInfo(dir.path(u"a.json"_s)).isDir());
}

WEIGHTYARD_TEST(VersionedFileTest)

} // namespace versioned_file_test

#include "versioned_file_test.moc"
