// The tools that tests rest on: odd repositories, comparison of folders, peers that do not answer, the hub as a program.
#include "child_process.h"
#include "hub_scenario.h"
#include "raw_client.h"
#include "repo_builder.h"
#include "sockets.h"
#include "test_registry.h"
#include "tree_snapshot.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTcpSocket>
#include <QTest>

namespace test_support_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;
using namespace std::chrono_literals;

class TestSupportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void generatedBytesDependOnOffsetOnly();
    void largeAndSmallHashesAgree();
    void hostileTreesReachTheHub();
    void manyRefsAndGitlinks();
    void ownCommitsAreGits();
    void emptyRepository();
    void snapshotsSeeDifferences();
    void silentListenerSaysNothing();
    void blackHoleNeverConnects();
    void processesAreReported();
    void hubAsProgram();
    void scenarioRefusesTypos();
};

void TestSupportTest::generatedBytesDependOnOffsetOnly()
{
    const ObjectSourcePtr source = generatedObject(5, 100'003);
    const QByteArray whole = generatedBytes(5, 100'003);
    QCOMPARE(whole.size(), 100'003);
    for (const qint64 start : {0, 1, 7, 8, 9, 65'537, 99'999})
        QCOMPARE(source->read(start, 5'000), whole.mid(start, 5'000));
    QVERIFY(source->read(100'003, 1).isEmpty());
    QVERIFY(generatedBytes(6, 64) != whole.left(64));
}

void TestSupportTest::largeAndSmallHashesAgree()
{
    constexpr qint64 size = 65 * 1024 * 1024 + 1; // past the limit where the openssl program takes over
    QCOMPARE(sha256Hex(*generatedObject(1, size)), sha256Hex(generatedBytes(1, size)));
}

void TestSupportTest::hostileTreesReachTheHub()
{
    const QList<QList<QByteArray>> paths{
        {".git", "config"}, {"..", "escape"}, {".GIT", "x"}, {"a/b"}, {"sub", "..", "x"}};
    for (const QList<QByteArray> &parts : paths) {
        RepoBuilder repo;
        LocalHub hub;
        const QByteArray commit = repo.hostilePath(parts, "evil\n");
        hub.addRepository(u"o/n"_s, repo);
        const QByteArray tree = repo.git({u"ls-tree"_s, u"-z"_s, QString::fromLatin1(commit)});
        QVERIFY2(tree.contains('\t' + parts.first() + '\0'), tree.constData());
        // The real client refuses or drops it, but fetches it: the hub does hand it out.
        const TempDir target;
        CloneOptions options;
        options.arguments = {u"--no-checkout"_s};
        const ProcessResult clone =
            realClone(hub.repositoryUrl(u"o/n"_s).toString(), target.path(u"c"_s), options);
        QVERIFY2(clone.ok(), qPrintable(clone.describe()));
    }
}

void TestSupportTest::manyRefsAndGitlinks()
{
    RepoBuilder repo;
    repo.file(u"a"_s, "a")
        .submodule(u"sub"_s, QByteArray(40, '1'))
        .rawBlob(u"odd.bin"_s, "not a pointer")
        .commit("one");
    repo.annotatedTag(u"v1"_s).tag(u"light"_s).ref(u"refs/pr/7"_s).branch(u"topic/x"_s);
    LocalHub hub;
    hub.addRepository(u"o/n"_s, repo);
    const QByteArray refs = mustRun(u"git"_s, {u"ls-remote"_s, hub.repositoryUrl(u"o/n"_s).toString()});
    for (const char *name : {"HEAD", "refs/heads/main", "refs/heads/topic/x", "refs/tags/v1",
                             "refs/tags/v1^{}", "refs/tags/light", "refs/pr/7"})
        QVERIFY2(refs.contains(QByteArray("\t") + name + '\n'), refs.constData());
    QVERIFY(repo.git({u"ls-tree"_s, u"HEAD"_s})
                .contains("160000 commit 1111111111111111111111111111111111111111\tsub"));
}

// What a RepoBuilder writes itself is byte for byte what git makes of the same steps.
void TestSupportTest::ownCommitsAreGits()
{
    QByteArrayList refs;
    QByteArrayList trees;
    for (const bool byGit : {false, true}) {
        RepoBuilder repo;
        if (byGit)
            repo.git({u"status"_s}); // everything after it is git's
        repo.lfsTrack(u"*.bin"_s).file(u"a.txt"_s, "a\r\nb").file(u"a/b"_s, "1").file(u"a0"_s, "2");
        repo.file(u"a/.gitattributes"_s, "*.txt text\n").file(u"a/c.txt"_s, "c\n").symlink(u"l"_s, u"a0"_s);
        repo.executable(u"run.sh"_s, "#!/bin/sh\n").lfsFile(u"a/w.bin"_s, "weights").commit("one");
        repo.tag(u"v0.1"_s).branch(u"topic/x"_s);
        repo.remove(u"a/b"_s).file(u"a/b"_s + u"/c"_s, "3").lfsFile(u"e.bin"_s, {});
        repo.submodule(u"sub"_s, QByteArray(40, '1'));
        const QByteArray second = repo.commit("two, with more: x.y");
        repo.annotatedTag(u"v1"_s).ref(u"refs/pr/7"_s, u"topic/x"_s).commit();
        QCOMPARE(repo.revision(u"v0.1"_s), repo.revision(u"topic/x"_s));
        QVERIFY(second != repo.revision());
        refs.append(repo.git({u"for-each-ref"_s, u"--format=%(objectname) %(refname)"_s}));
        trees.append(repo.git({u"ls-tree"_s, u"-r"_s, u"HEAD"_s}));
        if (byGit)
            continue;
        repo.git({u"fsck"_s, u"--strict"_s});
        QCOMPARE(repo.git({u"ls-files"_s, u"-s"_s}).count('\n'), trees.first().count('\n'));
    }
    QCOMPARE(trees.first(), trees.last());
    QCOMPARE(refs.first(), refs.last());
}

void TestSupportTest::emptyRepository()
{
    RepoBuilder repo;
    LocalHub hub;
    hub.addRepository(u"o/n"_s, repo);
    const TempDir target;
    const ProcessResult clone = realClone(hub.repositoryUrl(u"o/n"_s).toString(), target.path(u"c"_s));
    QVERIFY2(clone.ok(), qPrintable(clone.describe()));
    QVERIFY(TreeSnapshot::of(target.path(u"c"_s)).entries().isEmpty());
}

void TestSupportTest::snapshotsSeeDifferences()
{
    const TempDir left;
    const TempDir right;
    for (const TempDir *folder : {&left, &right}) {
        folder->writeFile(u"same"_s, "1");
        folder->writeFile(u"content"_s, "1");
        folder->writeFile(u"mode"_s, "1");
        QVERIFY(QFile::link(u"same"_s, folder->path(folder == &left ? u"dangling-l"_s : u"dangling-r"_s)));
    }
    QVERIFY(TreeSnapshot::of(left.path()).differencesTo(TreeSnapshot::of(left.path())).isEmpty());
    right.writeFile(u"content"_s, "2");
    right.writeFile(u".git/config"_s, "ignored");
    QFile::setPermissions(right.path(u"mode"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QStringList lines =
        TreeSnapshot::of(left.path()).differencesTo(TreeSnapshot::of(right.path())).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY(lines.at(0).startsWith(u"! content: file 644 1 bytes"_s));
    QCOMPARE(lines.at(1), u"- dangling-l: link -> same"_s);
    QVERIFY(lines.at(2).startsWith(u"! mode: file 644"_s) && lines.at(2).contains(u"/ file 755"_s));
    QCOMPARE(lines.at(3), u"+ dangling-r: link -> same"_s);
}

void TestSupportTest::silentListenerSaysNothing()
{
    const SilentListener listener;
    const RawReply reply = rawGet(listener.url(u"/x"_s), {}, 300ms);
    QVERIFY(reply.silent && reply.bytes.isEmpty());
    QCOMPARE(listener.accepted(), 1);
    QVERIFY(listener.bytesReceived() > 20);
    QVERIFY(waitUntil([&] { return listener.open() == 0; }, 5s));
}

void TestSupportTest::blackHoleNeverConnects()
{
    const BlackHole hole;
    QTcpSocket socket;
    socket.connectToHost(u"127.0.0.1"_s, hole.port());
    QVERIFY(!socket.waitForConnected(1500));
    QCOMPARE(socket.error(), QAbstractSocket::SocketTimeoutError);
}

void TestSupportTest::processesAreReported()
{
    QCOMPARE(runProcess(u"sh"_s, {u"-c"_s, u"echo out; echo err >&2; exit 3"_s}).describe(),
             u"exit code 3\n--- stdout\nout\n\n--- stderr\nerr\n"_s);
    QVERIFY(!runProcess(u"no-such-program-here"_s, {}).started);
    ProcessOptions quick;
    quick.timeout = 200ms;
    QVERIFY(runProcess(u"sleep"_s, {u"30"_s}, quick).timedOut);
    ProcessOptions input;
    input.input = QByteArray(1'000'000, 'x');
    QCOMPARE(runProcess(u"cat"_s, {}, input).out, input.input);
}

void TestSupportTest::hubAsProgram()
{
    const TempDir folder;
    RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"m.bin"_s, "weights").commit("one");
    const QJsonObject scenario{
        {u"listeners"_s, QJsonArray{QJsonObject(), QJsonObject{{u"address"_s, u"127.0.0.2"_s}}}},
        {u"repositories"_s, QJsonArray{QJsonObject{{u"id"_s, u"o/n"_s}, {u"from"_s, repo.path()}}}},
        {u"objects"_s, QJsonArray{QJsonObject{{u"seed"_s, 3}, {u"size"_s, 1000}}}},
        {u"settings"_s, QJsonObject{{u"dataListener"_s, 1}}},
        {u"faults"_s, QJsonArray{QJsonObject{
                          {u"where"_s, u"Batch"_s}, {u"kind"_s, u"Delay"_s}, {u"milliseconds"_s, 10}}}}};
    const QString file = folder.writeFile(u"scenario.json"_s, QJsonDocument(scenario).toJson());
    ServerProcess hub;
    QVERIFY(hub.start(QStringLiteral(WEIGHTYARD_TEST_PROGRAMS "/local_hub"),
                      {u"--scenario"_s, file, u"--log"_s, folder.path(u"log"_s)}));
    const QByteArray base = hub.readLine(10s);
    const QByteArray data = hub.readLine(10s);
    QVERIFY2(base.startsWith("http://127.0.0.1:"), base.constData());
    QVERIFY(data.startsWith("http://127.0.0.2:"));
    QCOMPARE(hub.readLine(10s), "object " + sha256Hex(generatedBytes(3, 1000)) + " 1000");
    QCOMPARE(hub.readLine(10s), QByteArray("ready"));
    const ProcessResult clone = realClone(QString::fromLatin1(base + "/o/n"), folder.path(u"clone"_s));
    QVERIFY2(clone.ok(), qPrintable(clone.describe()));
    QCOMPARE(readFile(folder.path(u"clone/m.bin"_s)), QByteArray("weights"));
    hub.stop();
    QCOMPARE(hub.exitCode(), 0);
    const QByteArray log = readFile(folder.path(u"log"_s));
    QCOMPARE(log.count("/_objects/"), 1);
    QVERIFY2(log.contains("\"port\":" + data.mid(data.lastIndexOf(':') + 1)), log.constData());
}

void TestSupportTest::scenarioRefusesTypos()
{
    for (const char *text :
         {"{\"fault\":[]}", "{\"faults\":[{\"kind\":\"cut\"}]}", "{", "{\"settings\":{\"batchlimit\":1}}",
          "{\"faults\":[{\"kind\":\"Cut\",\"where\":\"storage\"}]}"}) {
        bool refused = false;
        try {
            runScenario(text);
        } catch (const std::runtime_error &) {
            refused = true;
        }
        QVERIFY2(refused, text);
    }
    const Fault fault =
        faultFromJson({{u"where"_s, u"Git"_s}, {u"kind"_s, u"Cut"_s}, {u"at"_s, -1}, {u"times"_s, -1}});
    QCOMPARE(fault.where, Endpoint::Git);
    QCOMPARE(fault.kind, FaultKind::Cut);
    QCOMPARE(fault.at, -1);
    QCOMPARE(fault.times, -1);
}

WEIGHTYARD_TEST(TestSupportTest)

} // namespace test_support_test

#include "test_support_test.moc"
