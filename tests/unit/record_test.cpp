#include "said.h"
#include "test_registry.h"

#include "store/record.h"

#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <limits>

namespace record_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using base::ErrorKind;
using test::kindOf;
using test::valueOf;

namespace {

Record sample()
{
    return {.url = u"https://example.org/owner/name"_s,
            .modelPath = u"owner/name"_s,
            .revision = u"v1"_s,
            .commit = u"0123456789012345678901234567890123456789"_s,
            .folder = u"owner/name"_s,
            .installedAt = QDateTime(QDate(2026, 1, 2), QTime(3, 4, 5, 678), Qt::UTC),
            .withHistory = true,
            .files = {{.path = u"config.json"_s, .size = 12, .oid = {}},
                      {.path = u"model \"quoted\" \u00e9.safetensors"_s,
                       .size = 5'000'000'000,
                       .oid = test::oidOf("a")},
                      {.path = u"tokenizer.json"_s,
                       .size = 3,
                       .oid = {},
                       .blob = "0123456789012345678901234567890123456789"}},
            .ref = u"refs/heads/main"_s,
            .leftAsPointers = {u"extra.bin"_s},
            .damaged = {u"model \"quoted\" \u00e9.safetensors"_s},
            .picks = {{.variants = {u"Q4_K_M"_s}}, {.exclude = {u"*.bin"_s}, .isSafe = true}}};
}

} // namespace

class RecordTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas();
    void xetAndLeaving();
    void missingIsNothing();
    void newerVersionStays();
    void damagedIsReportedAndReplaced_data();
    void damagedIsReportedAndReplaced();
    void listIsSortedAndToldApart();
    void leavesTheFolder_data();
    void leavesTheFolder();
    void otherKindIsUnreadable();
    void nothingTemporaryStays();
    void hugeClaimsDoNotOverflow();
};

void RecordTest::comesBackAsItWas()
{
    const test::TempDir dir;
    const QString path = dir.path(u"records/deep/one.json"_s);
    valueOf(writeRecord(path, sample()));
    const std::optional<Record> back = valueOf(readRecord(path));
    QVERIFY(back.has_value());
    QCOMPARE(back->files.size(), 3);
    QVERIFY(*back == sample());
    QCOMPARE(back->bytes(), 5'000'000'015);
    Record other = sample();
    other.leftAsPointers.clear();
    other.withHistory = false;
    valueOf(writeRecord(path, other));
    QVERIFY(valueOf(readRecord(path)) == std::optional(other));
}

// What is only told on makes no record unusable; what is being removed is known by its files.
void RecordTest::xetAndLeaving()
{
    const test::TempDir dir;
    const QString path = dir.path(u"one.json"_s);
    Record record = sample();
    record.files.first().xetHash = QString(64, u'a');
    record.leaving = {record.files.takeLast()};
    valueOf(writeRecord(path, record));
    const std::optional<Record> back = valueOf(readRecord(path));
    QVERIFY(back == std::optional(record));
    QCOMPARE(back->files.first().xetHash, QString(64, u'a'));
    QCOMPARE(back->leaving, record.leaving);
    QByteArray text = test::readFile(path);
    test::writeFile(path, QByteArray(text).replace("\"" + QByteArray(64, 'a') + "\"", "[17]"));
    QVERIFY(valueOf(readRecord(path)) == std::optional(record));
    test::writeFile(path, text.replace("\"leaving\": [", "\"leaving\": [ 1, "));
    QCOMPARE(kindOf(readRecord(path)), ErrorKind::Corrupt);
}

void RecordTest::missingIsNothing()
{
    const test::TempDir dir;
    QVERIFY(!valueOf(readRecord(dir.path(u"none.json"_s))));
    const RecordListing listing = listRecords(dir.path(u"none"_s), RecordsOf::Library);
    QVERIFY(listing.records.isEmpty());
    QVERIFY(listing.unreadable.isEmpty());
}

void RecordTest::newerVersionStays()
{
    const test::TempDir dir;
    const QString path = dir.path(u"one.json"_s);
    valueOf(writeRecord(path, sample()));
    QByteArray text = test::readFile(path);
    text.replace("\"version\": 1", "\"version\": 7");
    test::writeFile(path, text);
    const auto read = readRecord(path);
    QCOMPARE(kindOf(read), ErrorKind::Prerequisite);
    QVERIFY(test::said(read.error()).contains(u"version 7"_s));
    QCOMPARE(kindOf(writeRecord(path, sample())), ErrorKind::Prerequisite);
    QCOMPARE(test::readFile(path), text);
}

void RecordTest::damagedIsReportedAndReplaced_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::newRow("no JSON") << QByteArray("{") << QByteArray("");
    QTest::newRow("no version") << QByteArray("\"version\"") << QByteArray("\"aversion\"");
    QTest::newRow("no model") << QByteArray("\"model\"") << QByteArray("\"nodel\"");
    QTest::newRow("no files") << QByteArray("\"files\"") << QByteArray("\"fails\"");
    QTest::newRow("upper-case oid") << test::oidOf("a").hex() << test::oidOf("a").hex().toUpper();
    QTest::newRow("odd blob") << QByteArray("0123456789012345678901234567890123456789")
                              << QByteArray("01234");
    QTest::newRow("negative size") << QByteArray("12") << QByteArray("-12");
}

void RecordTest::damagedIsReportedAndReplaced()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const test::TempDir dir;
    const QString path = dir.path(u"one.json"_s);
    valueOf(writeRecord(path, sample()));
    const QByteArray damaged = test::readFile(path).replace(from, to);
    test::writeFile(path, damaged);
    const auto read = readRecord(path);
    QCOMPARE(kindOf(read), ErrorKind::Corrupt);
    QCOMPARE(read.error().context.path, path);
    valueOf(writeRecord(path, sample()));
    QVERIFY(valueOf(readRecord(path)) == std::optional(sample()));
}

void RecordTest::listIsSortedAndToldApart()
{
    const test::TempDir dir;
    for (const QString &name : {u"b/two"_s, u"a/one"_s, u"c/three"_s}) {
        Record record = sample();
        record.modelPath = name;
        valueOf(writeRecord(dir.path(name + u".json"_s), record));
    }
    dir.writeFile(u"broken.json"_s, "nonsense");
    dir.writeFile(u"note.txt"_s, "not a record");
    const RecordListing listing = listRecords(dir.path(), RecordsOf::Library);
    QStringList names;
    for (const Record &record : listing.records)
        names.append(record.modelPath);
    QCOMPARE(names, (QStringList{u"a/one"_s, u"b/two"_s, u"c/three"_s}));
    QCOMPARE(listing.unreadable.size(), 1);
    QCOMPARE(listing.unreadable.first().context.path, dir.path(u"broken.json"_s));
}

void RecordTest::leavesTheFolder_data()
{
    QTest::addColumn<QString>("list");
    for (const QString &list : {u"files"_s, u"leaving"_s, u"leftAsPointers"_s, u"damaged"_s, u"different"_s})
        QTest::newRow(qPrintable(list)) << list;
    for (const QString &list : {u"folder"_s, u"model"_s})
        QTest::newRow(qPrintable(list)) << list;
}

void RecordTest::leavesTheFolder()
{
    QFETCH(QString, list);
    const test::TempDir dir;
    const QString path = dir.path(u"one.json"_s);
    for (const QString &outside : {u"../../.ssh/id"_s, u"/etc/passwd"_s, u".git/config"_s, u"a/../../b"_s}) {
        Record record = sample();
        const RecordFile file{.path = outside, .size = 1, .oid = {}};
        if (list == "files"_L1)
            record.files.append(file);
        else if (list == "leaving"_L1)
            record.leaving.append(file);
        else if (list == "leftAsPointers"_L1)
            record.leftAsPointers.append(outside);
        else if (list == "damaged"_L1)
            record.damaged.append(outside);
        else if (list == "different"_L1)
            record.different.append(outside);
        else if (list == "folder"_L1)
            record.folder = outside;
        else
            record.modelPath = outside;
        valueOf(writeRecord(path, record));
        const RecordListing listing = listRecords(dir.path(), RecordsOf::Library);
        QVERIFY2(listing.records.isEmpty(), qPrintable(outside));
        QCOMPARE(listing.unreadable.size(), 1);
        QCOMPARE(listing.unreadable.first().kind, ErrorKind::Unsafe);
        QCOMPARE(listing.unreadable.first().context.path, path);
    }
}

void RecordTest::otherKindIsUnreadable()
{
    const test::TempDir dir;
    Record record = sample();
    valueOf(writeRecord(dir.path(u"below.json"_s), record));
    record.folder = dir.path(u"model"_s);
    valueOf(writeRecord(dir.path(u"anywhere.json"_s), record));
    for (const RecordsOf kind : {RecordsOf::Library, RecordsOf::Folders}) {
        const RecordListing listing = listRecords(dir.path(), kind);
        QCOMPARE(listing.records.size(), 1);
        QCOMPARE(QDir::isAbsolutePath(listing.records.first().folder), kind == RecordsOf::Folders);
        QCOMPARE(listing.unreadable.size(), 1);
        QCOMPARE(listing.unreadable.first().kind, ErrorKind::Unsafe);
    }
}

void RecordTest::nothingTemporaryStays()
{
    const test::TempDir dir;
    dir.writeFile(u"one.json.new"_s, "left by a killed run");
    valueOf(writeRecord(dir.path(u"one.json"_s), sample()));
    QCOMPARE(QDir(dir.path()).entryList(QDir::Files), QStringList{u"one.json"_s});
}

void RecordTest::hugeClaimsDoNotOverflow()
{
    constexpr qint64 most = std::numeric_limits<qint64>::max();
    Record record = sample();
    record.files = {
        {.path = u"a"_s, .size = most}, {.path = u"b"_s, .size = most}, {.path = u"c"_s, .size = 1}};
    QCOMPARE(record.bytes(), most);
}

WEIGHTYARD_TEST(RecordTest)

} // namespace record_test

#include "record_test.moc"
