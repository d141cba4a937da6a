// Where a model is, from the window: opened in a terminal, copied, and used by other programs.
#include "test_registry.h"
#include "window_scene.h"

#include "repo_builder.h"
#include "ui/model/row_actions.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"
#include "ui/window/use_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QTest>

namespace places_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;
using ui::RowAction;

namespace {

/// PATH for as long as it lives.
class Path
{
public:
    explicit Path(const QString &value) : m_before(qgetenv("PATH")) { qputenv("PATH", value.toUtf8()); }
    ~Path() { qputenv("PATH", m_before); }
    Path(const Path &) = delete;
    Path &operator=(const Path &) = delete;

private:
    QByteArray m_before;
};

void install(WindowScene &scene)
{
    scene.open();
    scene.window().resize(1100, 720);
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    scene.choose(kOne);
}

void trigger(WindowScene &scene, RowAction action)
{
    QVERIFY(ui::actionsFor(*scene.row(kOne)).contains(action));
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, action);
}

QString clipboard()
{
    return QApplication::clipboard()->text();
}

} // namespace

class PlacesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensATerminal();
    void noTerminalIsTold();
    void noFileManagerIsTold();
    void copies();
    void copiesByKey();
    void usesWhatIsHere();
    void usesNothing();
};

void PlacesTest::opensATerminal()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    const test::TempDir dir;
    const QString told = dir.path(u"told"_s);
    test::writeFile(dir.path(u"myterm"_s), "#!/bin/sh\npwd > '" + told.toUtf8() + ".new'\nmv '"
                                               + told.toUtf8() + ".new' '" + told.toUtf8() + "'\n");
    QVERIFY(QFile::setPermissions(dir.path(u"myterm"_s), QFile::ReadOwner | QFile::ExeOwner));
    const Path path(dir.path() + u":/usr/bin:/bin"_s);
    qputenv("TERMINAL", "myterm");
    const auto unset = qScopeGuard([] { qunsetenv("TERMINAL"); });
    if (!QStandardPaths::findExecutable(u"xdg-terminal-exec"_s).isEmpty())
        QSKIP("xdg-terminal-exec is here, and goes first");
    trigger(scene, RowAction::OpenTerminal);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(told), kPatienceMs);
    QCOMPARE(QString::fromUtf8(test::readFile(told)).trimmed(),
             QFileInfo(scene.library() + u'/' + kOne).canonicalFilePath());
    QVERIFY(!scene.child<ui::Banner>()->isVisible());
}

void PlacesTest::noTerminalIsTold()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    const test::TempDir empty;
    const Path path(empty.path());
    trigger(scene, RowAction::OpenTerminal);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no terminal program was found"_s), kPatienceMs);
    QVERIFY2(banner->text().contains(u"TERMINAL"_s), qPrintable(banner->text()));
    QTest::mouseClick(scene.button(u"Copy path"_s, banner), Qt::LeftButton);
    QCOMPARE(clipboard(), scene.library() + u'/' + kOne);
}

void PlacesTest::noFileManagerIsTold()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    install(scene);
    const test::TempDir empty;
    const Path path(empty.path());
    trigger(scene, RowAction::OpenFolder);
    auto *banner = scene.child<ui::Banner>();
    if (QGuiApplication::platformName() == "offscreen"_L1 || QGuiApplication::platformName() == "xcb"_L1)
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no program that shows folders"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Copy path"_s, banner), Qt::LeftButton);
    QCOMPARE(clipboard(), scene.library() + u'/' + kOne);
    trigger(scene, RowAction::OpenPage);
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"no browser"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"Copy address"_s, banner), Qt::LeftButton);
    QCOMPARE(clipboard(), scene.hub().baseUrl().toString() + u'/' + kOne);
}

void PlacesTest::copies()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    QVERIFY(!ui::actionsFor(*scene.row(kOne)).contains(RowAction::CopyPath)); // there is none yet
    trigger(scene, RowAction::CopyId);
    QCOMPARE(clipboard(), kOne);
    trigger(scene, RowAction::CopyAddress);
    QCOMPARE(clipboard(), scene.hub().baseUrl().toString() + u'/' + kOne);
    scene.close();
    install(scene);
    trigger(scene, RowAction::CopyPath);
    QCOMPARE(clipboard(), scene.library() + u'/' + kOne);
    QVERIFY(!clipboard().contains(QChar(0x200B)));
    QVERIFY(QFileInfo(clipboard()).isDir());
}

void PlacesTest::copiesByKey()
{
    WindowScene scene;
    scene.offerOnly(u"Demo"_s, kOne, 1000);
    scene.offerOnly(u"Demo"_s, u"demo/two"_s, 1000);
    scene.open();
    scene.choose(kOne);
    QTest::keyClick(scene.child<ui::ModelView>(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), kOne);
    scene.chooseToo(u"demo/two"_s);
    QTest::keyClick(scene.child<ui::ModelView>(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(clipboard(), kOne + u"\ndemo/two"_s);
}

void PlacesTest::usesWhatIsHere()
{
    WindowScene scene;
    test::RepoBuilder repo;
    repo.lfsTrack(u"*.gguf"_s)
        .lfsFile(u"Model-Q4_0.gguf"_s, QByteArray(5000, 'w'))
        .lfsFile(u"mmproj-Model-f16.gguf"_s, QByteArray(3000, 'p'))
        .commit("one");
    scene.hub().addRepository(kOne, repo);
    scene.hub().ingestLfsFolder(repo.gitFolder());
    scene.offerOnly(u"Demo"_s, kOne, 8000);
    install(scene);
    QAbstractButton *use = nullptr;
    QTRY_VERIFY((use = scene.button(u"Use it…"_s, scene.child<ui::DetailsPanel>())));
    QTest::mouseClick(use, Qt::LeftButton);
    QTRY_VERIFY(scene.child<ui::UseDialog>());
    auto *dialog = scene.child<ui::UseDialog>();
    QTRY_VERIFY_WITH_TIMEOUT(dialog->findChild<QPlainTextEdit *>(), kPatienceMs);
    const QString folder = scene.library() + u'/' + kOne;
    const QString line = u"llama-cli -m %1/Model-Q4_0.gguf --mmproj %1/mmproj-Model-f16.gguf"_s.arg(folder);
    QCOMPARE(dialog->findChild<QPlainTextEdit *>()->toPlainText(), line);
    QTRY_VERIFY(scene.button(u"Copy"_s, dialog));
    QTest::mouseClick(scene.button(u"Copy"_s, dialog), Qt::LeftButton);
    QCOMPARE(clipboard(), line);
    QVERIFY(scene.button(u"Copied"_s, dialog));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!scene.child<ui::UseDialog>());
}

void PlacesTest::usesNothing()
{
    WindowScene scene;
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    QVERIFY(!ui::actionsFor(*scene.row(kOne)).contains(RowAction::UseIt));
    scene.close();
    install(scene);
    trigger(scene, RowAction::UseIt);
    QTRY_VERIFY(scene.child<ui::UseDialog>());
    const auto says = [&] {
        const QList<QLabel *> labels = scene.child<ui::UseDialog>()->findChildren<QLabel *>();
        return labels.size() == 1 && labels.first()->text().startsWith(u"No command is known"_s);
    };
    QTRY_VERIFY_WITH_TIMEOUT(says(), kPatienceMs);
}

WEIGHTYARD_TEST(PlacesTest)

} // namespace places_test

#include "places_test.moc"
