#include "test_registry.h"

#include "library/verify_models.h"

#include "library/record_gaps.h"
#include "store/lock_keeper.h"
#include "support/few_threads.h"
#include "support/store_results.h"
#include "support/temp_dir.h"

#include <QFile>
#include <QTest>

namespace verify_models_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::library;
using base::ErrorKind;
using store::Record;
using test::kindOf;
using test::oidOf;
using test::valueOf;

namespace {

/// Of a model outside a library, where no lock is taken.
store::DownloadLayout outside(const QString &recordFile)
{
    store::DownloadLayout place;
    place.recordFile = recordFile;
    place.removeStateDirAfterwards = true;
    return place;
}

/// A model of three objects and a plain file, as its record says, on disk.
struct Model {
    test::TempDir dir;
    QByteArray large = test::patternBytes(3'000'000, 1);
    Record record{.url = u"https://h/o/n"_s,
                  .modelPath = u"o/n"_s,
                  .revision = {},
                  .commit = QString(40, u'a'),
                  .folder = u"o/n"_s,
                  .installedAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000).toUTC(),
                  .withHistory = false,
                  .files = {{.path = u"large.bin"_s, .size = large.size(), .oid = oidOf(large)},
                            {.path = u"b.bin"_s, .size = 5, .oid = oidOf("bbbbb")},
                            {.path = u"deep/a.bin"_s, .size = 5, .oid = oidOf("aaaaa")},
                            {.path = u"README.md"_s, .size = 6, .oid = {}}},
                  .ref = {},
                  .leftAsPointers = {}};

    Model()
    {
        write(u"large.bin"_s, large);
        write(u"b.bin"_s, "bbbbb");
        write(u"deep/a.bin"_s, "aaaaa");
        write(u"README.md"_s, "edited by the user");
    }
    QString folder() const { return dir.path(u"o/n"_s); }
    void write(const QString &path, const QByteArray &bytes) const
    {
        test::writeFile(folder() + u'/' + path, bytes);
    }
    ModelVerdict verdict(int threads = 2) const
    {
        const auto nobody = [](qint64, qint64) {};
        return valueOf(verifyModels({{record, folder()}}, threads, nobody, {})).value(0);
    }
};

} // namespace

class VerifyModelsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void fewerThreadsDoIt_data();
    void fewerThreadsDoIt();
    void good_data();
    void good();
    void findsWhatIsWrong();
    void leavesPointersAlone();
    void readsWhatTheTreeMayHave();
    void progressReachesTheEnd();
    void cancelled();
    void gaps();
    void notesDamage();
    void notesNothingOfAnother();
    void busyLibrary();
};

void VerifyModelsTest::fewerThreadsDoIt_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {0, 1})
        QTest::addRow("%d", threads) << threads;
}

void VerifyModelsTest::fewerThreadsDoIt()
{
    QFETCH(int, threads);
    const Model model;
    ModelVerdict verdict;
    {
        const test::FewThreads few(static_cast<unsigned>(threads));
        if (!few.isPossible())
            QSKIP("threads cannot be limited here");
        verdict = model.verdict(4);
    }
    QVERIFY(!verdict.error && verdict.damaged.isEmpty() && verdict.missing.isEmpty());
    QCOMPARE(verdict.bytes, model.large.size() + 10);
}

void VerifyModelsTest::good_data()
{
    QTest::addColumn<int>("threads");
    for (const int threads : {-1, 1, 2, 16})
        QTest::addRow("%d threads", threads) << threads;
}

void VerifyModelsTest::good()
{
    QFETCH(int, threads);
    const Model model;
    const ModelVerdict verdict = model.verdict(threads);
    QVERIFY(verdict.isGood());
    QCOMPARE(verdict.bytes, model.large.size() + 10);
}

void VerifyModelsTest::findsWhatIsWrong()
{
    Model model;
    QByteArray flipped = model.large;
    flipped[2'999'999] = static_cast<char>(flipped[2'999'999] ^ 1);
    model.write(u"large.bin"_s, flipped);
    model.write(u"b.bin"_s, "BBBBB");
    QVERIFY(QFile::resize(model.folder() + u"/deep/a.bin"_s, 4));
    const ModelVerdict verdict = model.verdict();
    QVERIFY(!verdict.isGood());
    QCOMPARE(verdict.damaged, (QStringList{u"b.bin"_s, u"large.bin"_s}));
    QCOMPARE(verdict.missing, QStringList{u"deep/a.bin"_s});
    QVERIFY(QFile::remove(model.folder() + u"/deep/a.bin"_s));
    QCOMPARE(model.verdict().missing, QStringList{u"deep/a.bin"_s});
}

void VerifyModelsTest::leavesPointersAlone()
{
    Model model;
    model.record.leftAsPointers = {u"b.bin"_s};
    model.write(u"b.bin"_s, "a pointer");
    QVERIFY(model.verdict().isGood());
}

// A name with a backslash is a name like others here; one that leads out of the folder is not read.
void VerifyModelsTest::readsWhatTheTreeMayHave()
{
    Model model;
    model.record.files.append({.path = u"a\\b.bin"_s, .size = 5, .oid = oidOf("ccccc")});
    model.write(u"a\\b.bin"_s, "ccccc");
    QVERIFY(model.verdict().isGood());
    QCOMPARE(model.verdict().bytes, model.large.size() + 15);
    model.write(u"a\\b.bin"_s, "CCCCC");
    QCOMPARE(model.verdict().damaged, QStringList{u"a\\b.bin"_s});
    model.record.files = {{.path = u"../outside"_s, .size = 1, .oid = oidOf("x")}};
    const ModelVerdict outside = model.verdict();
    QVERIFY(outside.error.has_value());
    QCOMPARE(outside.error->kind, ErrorKind::Unsafe);
}

void VerifyModelsTest::progressReachesTheEnd()
{
    const Model model;
    qint64 last = 0;
    const qint64 whole = model.large.size() + 10;
    bool backwards = false;
    const auto verdicts = valueOf(verifyModels({{model.record, model.folder()}}, 3,
                                               [&](qint64 done, qint64 total) {
                                                   backwards = backwards || done < last || total != whole;
                                                   last = done;
                                               },
                                               {}));
    QVERIFY(!backwards);
    QCOMPARE(last, whole);
    QCOMPARE(verdicts.size(), 1);
    QVERIFY(valueOf(verifyModels({}, 2, [](qint64, qint64) {}, {})).isEmpty());
}

void VerifyModelsTest::cancelled()
{
    const Model model;
    base::CancelToken cancel;
    const auto stop = [&](qint64, qint64) { cancel.cancel(); };
    QCOMPARE(kindOf(verifyModels({{model.record, model.folder()}}, 2, stop, cancel)), ErrorKind::Cancelled);
}

void VerifyModelsTest::gaps()
{
    Model model;
    QVERIFY(missingOrShort(model.record, model.folder(), 20).isEmpty());
    model.record.damaged = {u"b.bin"_s, u"no longer in the model"_s};
    QCOMPARE(missingOrShort(model.record, model.folder(), 20), QStringList{u"b.bin"_s});
    QVERIFY(QFile::remove(model.folder() + u"/large.bin"_s));
    QCOMPARE(missingOrShort(model.record, model.folder(), 20), (QStringList{u"large.bin"_s, u"b.bin"_s}));
    QCOMPARE(missingOrShort(model.record, model.folder(), 1).size(), 1);
}

void VerifyModelsTest::notesDamage()
{
    store::LockKeeper locks;
    const Model model;
    const QString file = model.dir.path(u"record.json"_s);
    valueOf(store::writeRecord(file, model.record));
    model.write(u"b.bin"_s, "BBBBB");
    valueOf(noteDamage(model.verdict(), outside(file), locks));
    Record noted = *valueOf(store::readRecord(file));
    QCOMPARE(noted.damaged, QStringList{u"b.bin"_s});
    noted.damaged.clear();
    QVERIFY(noted == model.record);
    // Good again: nothing is held against it.
    model.write(u"b.bin"_s, "bbbbb");
    ModelVerdict good = model.verdict();
    good.record.damaged = {u"b.bin"_s};
    valueOf(noteDamage(good, outside(file), locks));
    QVERIFY(valueOf(store::readRecord(file))->damaged.isEmpty());
}

void VerifyModelsTest::notesNothingOfAnother()
{
    store::LockKeeper locks;
    const Model model;
    const QString file = model.dir.path(u"record.json"_s);
    Record newer = model.record;
    newer.commit = QString(40, u'b');
    valueOf(store::writeRecord(file, newer));
    model.write(u"b.bin"_s, "BBBBB");
    valueOf(noteDamage(model.verdict(), outside(file), locks));
    QVERIFY(*valueOf(store::readRecord(file)) == newer);
    valueOf(noteDamage(model.verdict(), outside(model.dir.path(u"none.json"_s)), locks));
    QVERIFY(!QFile::exists(model.dir.path(u"none.json"_s)));
}

void VerifyModelsTest::busyLibrary()
{
    store::LockKeeper locks;
    const Model model;
    const QString file = model.dir.path(u"record.json"_s);
    valueOf(store::writeRecord(file, model.record));
    model.write(u"b.bin"_s, "BBBBB");
    store::DownloadLayout place;
    place.recordFile = file;
    place.lockFile = model.dir.path(u"lock"_s);
    const auto held = valueOf(store::StoreLock::acquire(place.lockFile));
    QCOMPARE(kindOf(noteDamage(model.verdict(), place, locks)), ErrorKind::Busy);
    QVERIFY(*valueOf(store::readRecord(file)) == model.record);
}

WEIGHTYARD_TEST(VerifyModelsTest)

} // namespace verify_models_test

#include "verify_models_test.moc"
