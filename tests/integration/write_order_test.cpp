// Power loss, which kill -9 cannot show: the system calls of a publishing process are traced and replayed on a model of
// a disk that keeps nothing but what was synced. The order of calls is asserted, and at every sync the disk is cut and
// the next run looked at.
// label: exhaustive
#include "test_registry.h"

#include "store/partial_files.h"
#include "support/disk_model.h"
#include "support/exhaustive.h"
#include "support/publish_scene.h"
#include "support/syscall_trace.h"

#include <QTest>

namespace write_order_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using test::DiskModel;
using test::PublishScene;
using test::Syscall;
using test::valueOf;

namespace {

const QString kProgram = QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/store_trace");
// (Nothing lost is what a kill leaves: publish_crash_test.)
constexpr auto kLosses = {DiskModel::Loss::AllUnsynced, DiskModel::Loss::UnsyncedData,
                          DiskModel::Loss::UnsyncedBytes};

void addScenes()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    QTest::newRow("library, without history") << u"library"_s << false;
    QTest::newRow("absent, with history") << u"absent"_s << true;
    QTest::newRow("foreign, with history") << u"foreign"_s << true;
    QTest::newRow("foreign, without history") << u"foreign"_s << false;
}

/// A traced run with the disk as it was before.
struct Traced {
    Traced(const QString &kind, bool history) : scene(kind, history), disk(scene.root())
    {
        place = scene.place();
        calls = test::traceSyscalls(kProgram, scene.arguments());
        scene.ignoreIndex();
    }
    QString relative(const QString &path) const { return path.mid(scene.root().size() + 1); }
    QString destination(const Syscall &call) const
    {
        if (call.name == "rename")
            return relative(QFile::decodeName(call.arguments.value(1)));
        return call.name == "renameat2" ? QFile::decodeName(call.arguments.value(3)) : QString();
    }
    QString source(const Syscall &call) const
    {
        return relative(QFile::decodeName(call.arguments.value(call.name == "rename" ? 0 : 1)));
    }

    PublishScene scene;
    DiskModel disk;
    DownloadLayout place;
    QList<Syscall> calls;
};

bool isSync(const Syscall &call)
{
    return call.name == "fdatasync" || call.name == "fsync" || call.name == "syncfs";
}

// Every byte that a journal claims is the object's: nothing else must ever be trusted.
QString wrongClaim(const PublishScene &scene, const QString &partialsDir, qint64 &claimed)
{
    QSet<base::Oid> seen;
    for (const TreeFile &file : scene.model().files()) {
        if (!file.object || seen.contains(*file.object) || !hasPartial(partialsDir, *file.object))
            continue;
        seen.insert(*file.object);
        const QByteArray bytes = scene.model().bytesOf(file.path);
        const auto partial = valueOf(Partial::open(partialsDir, *file.object, bytes.size(), false));
        const std::vector<Interval> all = partial->received().all();
        for (const Interval &one : all) {
            QByteArray read(one.length(), '\0');
            valueOf(partial->read(one.begin, read.data(), read.size()));
            if (read != bytes.mid(one.begin, one.length()))
                return u"%1: %2 to %3 is claimed and wrong"_s.arg(file.path).arg(one.begin).arg(one.end);
        }
        claimed += partial->received().total();
    }
    return {};
}

} // namespace

class WriteOrderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        if (!test::canTraceSyscalls())
            QSKIP("strace is not installed, or may not trace here");
    }
    void claimsFollowData();
    void renameFollowsEverything_data();
    void renameFollowsEverything();
    void movesFollowTheirList_data();
    void movesFollowTheirList();
    void powerLossAtEachSync_data() { addScenes(); }
    void powerLossAtEachSync();
};

void WriteOrderTest::claimsFollowData()
{
    Traced traced(u"library"_s, false);
    int claims = 0;
    for (const Syscall &call : traced.calls) {
        const QString path = traced.disk.pathOfDescriptor(call.arguments.value(0).toLongLong());
        if (call.name == "pwrite64" && path.endsWith(u".journal"_s)
            && call.arguments.value(1).contains("claim ")) {
            ++claims;
            QString partial = path;
            partial.replace(u".journal"_s, u".partial"_s);
            QVERIFY2(traced.disk.syncsSinceWrite(partial) > 0, qPrintable(partial));
        }
        if (traced.destination(call).endsWith(u".object"_s)) {
            // Objects that had a journal are on disk before they lose it; the others are not worth a sync of their own.
            const QString journal = traced.source(call).replace(u".partial"_s, u".journal"_s);
            if (traced.disk.exists(journal))
                QVERIFY2(traced.disk.syncsSinceWrite(traced.source(call)) > 0, qPrintable(journal));
        }
        const bool endsJournal = call.name == "unlink" && call.arguments.value(0).endsWith(".journal");
        if (endsJournal) {
            const QString journal = traced.relative(QFile::decodeName(call.arguments.value(0)));
            if (traced.disk.exists(journal))
                QVERIFY(traced.disk.isDurable(QString(journal).replace(u".journal"_s, u".object"_s)));
        }
        traced.disk.apply(call);
        // A journal is durable as soon as the call after its write is through: its own sync, the first time its folder's too.
        if (isSync(call) && path.endsWith(u".journal"_s))
            QVERIFY(traced.disk.syncsSinceWrite(path) == 1);
    }
    QVERIFY2(claims >= 4, qPrintable(QString::number(claims)));
}

void WriteOrderTest::renameFollowsEverything_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    QTest::newRow("library, with history") << u"library"_s << true;
    QTest::newRow("absent, without history") << u"absent"_s << false;
}

void WriteOrderTest::renameFollowsEverything()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    Traced traced(kind, history);
    const QString target = traced.relative(traced.place.target);
    const QString record = traced.relative(traced.place.recordFile);
    const QString tree = traced.relative(traced.place.stagingDir) + u"/tree"_s;
    bool renamed = false;
    bool settled = false;
    for (const Syscall &call : traced.calls) {
        if (traced.destination(call) == target) {
            renamed = true;
            QVERIFY(traced.disk.isDurable(record));
            QVERIFY(traced.disk.isTreeDurable(tree));
            QVERIFY(traced.disk.isDurable(tree));
            QVERIFY(traced.disk.isDurable(QFileInfo(target).path() == u"."_s ? QString()
                                                                             : QFileInfo(target).path()));
            const QStringList files = traced.disk.filesBelow(tree);
            QVERIFY(files.size() >= 9);
            for (const QString &file : files) {
                const bool ours = !file.contains(u"/.git/"_s) && !file.contains(u"model-"_s)
                                  && !file.endsWith(u"tool.bin"_s);
                if (ours) // objects may have been flushed on arrival, the pack by the one who fetched it
                    QVERIFY2(traced.disk.syncsSinceWrite(file) == 1, qPrintable(file));
            }
        } else if (renamed && !settled
                   && (call.name == "unlink" || call.name == "unlinkat" || call.name == "rmdir")) {
            settled = true; // the first thing of the clean-up
            QVERIFY(traced.disk.isDurable(target));
            QVERIFY(!traced.disk.exists(tree));
        }
        traced.disk.apply(call);
    }
    QVERIFY(renamed);
    QVERIFY(settled);
}

void WriteOrderTest::movesFollowTheirList_data()
{
    QTest::addColumn<bool>("history");
    QTest::newRow("with history") << true;
    QTest::newRow("without history") << false;
}

void WriteOrderTest::movesFollowTheirList()
{
    QFETCH(bool, history);
    Traced traced(u"foreign"_s, history);
    const QString target = traced.relative(traced.place.target);
    const QString staging = traced.relative(traced.place.stagingDir);
    const QString record = traced.relative(traced.place.recordFile);
    int moves = 0;
    bool historyMoved = false;
    for (const Syscall &call : traced.calls) {
        const QString name = traced.destination(call);
        if (call.name == "renameat2" && name == ".git"_L1) {
            historyMoved = true;
            QVERIFY(traced.disk.isDurable(record));
            QVERIFY(traced.disk.isTreeDurable(staging + u"/git"_s));
            for (const TreeFile &file : traced.scene.model().files())
                QVERIFY2(traced.disk.isDurable(target + u'/' + file.path), qPrintable(file.path));
        } else if (call.name == "renameat2") {
            if (++moves == 1)
                QVERIFY(traced.disk.isTreeDurable(staging + u"/tree"_s));
            QVERIFY(traced.disk.isDurable(staging + u"/moves.json"_s));
            QVERIFY(!traced.disk.exists(record));
            const bool forLoaders = name == "config.json"_L1 || name.endsWith(u".index.json"_s);
            for (const TreeFile &file : traced.scene.model().files()) {
                if (forLoaders && file.object)
                    QVERIFY2(traced.disk.isDurable(target + u'/' + file.path), qPrintable(file.path));
            }
        }
        traced.disk.apply(call);
    }
    QCOMPARE(moves, history ? 12 : 10);
    QCOMPARE(historyMoved, history);
}

void WriteOrderTest::powerLossAtEachSync()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    Traced traced(kind, history);
    const QString partials = traced.scene.place().partialsDir;
    int cuts = 0;
    int syncs = 0;
    for (const Syscall &call : traced.calls) {
        traced.disk.apply(call);
        if (!isSync(call))
            continue;
        ++syncs;
        for (const DiskModel::Loss loss : kLosses) {
            ++cuts;
            // Where not all are tried, each sync has another loss than the one before.
            if (!test::isTried(static_cast<int>(loss) + 1 + syncs))
                continue;
            traced.disk.writeAfter(loss);
            const QByteArray where =
                "cut " + QByteArray::number(cuts) + ", loss " + QByteArray::number(static_cast<int>(loss));
            const QString early = traced.scene.wrongAtAnyTime();
            QVERIFY2(early.isEmpty(), where + ": " + early.toUtf8());
            qint64 claimed = 0;
            const QString claim = wrongClaim(traced.scene, partials, claimed);
            QVERIFY2(claim.isEmpty(), where + ": " + claim.toUtf8());
            traced.scene.letTimePass();
            const qint64 kept = claimed + traced.scene.bytesOfWholeObjects();
            const auto run = test::runStore(traced.scene.place(), traced.scene.model(), history);
            QVERIFY2(run, run ? "" : where + ": " + base::describe(run.error()).toUtf8());
            QVERIFY2(run->recovered || run->receivedBytes <= test::kSampleObjectBytes - kept, where);
            const QString wrong = traced.scene.wrongAtTheEnd();
            QVERIFY2(wrong.isEmpty(), where + ": " + wrong.toUtf8());
        }
    }
    QVERIFY2(cuts > 120, qPrintable(QString::number(cuts)));
}

WEIGHTYARD_TEST(WriteOrderTest)

} // namespace write_order_test

#include "write_order_test.moc"
