// Repair: what it takes out of a model's folder, and what it leaves, on real folders.
#include "test_registry.h"

#include "job/repair.h"
#include "support/store_model.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QFileInfo>
#include <QTest>

namespace repair_test {

using namespace weightyard;
using namespace weightyard::job;
using namespace weightyard::test;
using namespace Qt::Literals::StringLiterals;
using base::ErrorKind;

namespace {

constexpr qint64 kBytes = 1000;

struct Model {
    Model() : place(valueOf(store::layoutInLibrary(dir.path(u"lib"_s), u"o/n"_s)))
    {
        for (const QString &path : {u"a.bin"_s, u"b.bin"_s, u"sub/c.bin"_s})
            add(path);
    }
    void add(const QString &path)
    {
        const QByteArray bytes = patternBytes(kBytes, static_cast<quint32>(record.files.size()));
        writeFile(pathOf(path), bytes);
        record.files.append({.path = path, .size = kBytes, .oid = oidOf(bytes)});
    }
    QString pathOf(const QString &path) const { return place.target + u'/' + path; }
    base::Result<Repair> begin()
    {
        valueOf(store::writeRecord(place.recordFile, record));
        return Repair::begin(place);
    }
    QSet<QString> intact(const Repair &repair, const QList<store::TreeFile> &files)
    {
        StoreModel source;
        return valueOf(repair.intact(place, files, source, base::CancelToken()));
    }
    bool isThere(const QString &path) const { return QFileInfo::exists(pathOf(path)); }

    TempDir dir;
    store::DownloadLayout place;
    store::Record record{.url = u"https://h/o/n"_s,
                         .modelPath = u"o/n"_s,
                         .commit = QString(40, u'a'),
                         .folder = u"o/n"_s,
                         .installedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000).toUTC()};
};

} // namespace

class RepairTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void clearsWhatWasShort();
    void leavesWhatGotShortLater();
    void staysInTheModel();
    void leavesWhatSomebodyMended_data();
    void leavesWhatSomebodyMended();
    void refusesLinksOnTheWay();
    void leavesWhatIsBehindALaterLink();
};

void RepairTest::clearsWhatWasShort()
{
    Model model;
    QVERIFY(QFile::resize(model.pathOf(u"a.bin"_s), 10));
    QVERIFY(QFile::remove(model.pathOf(u"sub/c.bin"_s)));
    const Repair repair = valueOf(model.begin());
    QList<store::TreeFile> files;
    for (const store::RecordFile &file : model.record.files)
        files.append({.path = file.path, .size = file.size, .object = file.oid});
    const QSet<QString> intact = model.intact(repair, files);
    QCOMPARE(intact, QSet<QString>{u"b.bin"_s});
    QCOMPARE(repair.missing(files, intact).size(), 2);
    valueOf(repair.clear(model.place));
    QVERIFY(!model.isThere(u"a.bin"_s));
    QVERIFY(model.isThere(u"b.bin"_s));
}

// Nothing was fetched to put in its place.
void RepairTest::leavesWhatGotShortLater()
{
    Model model;
    QVERIFY(QFile::resize(model.pathOf(u"a.bin"_s), 10));
    const Repair repair = valueOf(model.begin());
    QVERIFY(QFile::resize(model.pathOf(u"b.bin"_s), 20));
    QVERIFY(model.intact(repair, {{.path = u"b.bin"_s}}).contains(u"b.bin"_s));
    valueOf(repair.clear(model.place));
    QVERIFY(!model.isThere(u"a.bin"_s));
    QCOMPARE(QFileInfo(model.pathOf(u"b.bin"_s)).size(), 20);
}

// Such a record is no record.
void RepairTest::staysInTheModel()
{
    for (const QString &path : {u"../other.bin"_s, u"../../../other.bin"_s, u".git/objects/pack"_s}) {
        Model model;
        model.add(path);
        QCOMPARE(kindOf(model.begin()), ErrorKind::Unsafe);
        QCOMPARE(QFileInfo(model.pathOf(path)).size(), kBytes);
    }
}

void RepairTest::leavesWhatSomebodyMended_data()
{
    QTest::addColumn<bool>("wasThere");
    QTest::newRow("a short file") << true;
    QTest::newRow("a missing file") << false;
}

void RepairTest::leavesWhatSomebodyMended()
{
    QFETCH(bool, wasThere);
    Model model;
    const QString file = model.pathOf(u"a.bin"_s);
    QVERIFY(wasThere ? QFile::resize(file, 10) : QFile::remove(file));
    const Repair repair = valueOf(model.begin());
    writeFile(file, patternBytes(kBytes, 9));
    const base::Result<void> cleared = repair.clear(model.place);
    QCOMPARE(kindOf(cleared), ErrorKind::Conflict);
    QCOMPARE(cleared.error().context.path, file);
    QCOMPARE(readFile(file), patternBytes(kBytes, 9));
}

void RepairTest::refusesLinksOnTheWay()
{
    Model model;
    const QString elsewhere = model.dir.path(u"elsewhere"_s);
    QVERIFY(QFile::rename(model.pathOf(u"sub"_s), elsewhere));
    QVERIFY(QFile::link(elsewhere, model.pathOf(u"sub"_s)));
    QVERIFY(QFile::resize(elsewhere + u"/c.bin"_s, 10));
    QCOMPARE(kindOf(model.begin()), ErrorKind::Conflict);
    QVERIFY(QFileInfo::exists(elsewhere + u"/c.bin"_s));
}

void RepairTest::leavesWhatIsBehindALaterLink()
{
    Model model;
    QVERIFY(QFile::resize(model.pathOf(u"sub/c.bin"_s), 10));
    const Repair repair = valueOf(model.begin());
    const QString elsewhere = model.dir.path(u"elsewhere"_s);
    QVERIFY(QFile::rename(model.pathOf(u"sub"_s), elsewhere));
    QVERIFY(QFile::link(elsewhere, model.pathOf(u"sub"_s)));
    QCOMPARE(kindOf(repair.clear(model.place)), ErrorKind::Conflict);
    QVERIFY(QFileInfo::exists(elsewhere + u"/c.bin"_s));
}

WEIGHTYARD_TEST(RepairTest)

} // namespace repair_test

#include "repair_test.moc"
