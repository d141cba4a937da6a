// Models in folders of the user's, outside of the libraries: they have rows, and the window does with them what it does with all.
#include "test_registry.h"
#include "window_scene.h"

#include "repo_builder.h"
#include "session/own_folders.h"
#include "store_results.h"
#include "ui/model/row_actions.h"
#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_list.h"
#include "ui/widgets/model_view.h"
#include "ui/window/window_menu.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QMessageBox>
#include <QTest>
#include <QToolButton>

namespace own_folders_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;
using ui::RowAction;

namespace {

const QByteArray kOld = test::patternBytes(300'000, 2);
const QByteArray kNew = test::patternBytes(310'000, 3);

/// One model in a folder of its own, with a second version in store; the window has been opened since.
struct Own {
    explicit Own(WindowScene &one) : scene(one)
    {
        repo.lfsTrack(u"*.bin"_s).lfsFile(u"model.bin"_s, kOld).commit("one");
        scene.hub().addRepository(kOne, repo);
        scene.offerOnly(u"Demo"_s, u"demo/other"_s, 1000);
    }
    void get()
    {
        job::DownloadRequest request;
        request.location.modelPath = kOne;
        request.location.url = scene.hub().repositoryUrl(kOne);
        request.location.onHub = true;
        request.library = scene.library();
        request.into = folder;
        scene.workbench().queue().enqueue(request);
        QTRY_COMPARE_WITH_TIMEOUT(scene.state(folder), std::optional(JobState::Installed), kPatienceMs);
    }
    void publishSecond()
    {
        repo.lfsFile(u"model.bin"_s, kNew).commit("two");
        scene.hub().ingestLfsFolder(repo.gitFolder());
        repo.publishTo(scene.hub().repositoryPath(kOne));
    }
    QByteArray weights() const // nothing, while another file takes its place
    {
        const QString file = folder + u"/model.bin"_s;
        return QFileInfo::exists(file) ? test::readFile(file) : QByteArray();
    }

    WindowScene &scene;
    QString folder = QFileInfo(scene.configDir()).absolutePath() + u"/mine/one"_s;
    test::RepoBuilder repo;
};

QAction *entry(QMenu *menu, const QString &textBegin)
{
    for (QAction *action : menu->actions()) {
        if (action->text().startsWith(textBegin))
            return action;
    }
    return nullptr;
}

} // namespace

class OwnFoldersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void hasARow();
    void intoAFolder();
    void verifiedUpdatedAndBack();
    void completed();
    void deleted();
    void notConnected();
    void besideItsCatalogue();
    void differentIsTheUsers();
    void updateOfPatterns();
    void countedOnTheDisk();
    void shared();

private:
    static void reopen(Own &own);
    static bool act(WindowScene &scene, const QString &text);
    static QMessageBox *question(WindowScene &scene);
};

void OwnFoldersTest::reopen(Own &own)
{
    WindowScene &scene = own.scene;
    scene.open();
    own.get();
    if (QTest::currentTestFailed())
        return;
    scene.close();
    QVERIFY(QFile::remove(scene.configDir() + u"/queue.json"_s)); // as if the terminal had got it
    scene.open();
    scene.window().resize(1100, 720);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own.folder), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(own.folder)->disk.state, OnDisk::Here, kPatienceMs);
}

bool OwnFoldersTest::act(WindowScene &scene, const QString &text)
{
    auto *details = scene.child<ui::DetailsPanel>();
    for (auto *button : details->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == text) {
            QTest::mouseClick(button, Qt::LeftButton);
            return true;
        }
    }
    for (auto *more : details->findChildren<QToolButton *>()) {
        if (QAction *action = more->menu() ? entry(more->menu(), text) : nullptr) {
            action->trigger();
            return true;
        }
    }
    return false;
}

QMessageBox *OwnFoldersTest::question(WindowScene &scene)
{
    for (QMessageBox *box : scene.window().findChildren<QMessageBox *>()) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

// Among what is here besides, with its folder; Browse knows that the model is here.
void OwnFoldersTest::hasARow()
{
    WindowScene scene;
    Own own(scene);
    reopen(own);
    const ui::ModelRow *row = scene.row(own.folder);
    QVERIFY(row->isOwnFolder && !row->added && !row->job);
    QCOMPARE(ui::modelPathOf(*row), kOne);
    QCOMPARE(scene.status(own.folder), u"Here"_s);
    const ui::ModelTree &tree = scene.workbench().tree();
    QCOMPARE(tree.indexOf(own.folder).parent().data().toString(), u"Also here"_s);
    QVERIFY2(ui::RowText::facts(*row).endsWith(own.folder), qPrintable(ui::RowText::facts(*row)));
    QCOMPARE(tree.rowOfModel(kOne), row);
    QCOMPARE(ui::folderOf(*row, scene.library()), own.folder);
}

void OwnFoldersTest::verifiedUpdatedAndBack()
{
    WindowScene scene;
    Own own(scene);
    reopen(own);
    scene.choose(own.folder);
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"as it was published"_s), kPatienceMs);
    QByteArray bad = kOld;
    bad[1000] = static_cast<char>(bad[1000] ^ 1);
    test::writeFile(own.folder + u"/model.bin"_s, bad);
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Damaged"_s, kPatienceMs);
    QTRY_VERIFY(scene.button(u"Repair"_s, scene.child<ui::DetailsPanel>()));
    QVERIFY(act(scene, u"Repair"_s));
    QTRY_COMPARE_WITH_TIMEOUT(own.weights(), kOld, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Here"_s, kPatienceMs);

    own.publishSecond();
    entry(scene.child<ui::WindowMenu>(), u"Check for updates"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Update"_s, kPatienceMs);
    QVERIFY(act(scene, u"Update"_s));
    QTRY_COMPARE_WITH_TIMEOUT(own.weights(), kNew, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own.folder) && scene.row(own.folder)->standing.hasPrevious,
                             kPatienceMs);
    scene.choose(own.folder);
    QVERIFY(act(scene, u"Back to previous version"_s));
    QTRY_COMPARE_WITH_TIMEOUT(own.weights(), kOld, kPatienceMs);
}

// What is missing comes into the same folder, and not into the library.
void OwnFoldersTest::completed()
{
    WindowScene scene;
    Own own(scene);
    reopen(own);
    QVERIFY(QFile::remove(own.folder + u"/model.bin"_s));
    scene.workbench().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Incomplete"_s, kPatienceMs);
    scene.workbench().download({own.folder});
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(own.folder), std::optional(JobState::Installed), kPatienceMs);
    QCOMPARE(own.weights(), kOld);
    QVERIFY(!QFileInfo::exists(scene.library() + u'/' + kOne));
}

void OwnFoldersTest::deleted()
{
    WindowScene scene;
    Own own(scene);
    reopen(own);
    scene.choose(own.folder);
    QTest::keyClick(scene.child<ui::ModelView>(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QVERIFY2(question(scene)->informativeText().remove(QChar(0x200b)).contains(own.folder),
             qPrintable(question(scene)->informativeText()));
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(own.folder), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(own.folder), kPatienceMs);
}

// On a disk that is away it is not connected; a folder that was deleted is no row.
void OwnFoldersTest::notConnected()
{
    WindowScene scene;
    Own own(scene);
    reopen(own);
    const QString file = scene.configDir() + u"/libraries.json"_s;
    QJsonObject json = QJsonDocument::fromJson(test::readFile(file)).object();
    QVERIFY2(json[u"folders"_s].toObject().contains(own.folder), test::readFile(file).constData());
    QVERIFY(QDir().rename(own.folder, own.folder + u".moved"_s));
    scene.workbench().rescan();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(own.folder), kPatienceMs);
    const QString disk = QFileInfo(own.folder).absolutePath();
    json.insert(u"folders"_s, QJsonObject{{own.folder, disk}}); // where nothing is mounted now
    test::writeFile(file, QJsonDocument(json).toJson());
    scene.workbench().rescan();
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own.folder), kPatienceMs);
    QCOMPARE(scene.status(own.folder), u"Not connected"_s);
    QCOMPARE(scene.row(own.folder)->awayIn, disk);
    QVERIFY(!ui::actionsFor(*scene.row(own.folder)).contains(RowAction::Download));
    QCOMPARE(ui::folderOf(*scene.row(own.folder), scene.library()), own.folder);
    QVERIFY(QDir().rename(own.folder + u".moved"_s, own.folder));
    scene.workbench().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Here"_s, kPatienceMs);
}

// The same model can be had in the library, too: two rows.
void OwnFoldersTest::besideItsCatalogue()
{
    WindowScene scene;
    Own own(scene);
    scene.offerOnly(u"Demo"_s, kOne, kOld.size());
    reopen(own);
    QCOMPARE(scene.status(kOne), u"Not here"_s);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    QCOMPARE(scene.status(own.folder), u"Here"_s);
    QCOMPARE(scene.workbench().tree().rowOfModel(kOne), scene.row(kOne));
}

// A file that was different when the folder was taken over has no mark of a checked one.
void OwnFoldersTest::differentIsTheUsers()
{
    WindowScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"model.bin"_s, kOld).lfsFile(u"more.bin"_s, kNew);
    repo.file(u"config.json"_s, "{}\n").commit("one");
    scene.hub().addRepository(kOne, repo);
    scene.offerOnly(u"Demo"_s, kOne, kOld.size());
    const QString folder = QFileInfo(scene.configDir()).absolutePath() + u"/mine/one"_s;
    QVERIFY(QDir().mkpath(folder));
    test::writeFile(folder + u"/model.bin"_s, kOld);
    test::writeFile(folder + u"/config.json"_s, "{\"mine\":true}\n");
    scene.open();
    scene.window().resize(1100, 720);
    std::optional<session::Adoption> adoption;
    scene.workbench().tools().adopter().adopt({.folder = folder, .repo = kOne, .revision = {}},
                                              [&](const base::Result<session::Adoption> &done) {
                                                  if (done)
                                                      adoption = *done;
                                              });
    QTRY_VERIFY_WITH_TIMEOUT(adoption, kPatienceMs);
    QCOMPARE(adoption->match.different, QStringList{u"config.json"_s});
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(folder), kPatienceMs);
    QCOMPARE(scene.status(folder), u"Incomplete"_s);
    scene.workbench().download({folder});
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(folder), std::optional(JobState::Installed), kPatienceMs);
    QCOMPARE(test::readFile(folder + u"/more.bin"_s), kNew);
    QCOMPARE(test::readFile(folder + u"/config.json"_s), "{\"mine\":true}\n");
    scene.choose(folder);
    auto *files = scene.child<ui::FileList>();
    QTRY_VERIFY(files->model()->rowCount() == 3);
    int users = 0;
    for (int i = 0; i < files->model()->rowCount(); ++i) {
        const QModelIndex index = files->model()->index(i, 0);
        const QString says = index.data(Qt::AccessibleTextRole).toString();
        const bool isConfig = index.data().toString() == u"config.json"_s;
        QVERIFY2(says.contains(u"Yours"_s) == isConfig && says.contains(u"✓"_s) != isConfig,
                 qPrintable(says));
        users += isConfig ? 1 : 0;
    }
    QCOMPARE(users, 1);
}

// What was chosen by patterns is chosen of the newer commit, too, as the terminal's update does it.
void OwnFoldersTest::updateOfPatterns()
{
    WindowScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"a-1.bin"_s, kOld).lfsFile(u"b-1.bin"_s, kOld + "b").commit("one");
    scene.hub().addRepository(kOne, repo);
    scene.offerOnly(u"Demo"_s, kOne, kOld.size());
    scene.open();
    scene.window().resize(1100, 720);
    job::DownloadRequest request;
    request.location.modelPath = kOne;
    request.location.url = scene.hub().repositoryUrl(kOne);
    request.location.onHub = true;
    request.library = scene.library();
    request.pick.include = QStringList{u"a-*"_s};
    scene.workbench().queue().enqueue(request);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    const QString folder = scene.library() + u'/' + kOne + u'/';
    QVERIFY(!QFileInfo::exists(folder + u"b-1.bin"_s));
    repo.lfsFile(u"a-1.bin"_s, kNew).lfsFile(u"a-2.bin"_s, kNew + "2").lfsFile(u"b-1.bin"_s, kNew + "b");
    repo.commit("two");
    scene.hub().ingestLfsFolder(repo.gitFolder());
    repo.publishTo(scene.hub().repositoryPath(kOne));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    entry(scene.child<ui::WindowMenu>(), u"Check for updates"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Update"_s, kPatienceMs);
    const ui::RowStatus status = ui::RowText::status(*scene.row(kOne), 0);
    QVERIFY2(status.detail.startsWith(u"2 file"_s), qPrintable(status.detail)); // a-1 and a-2
    const int asked = scene.hub().log().count(test::Endpoint::Storage);
    entry(scene.child<ui::WindowMenu>(), u"Update all"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder + u"a-2.bin"_s), kPatienceMs);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::readFile(folder + u"a-2.bin"_s), kNew + "2");
    QCOMPARE(test::readFile(folder + u"a-1.bin"_s), kNew);
    QVERIFY(!QFileInfo::exists(folder + u"b-1.bin"_s));
    QCOMPARE(scene.hub().log().count(test::Endpoint::Storage) - asked, 2);
}

// The gauge counts what Disk usage lists: this folder, the library's models with their history, versions that updates replaced.
void OwnFoldersTest::countedOnTheDisk()
{
    WindowScene scene;
    Own own(scene);
    scene.offer(u"Demo"_s, u"demo/three"_s, 200'000);
    reopen(own);
    const auto gauge = [&] { return scene.workbench().figures().models.value_or(0); };
    const auto listed = [&] {
        std::optional<qint64> bytes;
        scene.workbench().tools().diskUsage().look([&](const ui::DiskUsage::Look &look) {
            bytes = session::bytesTaken(session::rowsOn(look.space.volume, look.figures.rows));
        });
        [&] { QTRY_VERIFY_WITH_TIMEOUT(bytes, kPatienceMs); }();
        return bytes.value_or(-1);
    };
    QTRY_VERIFY_WITH_TIMEOUT(gauge() >= kOld.size(), kPatienceMs);
    QCOMPARE(gauge(), listed());
    const qint64 before = gauge();
    scene.workbench().download({u"demo/three"_s});
    WAIT_FOR_STATE(u"demo/three"_s, JobState::Installed);
    QTRY_VERIFY_WITH_TIMEOUT(gauge() >= before + 200'000, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(gauge(), listed(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.workbench().clones().models, 2, kPatienceMs); // history is kept

    own.publishSecond();
    entry(scene.child<ui::WindowMenu>(), u"Check for updates"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(own.folder), u"Update"_s, kPatienceMs);
    entry(scene.child<ui::WindowMenu>(), u"Update all"_s)->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(own.weights(), kNew, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(gauge() >= before + 200'000 + kNew.size(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(gauge(), listed(), kPatienceMs);
}

// As one of the library's: other programs find it, and its folder is as it was afterwards.
// From the row of the library, which stays as it is.
void OwnFoldersTest::intoAFolder()
{
    WindowScene scene;
    Own own(scene);
    scene.offerOnly(u"Demo"_s, kOne, kOld.size());
    scene.open();
    scene.window().resize(1100, 720);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne), kPatienceMs);
    scene.choose(kOne);
    QVERIFY(act(scene, u"Download into a folder…"_s));
    QTRY_VERIFY(scene.child<QFileDialog>());
    auto *chooser = scene.child<QFileDialog>();
    const QString parent = QFileInfo(own.folder).absolutePath();
    QVERIFY(QDir().mkpath(parent));
    Q_EMIT chooser->fileSelected(parent); // its looks are Qt's
    chooser->close();
    QTRY_COMPARE_WITH_TIMEOUT(scene.state(own.folder), std::optional(JobState::Installed), kPatienceMs);
    QCOMPARE(own.weights(), kOld);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(own.folder), kPatienceMs);
    QVERIFY(!ui::actionsFor(*scene.row(own.folder)).contains(RowAction::DownloadInto));
    QCOMPARE(scene.row(kOne)->disk.state, OnDisk::Absent);
}

void OwnFoldersTest::shared()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    WindowScene scene;
    Own own(scene);
    reopen(own);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(own.folder)->shareable.isEmpty(), kPatienceMs);
    scene.choose(own.folder);
    QVERIFY(act(scene, u"Share with Hugging Face cache"_s));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"takes no room"_s), kPatienceMs);
    const QString cache =
        QString::fromLocal8Bit(qgetenv("HOME")) + u"/.cache/huggingface/hub/models--demo--one"_s;
    QCOMPARE(
        test::readFile(cache + u"/snapshots/"_s + QString::fromLatin1(own.repo.revision()) + u"/model.bin"_s),
        kOld);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(own.folder)->standing.sharedWith.isEmpty(), kPatienceMs);
    QTest::mouseClick(scene.button(u"Undo"_s, banner), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no longer shared"_s), kPatienceMs);
    QVERIFY(!QFileInfo::exists(cache + u"/snapshots"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(own.folder)->disk.state, OnDisk::Here, kPatienceMs);
    QCOMPARE(own.weights(), kOld);
}

WEIGHTYARD_TEST(OwnFoldersTest)

} // namespace own_folders_test

#include "own_folders_test.moc"
