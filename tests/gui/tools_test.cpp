// What the window's menu does with models that came from elsewhere, and with the disk: folders of download scripts, folders of other
// programs, what can be cleaned up.
#include "test_registry.h"
#include "window_scene.h"

#include "repo_builder.h"
#include "ui/model/row_status.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/details_panel.h"
#include "ui/window/adopt_dialog.h"
#include "ui/window/convert_dialog.h"
#include "ui/window/disk_band.h"
#include "ui/window/disk_dialog.h"
#include "ui/window/export_dialog.h"
#include "ui/window/list_dialog.h"
#include "ui/window/window_menu.h"

#include <QApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTest>
#include <QTreeWidget>
#include <algorithm>

namespace tools_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::Endpoint;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;

namespace {

const QString kTwo = u"demo/two"_s;

QAction *menuEntry(QMenu *menu, const QString &textBegin)
{
    for (QAction *action : menu->actions()) {
        if (action->text().startsWith(textBegin))
            return action;
    }
    return nullptr;
}

/// Two old scripts, one a model, in folders of their own.
QString writeScripts(const test::TempDir &dir)
{
    const QString root = dir.makeFolder(u"Tests"_s);
    for (const QString &id : {kOne, kTwo})
        test::writeFile(root + u'/' + id.section(u'/', 1) + u"/download.sh"_s,
                        "#!/bin/bash\ncd \"$(dirname \"$0\")\"\nhuggingface-cli download " + id.toUtf8()
                            + " --local-dir .\n");
    return root;
}

} // namespace

class ToolsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void scriptsDropped();
    void scriptsNamed_data();
    void scriptsNamed();
    void scriptsConverted();
    void exported();
    void takenOver();
    void movedIntoLibrary();
    void foundInHubCache();
    void mirrorFilled();
    void diskCleaned();

private:
    static QAction *entry(WindowScene &scene, const QString &textBegin)
    {
        return menuEntry(scene.child<ui::WindowMenu>(), textBegin);
    }
    template<typename T>
    static T *dialog(WindowScene &scene, const QString &entryBegin)
    {
        entry(scene, entryBegin)->trigger();
        return scene.child<T>();
    }
    static void chooseIn(WindowScene &scene, const QString &path);
};

// As the user does it: the file dialog's own looks are Qt's.
void ToolsTest::chooseIn(WindowScene &scene, const QString &path)
{
    QTRY_VERIFY(scene.child<QFileDialog>());
    auto *chooser = scene.child<QFileDialog>();
    Q_EMIT chooser->fileSelected(path);
    chooser->close();
}

void ToolsTest::scriptsDropped()
{
    const test::TempDir dir;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 200'000);
    scene.open();
    const QString root = writeScripts(dir);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(root)});
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&scene.window(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&scene.window(), &drop);
    const QString key = root + u"/one"_s;
    auto *banner = scene.child<ui::Banner>();
    static_cast<void>(QTest::qWaitFor([&] { return scene.row(key) != nullptr; }, kPatienceMs));
    QVERIFY2(scene.row(key), qPrintable(banner->text()));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"2 model"_s), kPatienceMs);
    const auto &tree = scene.workbench().tree();
    QCOMPARE(tree.family(tree.indexOf(key).parent()), u"Tests · Demo"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.child<ui::DetailsPanel>()->key(), key,
                              kPatienceMs); // the list has gone there
    QVERIFY(scene.row(kOne));               // the catalogue's row is another one

    scene.clickBox(key);
    QTest::mouseClick(scene.button(u"Download selected"_s) ? scene.button(u"Download selected"_s)
                                                           : scene.button(u"Download 1"_s),
                      Qt::LeftButton);
    WAIT_FOR_STATE(key, JobState::Installed);
    QCOMPARE(QFileInfo(root + u"/one/model.bin"_s).size(), 300'000);
    QVERIFY(!QFileInfo::exists(scene.file(kOne)));
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(key)->disk.state, OnDisk::Here, kPatienceMs);

    scene.close(); // it is open at the next start, too
    scene.open();
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(key), kPatienceMs);
    QCOMPARE(scene.status(key), u"Here"_s);
    auto *closing = scene.window().findChild<QMenu *>(u"closeScripts"_s);
    Q_EMIT scene.child<ui::WindowMenu>()->aboutToShow();
    QVERIFY(menuEntry(closing, u"Tests"_s));
    menuEntry(closing, u"Tests"_s)->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(key), kPatienceMs);
    QVERIFY(QFileInfo::exists(root + u"/one/model.bin"_s));
}

// On the command line, or by macOS.
void ToolsTest::scriptsNamed_data()
{
    QTest::addColumn<bool>("address");
    QTest::newRow("path") << false;
    QTest::newRow("address") << true;
}

void ToolsTest::scriptsNamed()
{
    QFETCH(bool, address);
    const test::TempDir dir;
    const QString root = writeScripts(dir);
    test::writeFile(root + u"/part/download.sh"_s,
                    "huggingface-cli download " + kOne.toUtf8() + " --include '*.json' --local-dir .\n");
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open({address ? QUrl::fromLocalFile(root).toString() : root});
    const auto *banner = scene.child<ui::Banner>();
    static_cast<void>(QTest::qWaitFor([&] { return scene.row(root + u"/one"_s) != nullptr; }, kPatienceMs));
    QVERIFY2(scene.row(root + u"/one"_s), qPrintable(banner->text()));
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"3 model"_s), kPatienceMs);
    const ui::ModelRow *part = scene.row(root + u"/part"_s);
    QVERIFY(part && part->facts == std::nullopt);
    QVERIFY2(ui::RowText::facts(*part).contains(u"*.json"_s), qPrintable(ui::RowText::facts(*part)));
    QCOMPARE(ui::bytesOf(*part), 0); // not that of all files
    QVERIFY(ui::bytesOf(*scene.row(root + u"/one"_s)) > 0);
}

void ToolsTest::scriptsConverted()
{
    const test::TempDir dir;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    const QString root = writeScripts(dir);
    const QString script = root + u"/one/download.sh"_s;
    const QByteArray before = test::readFile(script);
    entry(scene, u"Convert scripts"_s)->trigger();
    chooseIn(scene, root);
    QTRY_VERIFY(scene.child<ui::ConvertDialog>());
    auto *convert = scene.child<ui::ConvertDialog>();
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Convert"_s, convert)->isEnabled(), kPatienceMs);
    QTest::mouseClick(scene.button(u"Convert"_s, convert), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Take conversion back"_s, convert)->isEnabled(), kPatienceMs);
    QVERIFY(test::readFile(script) != before);
    QCOMPARE(test::readFile(script + u".bak"_s), before);
    QTest::mouseClick(scene.button(u"Take conversion back"_s, convert), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(test::readFile(script), before, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Convert"_s, convert)->isEnabled(), kPatienceMs);
}

void ToolsTest::exported()
{
    const test::TempDir dir;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.clickBox(kOne);
    auto *scripts = dialog<ui::ExportDialog>(scene, u"Export download scripts"_s);
    QTRY_VERIFY(scripts && scripts->isVisible());
    QTest::mouseClick(scene.button(u"Choose where"_s, scripts), Qt::LeftButton);
    chooseIn(scene, dir.path());
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(dir.path(u"demo/one/download.sh"_s)), kPatienceMs);
    auto *banner = scene.child<ui::Banner>();
    static_cast<void>(QTest::qWaitFor([&] { return banner->text().contains(u"written"_s); }, kPatienceMs));
    QVERIFY2(banner->text().startsWith(u"3 file"_s), qPrintable(banner->text()));

    QTRY_VERIFY(!scene.child<ui::ExportDialog>());
    auto *catalogue = dialog<ui::ExportDialog>(scene, u"Export catalogue"_s);
    QTRY_VERIFY(catalogue && catalogue->isVisible());
    QTest::mouseClick(scene.button(u"Choose where"_s, catalogue), Qt::LeftButton);
    QTRY_VERIFY(!scene.child<ui::ExportDialog>());
    const QString file = dir.path(u"team.json"_s);
    QTRY_VERIFY(scene.child<QFileDialog>());
    chooseIn(scene, file);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(file), kPatienceMs);
    const QJsonArray models = QJsonDocument::fromJson(test::readFile(file))[u"models"_s].toArray();
    QCOMPARE(models.size(), 1);
    QCOMPARE(models[0][u"revision"_s].toString().size(), 40);
}

// A folder as huggingface-cli leaves it, without its small file: taken over where it is, and completed there.
void ToolsTest::takenOver()
{
    const test::TempDir dir;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    const QByteArray weight = test::readFile(scene.file(kOne));
    const QString folder = dir.makeFolder(u"demo/one"_s);
    test::writeFile(folder + u"/model.bin"_s, weight);
    const int fetched = scene.hub().log().count(Endpoint::Storage);

    auto *take = dialog<ui::AdoptDialog>(scene, u"Take over models"_s);
    QTRY_VERIFY(take && take->isVisible());
    take->addFolder(folder);
    auto *list = take->findChild<QTreeWidget *>();
    QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, kPatienceMs);
    QTreeWidgetItem *item = list->topLevelItem(0);
    QTRY_VERIFY_WITH_TIMEOUT(item->text(1).contains(u"missing"_s), kPatienceMs);
    QCOMPARE(item->checkState(0), Qt::Checked);
    QVERIFY(item->text(0).startsWith(kOne));
    QAbstractButton *complete = scene.button(u"Download what is missing"_s, take);
    QVERIFY(complete && !complete->isChecked()); // nothing comes into the user's folders unasked
    QTest::mouseClick(complete, Qt::LeftButton);
    QTest::mouseClick(scene.button(u"Take over 1"_s, take), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(item->text(1).startsWith(u"taken over"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder + u"/config.json"_s), kPatienceMs);
    QCOMPARE(scene.hub().log().count(Endpoint::Storage), fetched);
    QCOMPARE(test::readFile(folder + u"/model.bin"_s), weight);
}

void ToolsTest::movedIntoLibrary()
{
    const test::TempDir dir;
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    const QByteArray weight = test::generatedBytes(1, 300'000);
    const QString folder = dir.makeFolder(u"demo/one"_s);
    test::writeFile(folder + u"/model.bin"_s, weight);
    auto *take = dialog<ui::AdoptDialog>(scene, u"Take over models"_s);
    QTRY_VERIFY(take && take->isVisible());
    take->addFolder(folder);
    auto *list = take->findChild<QTreeWidget *>();
    QTRY_VERIFY_WITH_TIMEOUT(
        list->topLevelItemCount() == 1 && list->topLevelItem(0)->text(1).contains(u"missing"_s), kPatienceMs);
    QTreeWidgetItem *item = list->topLevelItem(0);
    QTest::mouseClick(scene.button(u"Move folders"_s, take), Qt::LeftButton);
    QTest::mouseClick(scene.button(u"Download what is missing"_s, take), Qt::LeftButton);
    QTest::mouseClick(scene.button(u"Take over 1"_s, take), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(item->text(1).startsWith(u"moved into the library"_s), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    QVERIFY(!QFileInfo::exists(folder));
    QCOMPARE(test::readFile(scene.file(kOne)), weight);
    QCOMPARE(scene.hub().log().count(Endpoint::Storage), 0); // the small file came with git
}

// As huggingface_hub leaves it: of it a model of the library is made, and no object is fetched.
void ToolsTest::foundInHubCache()
{
    qunsetenv("HF_HUB_CACHE");
    qunsetenv("XDG_CACHE_HOME");
    WindowScene scene;
    const QByteArray weight = test::generatedBytes(1, 300'000);
    const QByteArray config("{}\n");
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.bin"_s).lfsFile(u"model.bin"_s, weight).file(u"config.json"_s, config).commit("one");
    scene.hub().addRepository(kOne, repo);
    scene.offerOnly(u"Demo"_s, kOne, weight.size());
    const QString cache =
        QString::fromLocal8Bit(qgetenv("HOME")) + u"/.cache/huggingface/hub/models--demo--one"_s;
    const QString commit = QString::fromLatin1(repo.revision());
    const auto link = [&](const QString &path, const QByteArray &bytes, const QByteArray &etag) {
        test::writeFile(cache + u"/blobs/"_s + QString::fromLatin1(etag), bytes);
        QDir().mkpath(cache + u"/snapshots/"_s + commit);
        return QFile::link(u"../../blobs/"_s + QString::fromLatin1(etag),
                           cache + u"/snapshots/"_s + commit + u'/' + path);
    };
    QVERIFY(link(u"model.bin"_s, weight, test::sha256Hex(weight)));
    QVERIFY(link(
        u"config.json"_s, config,
        QCryptographicHash::hash("blob 3" + QByteArray(1, '\0') + config, QCryptographicHash::Sha1).toHex()));
    test::writeFile(cache + u"/refs/main"_s, commit.toLatin1());
    scene.open();
    auto *take = dialog<ui::AdoptDialog>(scene, u"Take over models"_s);
    QTRY_VERIFY(take && take->isVisible());
    auto *list = take->findChild<QTreeWidget *>();
    QTRY_COMPARE_WITH_TIMEOUT(list->topLevelItemCount(), 1, kPatienceMs);
    QTreeWidgetItem *item = list->topLevelItem(0);
    QVERIFY2(item->text(0).startsWith(kOne) && item->text(1).startsWith(u"can be copied"_s),
             qPrintable(item->text(0) + item->text(1)));
    item->setCheckState(0, Qt::Checked);
    QTest::mouseClick(scene.button(u"Take over 1"_s, take), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    QCOMPARE(test::readFile(scene.file(kOne)), weight);
    QCOMPARE(scene.hub().log().count(Endpoint::Storage), 0);
    QTRY_COMPARE_WITH_TIMEOUT(item->text(1), u"copied into the library"_s, kPatienceMs);
    QVERIFY(QFileInfo(cache + u"/snapshots/"_s + commit + u"/model.bin"_s).isSymLink());
}

// Of two models that are here one has no record: it is named.
void ToolsTest::mirrorFilled()
{
    const test::TempDir dir;
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 200'000);
    test::writeFile(scene.library() + u'/' + kTwo + u"/model.safetensors"_s,
                    test::generatedBytes(2, 200'000));
    test::writeFile(scene.library() + u'/' + kTwo + u"/config.json"_s, "{}\n");
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kTwo)->disk.state, OnDisk::HereUnverified, kPatienceMs);
    auto *mirror = dialog<ui::ExportDialog>(scene, u"Fill a mirror"_s);
    QTRY_VERIFY(mirror && mirror->isVisible());
    QCOMPARE(mirror->keys(), (QStringList{kOne, kTwo}));
    QTest::mouseClick(scene.button(u"Choose where"_s, mirror), Qt::LeftButton);
    chooseIn(scene, dir.path());
    const auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY2_WITH_TIMEOUT(banner->text().startsWith(u"1 model"_s), qPrintable(banner->text()),
                              kPatienceMs);
    QVERIFY2(banner->text().endsWith(u"could not go in."_s), qPrintable(banner->text()));
    const QString oid = QString::fromLatin1(object.oid);
    QCOMPARE(QFileInfo(dir.path(oid.left(2) + u'/' + oid.mid(2, 2) + u'/' + oid)).size(), 300'000);
    QTest::mouseClick(scene.button(u"Show"_s, scene.child<ui::Banner>()), Qt::LeftButton);
    auto *list = scene.child<ui::ListDialog>();
    QTRY_VERIFY(list && list->isVisible());
    QVERIFY2(list->findChild<QPlainTextEdit *>()->toPlainText().startsWith(kTwo),
             qPrintable(list->findChild<QPlainTextEdit *>()->toPlainText()));
}

void ToolsTest::diskCleaned()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.offer(u"Demo"_s, kTwo, 200'000);
    scene.open();
    const auto note = [&] {
        const QList<QLabel *> labels = scene.child<ui::DiskBand>()->findChildren<QLabel *>();
        const auto found = std::find_if(labels.cbegin(), labels.cend(), [](const QLabel *label) {
            return label->textFormat() == Qt::RichText;
        });
        return found == labels.cend() ? nullptr : *found;
    };
    QVERIFY2(note() && !note()->text().contains(u"clone"_s), qPrintable(note()->text()));
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne)->disk.historyBytes > 0, kPatienceMs);
    const QString git = scene.library() + u'/' + kOne + u"/.git"_s;
    QVERIFY(QFileInfo::exists(git));

    // Both figures: what it would save on what is ticked, and what lies in clones; from there to the disk.
    scene.workbench().askHub({kTwo});
    scene.clickBox(kTwo);
    QTRY_VERIFY_WITH_TIMEOUT(note()->text().startsWith(u"would save up to "_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(note()->text().contains(u"in 1 clone"_s), kPatienceMs);
    Q_EMIT note()->linkActivated(u"disk"_s);
    auto *disk = scene.child<ui::DiskDialog>();
    QTRY_VERIFY(disk && disk->isVisible());
    QAbstractButton *history = nullptr;
    for (auto *button : disk->findChildren<QPushButton *>()) {
        if (button->accessibleName().startsWith(u"Git history"_s))
            history = button;
    }
    QVERIFY(history);
    QTRY_VERIFY_WITH_TIMEOUT(history->isEnabled(), kPatienceMs);
    const auto isListed = [&](const QString &bytes) {
        const auto labels = disk->findChildren<QLabel *>();
        return std::any_of(labels.cbegin(), labels.cend(),
                           [&](const QLabel *label) { return label->text().startsWith(bytes); });
    };
    QVERIFY(!isListed(u"of 2 models"_s));
    scene.workbench().download({kTwo}); // the open dialog follows
    QTRY_VERIFY_WITH_TIMEOUT(isListed(u"of 2 models"_s), kPatienceMs);
    history->setFocus(Qt::TabFocusReason);
    QTest::keyClick(history, Qt::Key_Return); // not Close
    QMessageBox *box = disk->findChild<QMessageBox *>();
    QTRY_VERIFY(box && box->isVisible());
    QVERIFY(disk->isVisible());
    QVERIFY2(box->informativeText().contains(u"git pull"_s), qPrintable(box->informativeText()));
    QTest::mouseClick(scene.button(u"Remove"_s, box), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(git), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!history->isEnabled(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.historyBytes, 0, kPatienceMs);
    QCOMPARE(QFileInfo(scene.file(kOne)).size(), 300'000);
    QTRY_VERIFY_WITH_TIMEOUT(!note()->text().contains(u"clone"_s), kPatienceMs);
}

WEIGHTYARD_TEST(ToolsTest)

} // namespace tools_test

#include "tools_test.moc"
