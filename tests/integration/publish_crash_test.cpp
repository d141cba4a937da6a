// Kills a publishing process at every system call that changes the disk, one after the other, and looks at what a reader finds and
// at what the next run makes of it. (What the kernel had not written is another matter: write_order_test.)
#include "support/child_process.h"
#include "support/store_model.h"

#include <QDirIterator>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using namespace weightyard::store;
using test::valueOf;

namespace {

const QString kProgram = QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/store_trace");
constexpr qint64 kObjectBytes = 255'000;

// Nothing here reaches a disk in time: memory is as good, and faster.
QString scratchFolder()
{
    return QFileInfo(u"/dev/shm"_s).isWritable() ? u"/dev/shm"_s : QDir::tempPath();
}

class Scene
{
public:
    Scene(const QString &kind, bool history)
        : m_dir(scratchFolder() + u"/weightyard-crash-XXXXXX"_s),
          m_kind(kind),
          m_history(history)
    {
        if (!m_dir.isValid())
            qFatal("no temporary folder");
        if (hasForeignFiles())
            valueOf(makeFolder(target() + u"/notes"_s));
        if (hasForeignFiles())
            valueOf(writeDurably(foreignFile(), "mine"));
    }

    QStringList arguments() const
    {
        const QString verb = m_kind == "library"_L1 ? u"library"_s : u"into"_s;
        return {verb, m_dir.path(), m_history ? u"history"_s : u"plain"_s};
    }
    QString root() const { return m_dir.path(); }
    QString target() const
    {
        return root() + (m_kind == "library"_L1 ? u"/library/owner/name"_s : u"/target"_s);
    }

    /// What is wrong with what a reader finds now, whenever that is.
    QString wrongAtAnyTime() const
    {
        if (!hasForeignFiles())
            return !QFileInfo::exists(target()) ? QString() : m_model.differences(target(), m_history);
        if (const auto mine = readWhole(foreignFile(), 100); !mine || *mine != "mine")
            return u"the foreign file changed"_s;
        // Loaders start from these two.
        const bool looksComplete = QFileInfo::exists(target() + u"/config.json"_s)
                                   || QFileInfo::exists(target() + u"/model.safetensors.index.json"_s);
        for (const TreeFile &file : m_model.files()) {
            if (looksComplete && file.object && !QFileInfo::exists(target() + u'/' + file.path))
                return file.path + u" is missing beside config.json"_s;
        }
        return {};
    }
    QString wrongAtTheEnd() const
    {
        if (const QString difference = m_model.differences(target(), m_history); !difference.isEmpty())
            return difference;
        if (const QString wrong = wrongAtAnyTime(); !wrong.isEmpty())
            return wrong;
        QDirIterator left(root(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                          QDirIterator::Subdirectories);
        int records = 0;
        while (left.hasNext()) {
            const QString path = left.next();
            records += path.contains(u"/records/"_s) ? 1 : 0;
            if (path.contains(u"/staging/owner"_s) || path.endsWith(u".object"_s)
                || path.endsWith(u".journal"_s) || path.endsWith(u".new"_s)
                || (m_kind != "library"_L1 && path.contains(u".weightyard"_s)))
                return path + u" was left"_s;
        }
        return records == 1 ? QString() : u"%1 records"_s.arg(records);
    }
    /// Bytes of objects that are whole somewhere: none of them may be fetched again.
    qint64 bytesOfWholeObjects() const
    {
        QSet<base::Oid> found;
        qint64 sum = 0;
        QDirIterator files(root(), QDir::Files | QDir::Hidden | QDir::NoSymLinks,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(u".partial"_s))
                continue;
            const QByteArray bytes = valueOf(readWhole(path, 1 << 20)).value_or(QByteArray());
            const base::Oid oid = test::oidOf(bytes);
            const bool isObject = std::any_of(m_model.files().cbegin(), m_model.files().cend(),
                                              [&](const TreeFile &file) { return file.object == oid; });
            if (isObject && !found.contains(oid))
                sum += bytes.size();
            found.insert(oid);
        }
        return sum;
    }

private:
    bool hasForeignFiles() const { return m_kind == "foreign"_L1; }
    QString foreignFile() const { return target() + u"/notes/mine.txt"_s; }

    QTemporaryDir m_dir;
    const QString m_kind;
    const bool m_history;
    const test::StoreModel m_model = test::sampleModel();
};

// The next run: ends well, fetches nothing that was there, and leaves the model and nothing else.
void verifyNextRun(const Scene &scene, const QByteArray &where)
{
    const QString wrong = scene.wrongAtAnyTime();
    QVERIFY2(wrong.isEmpty(), qPrintable(QString::fromUtf8(where) + u": "_s + wrong));
    const qint64 whole = scene.bytesOfWholeObjects();
    const test::ProcessResult again = test::runProcess(kProgram, scene.arguments());
    QVERIFY2(again.ok(), qPrintable(QString::fromUtf8(where) + u": "_s + again.describe()));
    if (again.out.startsWith("published ")) {
        const qint64 received = again.out.mid(10).trimmed().toLongLong();
        QVERIFY2(received <= kObjectBytes - whole,
                 where + ": fetched " + QByteArray::number(received) + " again");
    }
    const QString wrongNow = scene.wrongAtTheEnd();
    QVERIFY2(wrongNow.isEmpty(), qPrintable(QString::fromUtf8(where) + u": "_s + wrongNow));
}

bool canTrace()
{
    return test::runProcess(u"strace"_s, {u"-qq"_s, u"-o"_s, u"/dev/null"_s, u"true"_s}).ok();
}

void addScenes()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<bool>("history");
    for (const QString &kind : {u"library"_s, u"absent"_s, u"foreign"_s}) {
        QTest::newRow(qPrintable(kind + u", with history"_s)) << kind << true;
        QTest::newRow(qPrintable(kind + u", without history"_s)) << kind << false;
    }
}

} // namespace

class PublishCrashTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void killedAtEachSystemCall_data() { addScenes(); }
    void killedAtEachSystemCall();
    void killedTwice_data() { addScenes(); }
    void killedTwice();
    void killedAtAnyMoment_data() { addScenes(); }
    void killedAtAnyMoment();
};

namespace {

// Permissions and times matter to nobody before the final rename: kills at the calls around them cover those.
const QStringList kCalls{u"rename"_s,    u"renameat2"_s, u"unlink"_s,   u"unlinkat"_s,
                         u"mkdir"_s,     u"mkdirat"_s,   u"rmdir"_s,    u"symlink"_s,
                         u"fdatasync"_s, u"fsync"_s,     u"pwrite64"_s, u"copy_file_range"_s};

/// True: it was killed at the `turn`-th call of that name; false: it made fewer.
bool runUntil(const Scene &scene, const QString &call, int turn)
{
    const QStringList options{
        u"-f"_s, u"-qq"_s,           u"-o"_s, u"/dev/null"_s,
        u"-e"_s, u"trace="_s + call, u"-e"_s, u"inject=%1:signal=KILL:when=%2"_s.arg(call).arg(turn),
        kProgram};
    return test::runProcess(u"strace"_s, options + scene.arguments()).crashed;
}

} // namespace

void PublishCrashTest::killedAtEachSystemCall()
{
    if (!canTrace())
        QSKIP("strace is not installed, or may not trace here");
    QFETCH(QString, kind);
    QFETCH(bool, history);
    int kills = 0;
    for (const QString &call : kCalls) {
        for (int turn = 1;; ++turn) {
            const Scene scene(kind, history);
            if (!runUntil(scene, call, turn))
                break;
            ++kills;
            verifyNextRun(scene, call.toUtf8() + ' ' + QByteArray::number(turn));
            if (QTest::currentTestFailed())
                return;
        }
    }
    QVERIFY2(kills > 100, qPrintable(QString::number(kills)));
}

// The run that recovers is killed too.
void PublishCrashTest::killedTwice()
{
    if (!canTrace())
        QSKIP("strace is not installed, or may not trace here");
    QFETCH(QString, kind);
    QFETCH(bool, history);
    int kills = 0;
    for (const QString &call : {u"rename"_s, u"renameat2"_s, u"fsync"_s}) {
        for (int first = 4; first <= 20; first += 4) {
            for (int second = 1; second <= 9; second += 4) {
                const Scene scene(kind, history);
                if (!runUntil(scene, call, first))
                    continue;
                kills += runUntil(scene, u"rename"_s, second) ? 1 : 0;
                verifyNextRun(scene, call.toUtf8() + ' ' + QByteArray::number(first) + ", rename "
                                         + QByteArray::number(second));
                if (QTest::currentTestFailed())
                    return;
            }
        }
    }
    QVERIFY2(kills > 5, qPrintable(QString::number(kills)));
}

void PublishCrashTest::killedAtAnyMoment()
{
    QFETCH(QString, kind);
    QFETCH(bool, history);
    QRandomGenerator random(1);
    for (int i = 0; i < 15; ++i) {
        const Scene scene(kind, history);
        test::ServerProcess process;
        QVERIFY(process.start(kProgram, scene.arguments()));
        process.waitForFinished(std::chrono::milliseconds(random.bounded(30)));
        process.kill();
        verifyNextRun(scene, "kill " + QByteArray::number(i));
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(PublishCrashTest)
#include "publish_crash_test.moc"
