// A library in which another process works: every command that changes something waits for its turn, says so, and then does its work;
// with --fail-if-busy it ends with 9 at once. Until then nothing is changed.
#include "adopt_scene.h"
#include "small_model.h"
#include "test_registry.h"

#include <QFile>
#include <QFileInfo>
#include <QtTest>

#include <functional>

namespace turns_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

namespace {

const QString kName = SmallModel::name();
const QString kWeight = SmallModel::weights().at(0);

struct Scene {
    SmallModel model;
    CliRun cli{QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl()};

    QString model1() const { return cli.folder(kName); }
    QString state() const { return cli.library() + u"/.weightyard"_s; }
    void must(const QStringList &words) const
    {
        const CliResult result = cli.json(words);
        if (result.exitCode() != 0)
            throw std::runtime_error(result.describe().toStdString());
    }
    void get() const { must({u"get"_s, kName}); }
    void publishSecond()
    {
        model.repo.file(u"config.json"_s, "{\"a\":2}\n").commit("second");
        model.hub.ingestLfsFolder(model.repo.gitFolder());
        model.repo.publishTo(model.hub.repositoryPath(kName));
    }
    QByteArray config() const { return readFile(model1() + u"/config.json"_s); }
    QString record() const
    {
        QString text;
        QDirIterator files(state(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString path = files.next();
            if (path.endsWith(".json"_L1))
                text += QString::fromUtf8(readFile(path));
        }
        return text;
    }
};

struct Verb {
    QStringList words; ///< LIBRARY and HOME stand for these folders
    std::function<void(Scene &)> prepare;
    std::function<bool(Scene &)> isDone; ///< false before, true after
    int exitCode = 0;
    int refusedCode = 9;
    QString lock = u"LIBRARY/.weightyard/lock"_s;
};

QString filledIn(QString text, const Scene &scene)
{
    return text.replace("LIBRARY"_L1, scene.cli.library()).replace("HOME"_L1, scene.cli.home());
}

void cloneInLibrary(Scene &scene)
{
    QDir().mkpath(QFileInfo(scene.model1()).absolutePath());
    cloneInto(scene.model.url(), scene.model1());
}

void getAndDamage(Scene &scene)
{
    scene.get();
    flipBit(scene.model1() + u'/' + kWeight);
}

bool isThere(const QString &path)
{
    return QFileInfo::exists(path);
}

QMap<QByteArray, Verb> verbs()
{
    const auto get = [](Scene &scene) { scene.get(); };
    const auto getAndUpdate = [](Scene &scene) {
        scene.get();
        scene.publishSecond();
        scene.must({u"update"_s});
    };
    const QString oid = QString::fromLatin1(sha256Hex(SmallModel::weight(0)));
    const QString object = u"/%1/%2/%3"_s.arg(oid.left(2), oid.mid(2, 2), oid);
    return {
        {"get", {{u"get"_s, kName}, [](Scene &) {}, [](Scene &s) { return isThere(s.model1()); }}},
        {"remove", {{u"remove"_s, kName, u"--yes"_s}, get, [](Scene &s) { return !isThere(s.model1()); }}},
        {"update",
         {{u"update"_s},
          [](Scene &s) {
              s.get();
              s.publishSecond();
          },
          [](Scene &s) { return s.config().contains('2'); }}},
        {"update --rollback",
         {{u"update"_s, kName, u"--rollback"_s},
          getAndUpdate,
          [](Scene &s) { return s.config().contains('1'); }}},
        {"verify, which notes what it found",
         {{u"verify"_s},
          getAndDamage,
          [](Scene &s) { return s.record().contains(u"damaged"_s); },
          7,
          1}}, // that it is damaged is a failure, too
        {"verify --repair",
         {{u"verify"_s, u"--repair"_s},
          getAndDamage,
          [](Scene &s) { return s.model.differences(s.model1()).isEmpty(); }}},
        {"clean --git-history",
         {{u"clean"_s, u"--git-history"_s, u"--yes"_s},
          get,
          [](Scene &s) { return !isThere(s.model1() + u"/.git"_s); }}},
        {"clean --lfs-store",
         {{u"clean"_s, u"--lfs-store"_s, u"--yes"_s},
          cloneInLibrary,
          [object](Scene &s) { return !isThere(s.model1() + u"/.git/lfs/objects"_s + object); }}},
        {"clean --leftovers",
         {{u"clean"_s, u"--leftovers"_s, u"--yes"_s},
          getAndUpdate,
          [](Scene &s) { return QDir(s.state() + u"/previous"_s).isEmpty(); }}},
        {"adopt",
         {{u"adopt"_s, u"LIBRARY/"_s + kName},
          cloneInLibrary,
          [](Scene &s) { return s.record().contains(kWeight); }}},
        {"share",
         {{u"share"_s, kName, u"--with"_s, u"hf-cache"_s},
          get,
          [](Scene &s) { return isThere(s.cli.home() + u"/.cache/huggingface/hub"_s); }}},
        {"mirror",
         {{u"mirror"_s, kName, u"--to"_s, u"HOME/mirror"_s},
          get,
          [object](Scene &s) { return isThere(s.cli.home() + u"/mirror"_s + object); },
          0,
          9,
          u"HOME/mirror/.weightyard-mirror/lock"_s}},
        {"move-library",
         {{u"move-library"_s, u"HOME/second"_s},
          [](Scene &s) {
              s.get();
              s.must({u"settings"_s, u"set"_s, u"library"_s, s.cli.library()});
          },
          [](Scene &s) { return isThere(s.cli.home() + u"/second/"_s + kName); }}},
    };
}

/// Holds the lock as another process does.
class OtherProcess
{
public:
    OtherProcess(const QString &lock, const QString &home)
    {
        QDir().mkpath(QFileInfo(lock).absolutePath());
        ProcessOptions options;
        options.ownGroup = true; // the lock is its child's, too
        options.environment = neutralEnvironment(home);
        m_process.start(u"flock"_s, {lock, u"sh"_s, u"-c"_s, u"echo held; exec sleep 120"_s}, options);
        if (m_process.readLine(20s) != "held")
            throw std::runtime_error("the lock cannot be had");
    }
    void end() { m_process.stop(); }

private:
    ServerProcess m_process;
};

} // namespace

class TurnsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void waits_data();
    void waits();
    void onlyLooks();
};

void TurnsTest::waits_data()
{
    QTest::addColumn<QByteArray>("verb");
    const QList<QByteArray> names = verbs().keys();
    for (const QByteArray &name : names)
        QTest::newRow(name.constData()) << name;
}

void TurnsTest::waits()
{
    QFETCH(QByteArray, verb);
    const Verb what = verbs().value(verb);
    Scene scene;
    what.prepare(scene);
    QVERIFY(!what.isDone(scene));
    QStringList words;
    for (const QString &word : what.words)
        words.append(filledIn(word, scene));
    OtherProcess other(filledIn(what.lock, scene), scene.cli.home());

    const CliResult refused = scene.cli.json(words + QStringList{u"--fail-if-busy"_s});
    QVERIFY2(refused.exitCode() == what.refusedCode, qPrintable(refused.describe()));
    QVERIFY(!what.isDone(scene));
    ServerProcess waiting;
    scene.cli.start(waiting, words);
    QByteArray said;
    QVERIFY2(waitUntil([&] { return (said += waiting.allOutput()).contains("Waiting"); }, 30s), said);
    QVERIFY(waiting.isRunning() && !what.isDone(scene));
    other.end();
    QVERIFY2(waiting.waitForFinished(60s), waiting.allOutput());
    QVERIFY2(waiting.exitCode() == what.exitCode, waiting.allOutput());
    QVERIFY2(what.isDone(scene), waiting.allOutput());
}

void TurnsTest::onlyLooks()
{
    Scene scene;
    scene.get();
    scene.publishSecond();
    const OtherProcess other(scene.state() + u"/lock"_s, scene.cli.home());
    const QList<QStringList> verbs{
        {u"list"_s},
        {u"status"_s},
        {u"clean"_s},
        {u"update"_s, u"--check"_s},
        {u"remove"_s, kName, u"--dry-run"_s},
        {u"verify"_s},
        {u"estimate"_s, kName},
        {u"mirror"_s, kName, u"--to"_s, scene.cli.home() + u"/mirror"_s},
    };
    for (const QStringList &words : verbs) {
        const CliResult result = scene.cli.json(words);
        QVERIFY2(result.exitCode() == 0, qPrintable(result.describe()));
    }
}

WEIGHTYARD_TEST(TurnsTest)

} // namespace turns_test

#include "turns_test.moc"
