// label: slow
// `update` of clones that have a history: it goes on, and nothing of it is lost.
#include "adopt_scene.h"
#include "store_results.h"
#include "test_registry.h"

#include <QtTest>

namespace update_history_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard::test;

namespace {

const QString kName = QStringLiteral("owner/long");

/// A model with three commits, and a fourth in store.
class LongStory
{
public:
    LongStory()
    {
        repo.lfsTrack(u"*.safetensors"_s).lfsFile(u"w.safetensors"_s, patternBytes(200'000, 1));
        for (const char *word : {"one", "two", "three"})
            repo.file(u"README.md"_s, readme += word + "\n"_ba).commit(word);
        third = repo.revision();
        hub.addRepository(kName, repo);
    }
    void publishFourth(const QByteArray &word = "four")
    {
        repo.file(u"README.md"_s, readme += word + "\n"_ba)
            .lfsFile(u"more.safetensors"_s, patternBytes(100'000, 2) + word);
        fourth = repo.commit(word);
        hub.ingestLfsFolder(repo.gitFolder());
        repo.publishTo(hub.repositoryPath(kName));
    }

    LocalHub hub;
    RepoBuilder repo;
    QByteArray readme;
    QByteArray third;
    QByteArray fourth;
};

} // namespace

class UpdateHistoryTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void goesOn_data();
    void goesOn();
    void merges();
    void rewrittenAtItsHost();
};

void UpdateHistoryTest::goesOn_data()
{
    QTest::addColumn<QStringList>("options");
    QTest::addColumn<QString>("place"); // "": where it lies
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    const QStringList depth{u"--depth"_s, u"2"_s};
    QTest::newRow("full") << QStringList() << QString() << "three\ntwo\none"_ba
                          << "four\nthree\ntwo\none"_ba;
    QTest::newRow("moved") << QStringList() << u"--move"_s << "three\ntwo\none"_ba
                           << "four\nthree\ntwo\none"_ba;
    QTest::newRow("two commits") << depth << QString() << "three\ntwo"_ba
                                 << "four\nthree\ntwo"_ba;
    QTest::newRow("one commit") << QStringList{u"--depth"_s, u"1"_s} << QString() << "three"_ba
                                << "four"_ba;
}

void UpdateHistoryTest::goesOn()
{
    QFETCH(QStringList, options);
    QFETCH(QString, place);
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    LongStory model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString mine = cli.home() + u"/mine"_s;
    cloneInto(model.hub.repositoryUrl(kName), mine, {.arguments = options});
    QStringList adopt{u"adopt"_s, mine, u"--repo"_s, kName};
    if (!place.isEmpty())
        adopt.append(place);
    QCOMPARE(cli.json(adopt).exitCode(), 0);
    const QString folder = place.isEmpty() ? mine : cli.folder(kName);
    const auto git = [&](const QStringList &words) { return gitIn(folder, cli, words).trimmed(); };
    const QByteArray wasShallow = git({u"rev-parse"_s, u"--is-shallow-repository"_s});
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), before);

    // A repair fetches the file, and nothing of the history.
    QVERIFY(QFile::remove(folder + u"/w.safetensors"_s));
    QCOMPARE(cli.json({u"verify"_s, place.isEmpty() ? folder : kName, u"--repair"_s}).exitCode(), 0);
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), before);
    QCOMPARE(git({u"rev-parse"_s, u"--is-shallow-repository"_s}), wasShallow);

    model.publishFourth();
    const CliResult done = cli.json({u"update"_s, place.isEmpty() ? folder : kName});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(git({u"rev-parse"_s, u"HEAD"_s}), model.fourth);
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), after);
    QCOMPARE(git({u"rev-parse"_s, u"--is-shallow-repository"_s}), wasShallow);
    QCOMPARE(git({u"status"_s, u"--porcelain"_s}), ""_ba);
    git({u"fsck"_s, u"--full"_s});
    git({u"blame"_s, u"README.md"_s});
    QVERIFY(!QFileInfo::exists(folder + u"/.git/objects/info/alternates"_s));
    QCOMPARE(readFile(folder + u"/more.safetensors"_s), patternBytes(100'000, 2) + "four");

    const CliResult back = cli.json({u"update"_s, u"--rollback"_s, place.isEmpty() ? folder : kName});
    QVERIFY2(back.exitCode() == 0, qPrintable(back.describe()));
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), before);
    QCOMPARE(git({u"status"_s, u"--porcelain"_s}), ""_ba);
    QCOMPARE(cli.json({u"update"_s, place.isEmpty() ? folder : kName}).exitCode(), 0);
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), after);

    // git goes on from there.
    model.publishFourth("five");
    git({u"pull"_s, u"--ff-only"_s});
    QCOMPARE(git({u"log"_s, u"--format=%s"_s}), "five\n" + after);
    git({u"fsck"_s, u"--full"_s});
    QCOMPARE(
        cli.json({u"clean"_s, place.isEmpty() ? folder : kName, u"--git-history"_s, u"--yes"_s}).exitCode(),
        0);
    QVERIFY(!QFileInfo::exists(folder + u"/.git"_s));
}

/// A branch from before the clone's end comes with all that the merge needs.
void UpdateHistoryTest::merges()
{
    LongStory model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString mine = cli.home() + u"/mine"_s;
    cloneInto(model.hub.repositoryUrl(kName), mine, {.arguments = {u"--depth"_s, u"2"_s}});
    QCOMPARE(cli.json({u"adopt"_s, mine, u"--repo"_s, kName}).exitCode(), 0);
    model.repo.git({u"checkout"_s, u"-q"_s, u"-b"_s, u"side"_s, u"HEAD~2"_s});
    model.repo.file(u"side.txt"_s, "side\n").commit("side");
    model.repo.git({u"checkout"_s, u"-q"_s, u"main"_s});
    model.repo.git({u"merge"_s, u"-q"_s, u"-m"_s, u"merged"_s, u"side"_s});
    model.repo.publishTo(model.hub.repositoryPath(kName));
    const CliResult done = cli.json({u"update"_s, mine});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    gitIn(mine, cli, {u"fsck"_s, u"--full"_s});
    const QByteArray log = gitIn(mine, cli, {u"log"_s, u"--format=%s"_s});
    QVERIFY2(log.contains("merged") && log.contains("side") && log.contains("three") && log.contains("two"),
             log.constData());
    QCOMPARE(readFile(mine + u"/side.txt"_s), "side\n"_ba);
}

/// The branch has been made anew there: what the clone had is not behind it, and stays in the clone.
void UpdateHistoryTest::rewrittenAtItsHost()
{
    LongStory model;
    const CliRun cli(QStringLiteral(WEIGHTYARD_CLI), model.hub.baseUrl());
    const QString mine = cli.home() + u"/mine"_s;
    cloneInto(model.hub.repositoryUrl(kName), mine);
    QCOMPARE(cli.json({u"adopt"_s, mine, u"--repo"_s, kName}).exitCode(), 0);
    model.repo.git({u"reset"_s, u"-q"_s, u"--hard"_s, u"HEAD~1"_s});
    model.readme = "one\ntwo\n";
    model.publishFourth();
    const CliResult done = cli.json({u"update"_s, mine});
    QVERIFY2(done.exitCode() == 0, qPrintable(done.describe()));
    QCOMPARE(gitIn(mine, cli, {u"log"_s, u"--format=%s"_s}).trimmed(), "four\ntwo\none"_ba);
    QCOMPARE(gitIn(mine, cli, {u"rev-parse"_s, u"HEAD@{1}"_s}).trimmed(), model.third);
    gitIn(mine, cli, {u"fsck"_s, u"--full"_s});
}

WEIGHTYARD_TEST(UpdateHistoryTest)

} // namespace update_history_test

#include "update_history_test.moc"
