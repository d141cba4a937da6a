// What a name or an address means, and that what was added stays.
#include "catalog/catalogue_files.h"
#include "said.h"
#include "test_registry.h"
#include "ui/widgets/details_panel.h"
#include "window_scene.h"

#include "repo_builder.h"

#include <QTest>
#include <algorithm>

namespace adding_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::Endpoint;
using test::Fault;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

class AddingTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesMeanWhatTheySay();
    void filesOfAnAddress();
    void revisionOfAnAddress();
    void revisionOfWhatIsOnItsWay();
    void userInfoOfAnAddress();
    void addedModelStays();
    void listThatCannotBeReadStays_data();
    void listThatCannotBeReadStays();
    void newerListIsNotTouched();
    void offeredModelIsNotKeptAsAdded();

private:
    static void twoRevisions(WindowScene &scene, test::ObjectId &main, test::ObjectId &dev);
};

void AddingTest::namesMeanWhatTheySay()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, u"demo/zork-4bit"_s, 300'000);
    scene.offer(u"Demo"_s, u"demo/zork-8bit"_s, 300'000);
    scene.open({u"demo/zork"_s});
    // A part of another model's id, but it is a name of its own.
    QVERIFY(scene.row(u"demo/zork"_s) && scene.row(u"demo/zork"_s)->ticked);
    QVERIFY(!scene.row(u"demo/zork-4bit"_s)->ticked);
    const auto several = scene.workbench().add(u"zork"_s);
    QVERIFY(!several);
    QVERIFY2(test::said(several.error()).contains(u"may be"_s), qPrintable(test::said(several.error())));
    const auto one = scene.workbench().add(u"zork-8BIT"_s);
    QVERIFY(one);
    QCOMPARE(*one, u"demo/zork-8bit"_s);
    QCOMPARE(*scene.workbench().add(u"Demo/Zork-4bit"_s), u"demo/zork-4bit"_s);
}

void AddingTest::twoRevisions(WindowScene &scene, test::ObjectId &main, test::ObjectId &dev)
{
    main = scene.offer(u"Demo"_s, kOne, 300'000);
    dev = scene.hub().addGenerated(77, 300'000);
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsPointer(u"model.bin"_s, main).commit("one");
    repo.branch(u"dev"_s).checkout(u"dev"_s).lfsPointer(u"model.bin"_s, dev).commit("two");
    scene.hub().addRepository(kOne, repo);
}

// A tag, and the page of one file, choose here as they do in the terminal.
void AddingTest::filesOfAnAddress()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, u"demo/offered"_s, 300'000);
    scene.open();
    const auto variants = [&](const QString &key) { return scene.row(key)->entry.pick.variants; };
    QVERIFY(scene.workbench().add(u"demo/tagged:Q4_0"_s));
    QCOMPARE(variants(u"demo/tagged"_s), QStringList{u"Q4_0"_s});
    QVERIFY(scene.workbench().add(u"demo/offered:Q4_0"_s));
    QCOMPARE(variants(u"demo/offered"_s), QStringList{u"Q4_0"_s});
    QVERIFY(scene.workbench().add(u"demo/offered:Q8_0"_s));
    QCOMPARE(variants(u"demo/offered"_s), QStringList{u"Q8_0"_s});
    QVERIFY(scene.workbench().add(u"demo/offered"_s)); // which says nothing of files
    QCOMPARE(variants(u"demo/offered"_s), QStringList{u"Q8_0"_s});
    const auto page = scene.workbench().add(u"https://github.com/a/b/blob/main/c/d.gguf"_s);
    QVERIFY(page);
    QCOMPARE(scene.row(*page)->entry.pick.paths, QStringList{u"c/d.gguf"_s});
}

void AddingTest::revisionOfAnAddress()
{
    WindowScene scene;
    test::ObjectId main;
    test::ObjectId dev;
    twoRevisions(scene, main, dev);
    scene.open();
    const QString page = scene.hub().repositoryUrl(kOne).toString() + u"/tree/dev"_s;
    QCOMPARE(*scene.workbench().add(page), kOne); // the catalogue has it, at its default branch
    QCOMPARE(scene.row(kOne)->entry.revision, u"dev"_s);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), dev.oid);
    QTRY_COMPARE(scene.row(kOne)->disk.state, OnDisk::Here);
    const auto other = scene.workbench().add(scene.hub().repositoryUrl(kOne).toString() + u"/tree/main"_s);
    QVERIFY(!other);
    QCOMPARE(other.error().kind, base::ErrorKind::Conflict);
    QVERIFY(scene.workbench().add(scene.hub().repositoryUrl(kOne).toString())); // says nothing of revisions
    QCOMPARE(scene.row(kOne)->entry.revision, u"dev"_s);
}

void AddingTest::revisionOfWhatIsOnItsWay()
{
    WindowScene scene;
    test::ObjectId main;
    test::ObjectId dev;
    twoRevisions(scene, main, dev);
    scene.hub().addFault(Fault::stall(Endpoint::Git, -1).always());
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Resolving);
    const QString page = scene.hub().repositoryUrl(kOne).toString() + u"/tree/dev"_s;
    const auto refused = scene.workbench().add(page);
    QVERIFY(!refused);
    QVERIFY2(test::said(refused.error()).contains(u"on its way"_s), qPrintable(test::said(refused.error())));
    QCOMPARE(scene.row(kOne)->entry.revision, QString());
    scene.workbench().queue().cancel(kOne);
    WAIT_FOR_STATE(kOne, JobState::Cancelled);
    QTRY_VERIFY_WITH_TIMEOUT(scene.workbench().queue().isIdle(), kPatienceMs);
    scene.hub().clearFaults();
    QVERIFY(scene.workbench().add(page));
    scene.workbench().download({kOne}); // not what was cancelled
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), dev.oid);
}

void AddingTest::userInfoOfAnAddress()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 300'000);
    scene.hub().addAccount({u"alice"_s, "hush77secret"});
    scene.hub().setAccess(kOne, test::AccessRule::privateTo({u"alice"_s}));
    scene.open();
    QUrl url = scene.hub().repositoryUrl(kOne);
    url.setUserInfo(u"alice:hush77secret"_s);
    QCOMPARE(*scene.workbench().add(url.toString()), kOne);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::sha256HexOfFile(scene.file(kOne)), object.oid);
}

void AddingTest::addedModelStays()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.offer(u"Demo"_s, u"other/own"_s, 300'000);
    scene.dropOffers();
    QUrl far = scene.hub().repositoryUrl(u"team/far"_s);
    far.setHost(u"localhost"_s);
    const QString own = *scene.workbench().add(u"other/own"_s);
    const QString farKey = *scene.workbench().add(far.toString());
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own)->facts, kPatienceMs);
    const QString file = scene.configDir() + u"/catalogues/added.json"_s;
    QTRY_VERIFY_WITH_TIMEOUT(test::readFile(file).contains("team/far"), kPatienceMs);
    scene.close();

    scene.open();
    QVERIFY(scene.row(own) && scene.row(own)->added);
    QVERIFY(scene.row(farKey) && scene.row(farKey)->added);
    QCOMPARE(QUrl(scene.row(farKey)->entry.url), far);
    QCOMPARE(scene.workbench().tree().family(scene.workbench().tree().indexOf(farKey)), u"Added"_s);
    QVERIFY(!ui::actionsFor(*scene.row(u"mlx-community/Phi-3.5-mini-instruct-4bit"_s))
                 .contains(ui::RowAction::RemoveFromList));
    QVERIFY(ui::actionsFor(*scene.row(own)).contains(ui::RowAction::RemoveFromList));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(farKey, ui::RowAction::RemoveFromList);
    QVERIFY(!scene.row(farKey));
    scene.workbench().setExtra(true); // the rows are made anew
    QVERIFY(!scene.row(farKey));
    QVERIFY(scene.row(own));
    QTRY_VERIFY_WITH_TIMEOUT(!test::readFile(file).contains("team/far"), kPatienceMs);
    scene.close();
    scene.open();
    QVERIFY(scene.row(own) && !scene.row(farKey));
}

void AddingTest::listThatCannotBeReadStays_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("not JSON") << QByteArray("my models: a, b");
    QTest::newRow("a wrong value") << QByteArray(R"({"version": 1, "models": 7})");
}

void AddingTest::listThatCannotBeReadStays()
{
    QFETCH(QByteArray, content);
    WindowScene scene;
    const QString file = scene.configDir() + u"/catalogues/added.json"_s;
    test::writeFile(file, content);
    scene.open();
    QVERIFY(scene.workbench().add(u"other/own"_s));
    // Set aside first: until then, what is there may go between two looks.
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file + u".damaged"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file) && test::readFile(file).contains("other/own"),
                             kPatienceMs);
    QCOMPARE(test::readFile(file + u".damaged"_s), content);
}

void AddingTest::newerListIsNotTouched()
{
    WindowScene scene;
    const QString file = scene.configDir() + u"/catalogues/added.json"_s;
    const QByteArray newer = R"({"version": 2, "models": []})";
    test::writeFile(file, newer);
    scene.open();
    QSignalSpy told(&scene.workbench(), &ui::Workbench::addedNotKept);
    QVERIFY(scene.workbench().add(u"other/own"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!told.isEmpty(), kPatienceMs);
    QCOMPARE(test::readFile(file), newer);
}

// Of the second set, which the window does not show by itself: a download of the last run brings its row.
void AddingTest::offeredModelIsNotKeptAsAdded()
{
    WindowScene scene;
    scene.open();
    const catalog::Catalogue catalogue = catalog::builtInCatalogue();
    const auto more = std::find_if(catalogue.models.begin(), catalogue.models.end(),
                                   [](const catalog::ModelEntry &entry) { return entry.extra; });
    QVERIFY(more != catalogue.models.end());
    QCOMPARE(*scene.workbench().add(more->id), more->id);
    scene.workbench().download({more->id}); // this hub does not have it
    WAIT_FOR_STATE(more->id, JobState::Failed);
    scene.close();
    scene.open();
    WAIT_FOR_STATE(more->id, JobState::Failed);
    QVERIFY(scene.workbench().add(u"other/own"_s));
    const QString file = scene.configDir() + u"/catalogues/added.json"_s;
    QTRY_VERIFY_WITH_TIMEOUT(test::readFile(file).contains("other/own"), kPatienceMs);
    QVERIFY(!test::readFile(file).contains(more->id.toUtf8()));
}

WEIGHTYARD_TEST(AddingTest)

} // namespace adding_test

#include "adding_test.moc"
