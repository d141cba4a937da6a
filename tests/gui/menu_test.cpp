// What the window's menu does.
#include "release_page.h"
#include "test_registry.h"
#include "window_scene.h"

#include "ui/text/format.h"
#include "ui/widgets/banner.h"
#include "ui/window/about_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QScopeGuard>
#include <QTest>
#include <QTextEdit>

namespace menu_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::kPatienceMs;
using test::WindowScene;

class MenuTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void speedLimit();
    void ownFileOfNoUse();
    void about();
    void newerVersion();
    void newerVersionFails();

private:
    static QAction *rate(WindowScene &scene, qint64 bytesPerSecond);
};

QAction *MenuTest::rate(WindowScene &scene, qint64 bytesPerSecond)
{
    const QString wanted = bytesPerSecond == 0 ? u"No limit"_s : text::formatLimit(bytesPerSecond);
    for (QAction *action : scene.window().findChild<QMenu *>(u"rates"_s)->actions()) {
        if (action->text() == wanted)
            return action;
    }
    return nullptr;
}

// Holds at once, and for the next start.
void MenuTest::speedLimit()
{
    WindowScene scene;
    scene.open();
    QVERIFY(rate(scene, 0)->isChecked());
    QCOMPARE(scene.client().rateLimit(), 0);
    rate(scene, 5'000'000)->trigger();
    QVERIFY(rate(scene, 5'000'000)->isChecked() && !rate(scene, 0)->isChecked());
    QCOMPARE(scene.client().rateLimit(), 5'000'000);
    const QString file = scene.configDir() + u"/settings.json"_s;
    const auto saved = [&] {
        return QFileInfo::exists(file)
               && QJsonDocument::fromJson(test::readFile(file))[u"limitRate"_s].toInteger() == 5'000'000;
    };
    QTRY_VERIFY_WITH_TIMEOUT(saved(), kPatienceMs);
    scene.close();
    scene.open();
    QVERIFY(rate(scene, 5'000'000)->isChecked());
    QCOMPARE(scene.client().rateLimit(), 5'000'000);
    rate(scene, 0)->trigger();
    QCOMPARE(scene.client().rateLimit(), 0);
}

// What stops nothing is said in the window, with what became of the file.
void MenuTest::ownFileOfNoUse()
{
    WindowScene scene;
    scene.open();
    scene.window().tell(u"settings"_s,
                        {.kind = base::ErrorKind::Usage,
                         .detail = u"the setting \"library\" is not an absolute path"_s,
                         .context = {.path = u"/c/settings.json"_s, .reason = base::ErrorReason::SetAside}});
    const QString text = scene.child<ui::Banner>()->text();
    QVERIFY2(text.contains(u"\"library\""_s) && text.contains(u"/c/settings.json.damaged"_s),
             qPrintable(text));
}

void MenuTest::about()
{
    WindowScene scene;
    scene.open();
    QTest::keyClick(&scene.window(), Qt::Key_F1);
    auto *dialog = scene.child<ui::AboutDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QStringList said;
    const QList<QLabel *> labels = dialog->findChildren<QLabel *>();
    for (const QLabel *label : labels)
        said.append(label->text());
    const QString all = said.join(u'\n');
    const QString version = QCoreApplication::applicationVersion();
    QVERIFY2(!version.isEmpty() && all.contains(version), qPrintable(all));
    QVERIFY2(all.contains(scene.workbench().commit()), qPrintable(all));
    QVERIFY2(all.contains(u"Qt "_s + QString::fromLatin1(qVersion())) && all.contains(u"libgit2 1."_s),
             qPrintable(all));
    QVERIFY(test::named<QTextEdit>(*dialog, u"What is new"_s)->toPlainText().startsWith(u"Changes"_s));
    QVERIFY(test::named<QPlainTextEdit>(*dialog, u"Licences"_s)->toPlainText().contains(u"libgit2"_s));
    QApplication::clipboard()->clear();
    QTest::mouseClick(scene.button(u"Copy diagnostics"_s, dialog), Qt::LeftButton);
    QVERIFY(QApplication::clipboard()->text().startsWith(u"Weightyard "_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!scene.child<ui::AboutDialog>());
}

// Nobody asks until it is asked for; then once a day, and a version is told once.
void MenuTest::newerVersion()
{
    const test::ReleasePage page(test::ReleasePage::reply("200 OK", R"({"tag_name": "v99.1.0"})"));
    qputenv("WEIGHTYARD_RELEASES", page.address().toUtf8());
    const auto unset = qScopeGuard([] { qunsetenv("WEIGHTYARD_RELEASES"); });
    WindowScene scene;
    scene.open();
    scene.workbench().programUpdates().checkIfDue();
    QVERIFY(!scene.workbench().programUpdates().isChecking());
    QVERIFY(scene.workbench().preferences().setText(u"newVersions"_s, {u"yes"_s}));
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"99.1.0"_s), kPatienceMs);
    QVERIFY(scene.button(u"What is new"_s, banner));
    QCOMPARE(page.heads().size(), 1);
    scene.workbench().programUpdates().checkIfDue();
    QVERIFY(!scene.workbench().programUpdates().isChecking());
    scene.close();

    scene.open();
    const auto isRead = [&] { return scene.workbench().programUpdates().isNewer(); };
    QTRY_VERIFY_WITH_TIMEOUT(isRead(), kPatienceMs);
    QVERIFY(scene.workbench().settings().newVersions);
    scene.workbench().programUpdates().checkIfDue();
    QVERIFY(!scene.workbench().programUpdates().isChecking());
    QVERIFY(!scene.child<ui::Banner>()->text().contains(u"99.1.0"_s));
    QTest::keyClick(&scene.window(), Qt::Key_F1);
    auto *dialog = scene.child<ui::AboutDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"release"_s)
                ->text()
                .startsWith(u"99.1.0 <a href=\"https://github.com/"_s));
    QCOMPARE(page.heads().size(), 1);
}

void MenuTest::newerVersionFails()
{
    const test::ReleasePage page(test::ReleasePage::reply("404 Not Found", "{}"));
    qputenv("WEIGHTYARD_RELEASES", page.address().toUtf8());
    const auto unset = qScopeGuard([] { qunsetenv("WEIGHTYARD_RELEASES"); });
    WindowScene scene;
    scene.open();
    QTest::keyClick(&scene.window(), Qt::Key_F1);
    auto *dialog = scene.child<ui::AboutDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    auto *told = dialog->findChild<QLabel *>(u"release"_s);
    QCOMPARE(told->text(), u"Not looked for yet"_s);
    QAbstractButton *look = scene.button(u"Look for a newer version"_s, dialog);
    QTest::mouseClick(look, Qt::LeftButton);
    QVERIFY(!look->isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), kPatienceMs);
    QVERIFY2(told->text().contains(u"127.0.0.1"_s), qPrintable(told->text()));
    QCOMPARE(page.heads().size(), 1);

    // A look that somebody else has begun is shown, too, and its end.
    scene.workbench().programUpdates().check();
    QTest::mouseClick(look, Qt::LeftButton);
    QCOMPARE(told->text(), u"Looking…"_s);
    QTRY_VERIFY_WITH_TIMEOUT(look->isEnabled(), kPatienceMs);
    QVERIFY2(told->text().contains(u"127.0.0.1"_s), qPrintable(told->text()));
    QCOMPARE(page.heads().size(), 2);
}

WEIGHTYARD_TEST(MenuTest)

} // namespace menu_test

#include "menu_test.moc"
