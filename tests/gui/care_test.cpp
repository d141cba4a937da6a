// What the window does with a model that is here: verified and repaired, updated and brought back, shared; each by the real buttons.
#include "test_registry.h"
#include "window_scene.h"

#include "base/error_code.h"
#include "repo_builder.h"
#include "store_results.h"
#include "test_volume.h"
#include "ui/model/row_actions.h"
#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/file_list.h"
#include "ui/widgets/model_view.h"
#include "ui/window/window_menu.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QScopeGuard>
#include <QTest>
#include <QToolButton>

namespace care_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::Endpoint;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

const QByteArray kOld = test::patternBytes(300'000, 2);
const QByteArray kNew = test::patternBytes(310'000, 3);

/// A model with a second version in store.
struct Growing {
    explicit Growing(WindowScene &one) : scene(one)
    {
        repo.lfsTrack(u"*.bin"_s)
            .lfsFile(u"model.bin"_s, kOld)
            .file(u"config.json"_s, "{\"v\":1}\n")
            .commit("one");
        scene.hub().addRepository(kOne, repo);
        scene.offerOnly(u"Demo"_s, kOne, kOld.size());
    }
    void publishSecond()
    {
        repo.lfsFile(u"model.bin"_s, kNew).file(u"config.json"_s, "{\"v\":2}\n").commit("two");
        scene.hub().ingestLfsFolder(repo.gitFolder());
        repo.publishTo(scene.hub().repositoryPath(kOne));
    }
    QByteArray config() const { return test::readFile(scene.library() + u'/' + kOne + u"/config.json"_s); }

    WindowScene &scene;
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

// Without the look whether the hub answers, which each start takes.
QStringList apiTargets(WindowScene &scene)
{
    QStringList targets;
    const QList<test::LoggedRequest> requests = scene.hub().log().all();
    for (const test::LoggedRequest &request : requests) {
        if (request.endpoint == Endpoint::Api && request.target != "/api/models?limit=1")
            targets.append(QString::fromUtf8(request.target));
    }
    return targets;
}

} // namespace

class CareTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void verifiedAndRepaired();
    void damagedBehindALink();
    void updatedAndBack();
    void choosesFiles();
    void updateGoesOnAfterRestart();
    void filesOfAnEarlierRun();
    void asksDaily();
    void shared();
    void sharedStaysWhenDeleted();
    void sharedOntoAnotherDisk();
    void besideADownload();
    void sharedWithLmStudio();
    void backWithFilesOfMine();
    void deleteKeyAsks();

private:
    static void install(WindowScene &scene);
    /// By the button of the details, or by the entry of their menu.
    static bool act(WindowScene &scene, const QString &text);
    static QMessageBox *question(WindowScene &scene);
    static void checkForUpdates(WindowScene &scene);
};

void CareTest::install(WindowScene &scene)
{
    scene.open();
    scene.window().resize(1100, 720); // the details stand beside the list
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(kOne)->shareable.isEmpty(), kPatienceMs);
    scene.choose(kOne);
}

bool CareTest::act(WindowScene &scene, const QString &text)
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

QMessageBox *CareTest::question(WindowScene &scene)
{
    for (QMessageBox *box : scene.window().findChildren<QMessageBox *>()) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

void CareTest::checkForUpdates(WindowScene &scene)
{
    entry(scene.child<ui::WindowMenu>(), u"Check for updates"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.workbench().tools().updates().isChecking(), kPatienceMs);
}

void CareTest::verifiedAndRepaired()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"as it was published"_s), kPatienceMs);

    const QByteArray whole = test::readFile(scene.file(kOne));
    QByteArray bad = whole;
    bad[1000] = static_cast<char>(bad[1000] ^ 1);
    test::writeFile(scene.file(kOne), bad);
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Damaged"_s, kPatienceMs);
    QVERIFY2(banner->text().contains(u"model.bin"_s), qPrintable(banner->text()));
    scene.choose(kOne);
    const QAbstractItemModel *files = scene.child<ui::FileList>()->model();
    const auto said = [&] {
        for (int i = 0; i < files->rowCount(); ++i) {
            const QString text = files->index(i, 0).data(Qt::AccessibleTextRole).toString();
            if (text.startsWith(u"model.bin"_s))
                return text;
        }
        return QString();
    };
    QTRY_COMPARE(said(), u"model.bin, damaged"_s);
    const int slow = scene.hub().addFault(test::Fault::rate(Endpoint::Storage, 100'000).always());
    const int asked = scene.hub().log().count(Endpoint::Storage);
    QTRY_VERIFY(scene.button(u"Repair"_s, scene.child<ui::DetailsPanel>()));
    QVERIFY(act(scene, u"Repair"_s));
    QTRY_VERIFY_WITH_TIMEOUT(said().startsWith(u"model.bin, damaged, fetched again: "_s), kPatienceMs);
    scene.hub().removeFault(slow);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Here"_s, kPatienceMs);
    QCOMPARE(test::readFile(scene.file(kOne)), whole);
    QTRY_COMPARE_WITH_TIMEOUT(said(), u"model.bin, 300 kB ✓"_s, kPatienceMs);
    QVERIFY(scene.hub().log().count(Endpoint::Storage) > asked);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
}

// Weights on another disk, with a link in their place: no button says that it fetches them.
void CareTest::damagedBehindALink()
{
    const test::TempDir elsewhere;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    const QString disk = elsewhere.path(u"disk.bin"_s);
    QVERIFY(QFile::rename(scene.file(kOne), disk) && QFile::link(disk, scene.file(kOne)));
    test::writeFile(disk, QByteArray(300'000, 'x'));
    auto *banner = scene.child<ui::Banner>();
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"through a link"_s), kPatienceMs);
    QVERIFY2(banner->text().contains(disk) && banner->text().contains(u"delete the link"_s),
             qPrintable(banner->text()));
    QVERIFY(!scene.button(u"Repair"_s, banner));
}

void CareTest::updatedAndBack()
{
    WindowScene scene;
    Growing model(scene);
    install(scene);
    checkForUpdates(scene);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"up to date"_s), kPatienceMs);
    QCOMPARE(scene.workbench().tree().sums().updates, 0);

    model.publishSecond();
    checkForUpdates(scene);
    QTRY_COMPARE(scene.status(kOne), u"Update"_s);
    const ui::RowStatus status = ui::RowText::status(*scene.row(kOne), 0);
    QVERIFY2(status.detail.startsWith(u"2 file"_s) && status.detail.contains(u"310 kB"_s),
             qPrintable(status.detail));
    QVERIFY(scene.button(u"Updates 1"_s));
    QVERIFY(act(scene, u"Update"_s));
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kNew, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Here"_s, kPatienceMs);
    QCOMPARE(model.config(), "{\"v\":2}\n");
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(kOne)->update, kPatienceMs);

    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->standing.hasPrevious, kPatienceMs);
    scene.choose(kOne);
    QVERIFY(act(scene, u"Back to previous version"_s));
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kOld, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"is back at commit"_s), kPatienceMs);
}

// A file that both have changed stops it; whose is wanted is asked.
void CareTest::choosesFiles()
{
    WindowScene scene;
    Growing model(scene);
    install(scene);
    const QString mine = scene.library() + u'/' + kOne + u"/config.json"_s;
    test::writeFile(mine, "{\"mine\":true}\n");
    model.publishSecond();
    checkForUpdates(scene);
    QTRY_COMPARE(scene.status(kOne), u"Update"_s);
    entry(scene.child<ui::WindowMenu>(), u"Update all"_s)->trigger();
    WAIT_FOR_STATE(kOne, JobState::Failed);
    QCOMPARE(test::readFile(scene.file(kOne)), kOld);
    QTRY_VERIFY(scene.button(u"Choose files…"_s, scene.child<ui::DetailsPanel>()));
    QVERIFY(act(scene, u"Choose files…"_s));
    QTRY_VERIFY(question(scene));
    QVERIFY2(question(scene)->informativeText().contains(u"config.json"_s),
             qPrintable(question(scene)->informativeText()));
    QTest::mouseClick(scene.button(u"Keep mine"_s, question(scene)), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kNew, kPatienceMs);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(test::readFile(mine), "{\"mine\":true}\n");
}

void CareTest::updateGoesOnAfterRestart()
{
    WindowScene scene;
    Growing model(scene);
    install(scene);
    model.publishSecond();
    const int fault = scene.hub().addFault(test::Fault::rate(Endpoint::Storage, 30'000).always());
    checkForUpdates(scene);
    QTRY_COMPARE(scene.status(kOne), u"Update"_s);
    QVERIFY(act(scene, u"Update"_s));
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    scene.close(); // as at the end of a day
    scene.hub().removeFault(fault);
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kNew, kPatienceMs);
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

// What lies in its folder, without a download that told of it; gone from the list with what a clean-up takes.
void CareTest::filesOfAnEarlierRun()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    install(scene);
    scene.close();
    scene.open();
    scene.choose(kOne);
    const auto listed = [&] {
        const QAbstractItemModel *files = scene.child<ui::FileList>()->model();
        QStringList texts;
        for (int i = 0; i < files->rowCount(); ++i)
            texts.append(files->index(i, 0).data(Qt::AccessibleTextRole).toString());
        return texts;
    };
    QTRY_VERIFY2_WITH_TIMEOUT(listed().contains(u"model.bin, 300 kB ✓"_s), qPrintable(listed().join(u'\n')),
                              kPatienceMs);
    QVERIFY(listed().join(u' ').contains(u".gitattributes"_s));
    QVERIFY(QFile::remove(scene.file(kOne)));
    QVERIFY(QDir(QFileInfo(scene.file(kOne)).path() + u"/.git"_s).removeRecursively());
    QFile(QFileInfo(scene.file(kOne)).path() + u"/config.json"_s).remove();
    scene.workbench().rescan();
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Incomplete, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(listed().isEmpty(), kPatienceMs);
}

// By itself once a day; what was found is known at the next start.
void CareTest::asksDaily()
{
    WindowScene scene;
    Growing model(scene);
    install(scene);
    model.publishSecond();
    ui::Updates &updates = scene.workbench().tools().updates();
    updates.checkIfDue();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Update"_s, kPatienceMs);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY(banner->text().contains(u"for 1 model"_s));
    const QStringList asked = apiTargets(scene);
    updates.checkIfDue();
    QVERIFY(!updates.isChecking());
    scene.close();
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.status(kOne), u"Update"_s, kPatienceMs);
    scene.workbench().tools().updates().checkIfDue();
    QVERIFY(!scene.workbench().tools().updates().isChecking());
    QCOMPARE(apiTargets(scene), asked);
}

void CareTest::shared()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    QVERIFY(!ui::actionsFor(*scene.row(kOne)).contains(ui::RowAction::ShareLmStudio)); // there is none
    QVERIFY(act(scene, u"Share with Hugging Face cache"_s));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"takes no room"_s), kPatienceMs);
    const QString cache =
        QString::fromLocal8Bit(qgetenv("HOME")) + u"/.cache/huggingface/hub/models--demo--one"_s;
    QVERIFY(QFileInfo::exists(cache + u"/snapshots"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(kOne)->standing.sharedWith.isEmpty(), kPatienceMs);
    scene.choose(kOne);
    QVERIFY(!act(scene, u"Share with Hugging Face cache"_s));
    QTest::mouseClick(scene.button(u"Undo"_s, banner), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no longer shared"_s), kPatienceMs);
    QVERIFY(!QFileInfo::exists(cache + u"/snapshots"_s));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
}

// Once the model is deleted, what is shared is the last copy.
void CareTest::sharedStaysWhenDeleted()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.rename(kOne, u"Number One"_s);
    install(scene);
    QVERIFY(act(scene, u"Share with Hugging Face cache"_s));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"takes no room"_s), kPatienceMs);
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, ui::RowAction::Remove);
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Absent, kPatienceMs);
    QTRY_VERIFY(!banner->isVisible()); // it is not here "too"
    QCOMPARE(scene.workbench().history().entries().last().what, session::HistoryEntry::What::Removed);
    QCOMPARE(scene.workbench().history().entries().last().name, u"Number One"_s);
    std::optional<base::Result<library::UnshareOutcome>> taken;
    scene.workbench().tools().care().unshare(
        kOne, library::ForeignTool::HubCache,
        [&](const base::Result<library::UnshareOutcome> &outcome) { taken = outcome; });
    QTRY_VERIFY_WITH_TIMEOUT(taken, kPatienceMs);
    QVERIFY(!*taken);
    QCOMPARE(taken->error().cause.code, base::ErrorCode::OnlySharedLeft);
    const QString cache =
        QString::fromLocal8Bit(qgetenv("HOME")) + u"/.cache/huggingface/hub/models--demo--one"_s;
    QDirIterator files(cache + u"/snapshots"_s, {u"model.bin"_s}, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(files.hasNext());
    QCOMPARE(test::readFile(files.next()).size(), 300'000);
}

// A copy takes room: it is asked for first.
void CareTest::sharedOntoAnotherDisk()
{
    test::TestVolume volume(u"tmpfs"_s, 16);
    SKIP_WITHOUT(volume);
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    const QString cache = volume.path() + u"/hub"_s;
    qputenv("HF_HUB_CACHE", cache.toUtf8());
    const auto unset = qScopeGuard([] { qunsetenv("HF_HUB_CACHE"); });
    install(scene);
    QVERIFY(act(scene, u"Share with Hugging Face cache"_s));
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QVERIFY2(question(scene)->informativeText().contains(u"300 kB"_s),
             qPrintable(question(scene)->informativeText()));
    QVERIFY(!QFileInfo::exists(cache + u"/models--demo--one/snapshots"_s));
    QTest::mouseClick(scene.button(u"Copy"_s, question(scene)), Qt::LeftButton);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"a copy of 300 kB"_s), kPatienceMs);
    QCOMPARE(test::readFile(cache + u"/models--demo--one/snapshots/"_s + scene.row(kOne)->disk.commit
                            + u"/model.bin"_s),
             test::readFile(scene.file(kOne)));
    QTest::mouseClick(scene.button(u"Undo"_s, banner), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no longer shared"_s), kPatienceMs);
    QVERIFY(!QFileInfo::exists(cache + u"/models--demo--one/snapshots"_s));
}

void CareTest::sharedWithLmStudio()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    const QString studio = QString::fromLocal8Bit(qgetenv("HOME")) + u"/.lmstudio"_s;
    QVERIFY(QDir().mkpath(studio + u"/models"_s));
    install(scene);
    QVERIFY(act(scene, u"Share with LM Studio"_s));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"takes no room"_s), kPatienceMs);
    const QString there = studio + u"/models/demo/one/model.bin"_s;
    QCOMPARE(test::readFile(there), test::readFile(scene.file(kOne)));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->standing.sharedWith, QList{library::ForeignTool::LmStudio},
                              kPatienceMs);
    scene.choose(kOne);
    QVERIFY(act(scene, u"Take out of LM Studio"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no longer shared"_s), kPatienceMs);
    QVERIFY(!QFileInfo::exists(there));
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
}

// A file changed by hand since the update: going back asks whose is wanted, and keeps it.
void CareTest::backWithFilesOfMine()
{
    WindowScene scene;
    Growing model(scene);
    install(scene);
    model.publishSecond();
    checkForUpdates(scene);
    QTRY_COMPARE(scene.status(kOne), u"Update"_s);
    QVERIFY(act(scene, u"Update"_s));
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kNew, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->standing.hasPrevious, kPatienceMs);
    const QString mine = scene.library() + u'/' + kOne + u"/config.json"_s;
    test::writeFile(mine, "{\"mine\":true}\n");
    scene.choose(kOne);
    QVERIFY(act(scene, u"Back to previous version"_s));
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QVERIFY2(question(scene)->informativeText().contains(u"config.json"_s),
             qPrintable(question(scene)->informativeText()));
    QCOMPARE(test::readFile(scene.file(kOne)), kNew); // nothing yet
    QTest::mouseClick(scene.button(u"Keep mine"_s, question(scene)), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(scene.file(kOne)), kOld, kPatienceMs);
    QCOMPARE(model.config(), "{\"mine\":true}\n");
}

void CareTest::deleteKeyAsks()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    QTest::keyClick(scene.child<ui::ModelView>(), Qt::Key_Delete);
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QVERIFY(question(scene)->text().startsWith(u"Delete"_s));
    QTest::mouseClick(scene.button(u"Keep model"_s, question(scene)), Qt::LeftButton);
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
}

// What is here can be cared for while another model comes; what would take that one's bytes waits.
void CareTest::besideADownload()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    WindowScene scene;
    const QString slow = u"demo/slow"_s;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.slowDown(scene.offer(u"Demo"_s, slow, 30'000'000));
    install(scene);
    scene.workbench().download({slow});
    WAIT_FOR_STATE(slow, JobState::Transferring);
    auto *banner = scene.child<ui::Banner>();
    scene.choose(kOne);
    QVERIFY(act(scene, u"Verify"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"as it was published"_s), kPatienceMs);
    QVERIFY(act(scene, u"Share with Hugging Face cache"_s));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"takes no room"_s), kPatienceMs);
    ui::DiskUsage &usage = scene.workbench().tools().diskUsage();
    std::optional<ui::DiskUsage::Look> look;
    usage.look([&](const ui::DiskUsage::Look &seen) { look = seen; });
    QTRY_VERIFY_WITH_TIMEOUT(look, kPatienceMs);
    QList<session::CleanRow> histories = look->figures.rows;
    histories.removeIf([](const session::CleanRow &row) { return row.kind != session::CleanKind::History; });
    QCOMPARE(histories.size(), 1);
    std::optional<ui::DiskUsage::Cleaned> cleaned;
    usage.clean(histories, [&](const ui::DiskUsage::Cleaned &done) { cleaned = done; });
    QTRY_VERIFY_WITH_TIMEOUT(cleaned, kPatienceMs);
    QVERIFY2(cleaned->errors.isEmpty(), qPrintable(cleaned->errors.value(0).cause.values.join(u' ')));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, ui::RowAction::Remove);
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Absent, kPatienceMs);
    QVERIFY(!QFileInfo::exists(scene.library() + u'/' + kOne));
    QCOMPARE(scene.state(slow), JobState::Transferring); // it goes on
    scene.workbench().queue().cancel(slow);
    scene.workbench().download({kOne}); // and it can be had again
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

WEIGHTYARD_TEST(CareTest)

} // namespace care_test

#include "care_test.moc"
