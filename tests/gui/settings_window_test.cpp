// The settings window: what is changed is in force at once, is kept, and is the same wherever else it is shown.
#include "test_registry.h"
#include "window_scene.h"

#include "ui/settings/setting_row.h"
#include "ui/settings/settings_window.h"
#include "ui/settings/toggle.h"
#include "ui/text/format.h"
#include "ui/widgets/check_box.h"

#include <QApplication>
#include <QComboBox>
#include <QJsonDocument>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QTest>
#include <QToolButton>

namespace settings_window_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using test::kOne;
using test::kPatienceMs;
using test::named;
using test::WindowScene;
using Page = ui::SettingsWindow::Page;

namespace {

/// Of the row that a control stands in: what is shown below its name.
QString meaning(const QWidget *control)
{
    for (const QWidget *at = control; at != nullptr; at = at->parentWidget()) {
        if (const auto *row = qobject_cast<const ui::SettingRow *>(at))
            return row->findChildren<QLabel *>().at(1)->text().remove(QChar(0x200B));
    }
    return {};
}

QString rateEntry(WindowScene &scene)
{
    for (const QAction *action : scene.window().findChild<QMenu *>(u"rates"_s)->actions()) {
        if (action->isChecked())
            return action->text();
    }
    return {};
}

} // namespace

class SettingsWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensOnce();
    void switchInBothWindows();
    void numberAndItsDefault();
    void rateOfOnesOwn();
    void mirrorsAtOnce();
    void search();
    void libraries();
    void words();

private:
    static ui::SettingsWindow *open(WindowScene &scene, Page page = Page::Downloads);
    static QJsonValue kept(const WindowScene &scene, const QString &key);
};

ui::SettingsWindow *SettingsWindowTest::open(WindowScene &scene, Page page)
{
    QTest::keyClick(&scene.window(), Qt::Key_Comma, Qt::ControlModifier);
    auto *window = scene.child<ui::SettingsWindow>();
    if (window == nullptr || !QTest::qWaitFor([&] { return window->isActiveWindow(); }, kPatienceMs))
        return nullptr;
    window->showPage(page);
    return window;
}

QJsonValue SettingsWindowTest::kept(const WindowScene &scene, const QString &key)
{
    const QString file = scene.configDir() + u"/settings.json"_s;
    return QFileInfo::exists(file) ? QJsonDocument::fromJson(test::readFile(file))[key] : QJsonValue();
}

void SettingsWindowTest::opensOnce()
{
    WindowScene scene;
    scene.open();
    const ui::SettingsWindow *first = open(scene);
    QVERIFY(first != nullptr && first->isVisible());
    QCOMPARE(open(scene), first);
    QCOMPARE(scene.window().findChildren<ui::SettingsWindow *>().size(), 1);
}

void SettingsWindowTest::switchInBothWindows()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene);
    auto *toggle = named<ui::Toggle>(*settings, u"Remove git history after download"_s);
    QVERIFY(toggle != nullptr && toggle->isVisible() && !toggle->isChecked());
    auto *box = scene.child<ui::CheckBox>();
    QTest::mouseClick(toggle, Qt::LeftButton);
    QVERIFY(scene.workbench().settings().removeGit && box->isChecked());
    QTRY_COMPARE_WITH_TIMEOUT(kept(scene, u"removeGit"_s), QJsonValue(true), kPatienceMs);
    QTest::mouseClick(box, Qt::LeftButton);
    QVERIFY(!scene.workbench().settings().removeGit && !toggle->isChecked());
    toggle->setFocus();
    QTest::keyClick(toggle, Qt::Key_Space);
    QVERIFY(box->isChecked());
}

void SettingsWindowTest::numberAndItsDefault()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene);
    auto *jobs = named<QComboBox>(*settings, u"Models at a time"_s);
    auto *restore = named<QToolButton>(*settings, u"Restore default of: Models at a time"_s);
    QCOMPARE(jobs->currentText(), u"2"_s);
    QVERIFY(restore->isHidden());
    jobs->setFocus();
    QTest::keyClick(jobs, Qt::Key_Down);
    QCOMPARE(scene.workbench().settings().jobs, 3);
    QVERIFY(restore->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(kept(scene, u"jobs"_s), QJsonValue(3), kPatienceMs);
    QTest::mouseClick(restore, Qt::LeftButton);
    QCOMPARE(scene.workbench().settings().jobs, 2);
    QCOMPARE(jobs->currentText(), u"2"_s);
    QVERIFY(restore->isHidden());
}

void SettingsWindowTest::rateOfOnesOwn()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene);
    auto *toggle = named<ui::Toggle>(*settings, u"Speed limit"_s);
    auto *field = named<QLineEdit>(*settings, u"Speed limit, bytes a second"_s);
    QVERIFY(!toggle->isChecked() && !field->isEnabled());
    QTest::mouseClick(toggle, Qt::LeftButton);
    QCOMPARE(scene.client().rateLimit(), 5'000'000);
    QVERIFY(field->isEnabled());
    const auto type = [&](const QString &text) {
        field->setFocus();
        field->selectAll();
        QTest::keyClicks(field, text);
        QTest::keyClick(field, Qt::Key_Return);
    };
    type(u"1.5M"_s);
    QCOMPARE(scene.client().rateLimit(), 1'500'000);
    QCOMPARE(rateEntry(scene), text::formatLimit(1'500'000));
    QVERIFY(settings->isVisible()); // Return is the field's
    type(u"fast"_s);
    QCOMPARE(scene.client().rateLimit(), 1'500'000);
    QVERIFY2(meaning(field).contains(u"limitRate"_s), qPrintable(meaning(field)));
    type(u"2M"_s);
    QCOMPARE(meaning(field), u"Of all downloads together"_s);
    QTest::mouseClick(toggle, Qt::LeftButton);
    QCOMPARE(scene.client().rateLimit(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(kept(scene, u"limitRate"_s).toInteger(-1), 0, kPatienceMs);
}

// A download that begins after it asks them: no new start is needed.
void SettingsWindowTest::mirrorsAtOnce()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 300'000);
    test::LocalHub mirror;
    QCOMPARE(mirror.addGenerated(1, 300'000).oid, object.oid);
    scene.open();
    ui::SettingsWindow *settings = open(scene, Page::Network);
    auto *field = named<QPlainTextEdit>(*settings, u"Mirrors of large files"_s);
    QVERIFY(field != nullptr && field->isVisible());
    field->setFocus();
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, u"no address"_s);
    QTest::keyClick(field, Qt::Key_Tab);
    QVERIFY2(meaning(field).contains(u"no address"_s) || meaning(field).contains(u"mirrors"_s),
             qPrintable(meaning(field)));
    QVERIFY(scene.workbench().settings().mirrors.isEmpty());
    const QString address = mirror.baseUrl().toString() + u"/_static#static"_s;
    field->setFocus();
    field->setPlainText(address + u"\n"_s);
    QTest::keyClick(field, Qt::Key_Tab);
    QCOMPARE(scene.workbench().settings().mirrors, QStringList{address});
    QTRY_COMPARE_WITH_TIMEOUT(kept(scene, u"mirrors"_s), QJsonValue(QJsonArray{address}), kPatienceMs);
    scene.hub().log().clear();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QCOMPARE(scene.hub().log().count(test::Endpoint::Storage), 0);
    QVERIFY(mirror.log().count(test::Endpoint::Static) > 0);
}

void SettingsWindowTest::search()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene);
    auto *field = named<QLineEdit>(*settings, u"Search settings"_s);
    const auto shown = [&] {
        QStringList names;
        for (const ui::SettingRow *row : settings->findChildren<ui::SettingRow *>()) {
            if (row->isVisible())
                names.append(row->findChildren<QLabel *>().at(0)->text());
        }
        return names;
    };
    QTest::keyClicks(field, u"GIT history"_s);
    QCOMPARE(shown(), QStringList{u"Remove git history after download"_s});
    field->setText(u"keychain"_s); // a word of the meaning
    QVERIFY2(shown().contains(u"Sign out"_s) && !shown().contains(u"Proxy"_s),
             qPrintable(shown().join(u' ')));
    field->setText(u"appearance"_s); // a page
    QCOMPARE(shown(), (QStringList{u"Light or dark"_s, u"Language"_s}));
    auto *pages = settings->findChild<QListWidget *>();
    QTest::mouseClick(pages->viewport(), Qt::LeftButton, {},
                      pages->visualItemRect(pages->currentItem()).center());
    QVERIFY(field->text().isEmpty() && shown().contains(u"Speed limit"_s));
    field->setText(u"zebra"_s);
    QVERIFY(shown().isEmpty());
    const QList<QLabel *> labels = settings->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.cbegin(), labels.cend(), [](const QLabel *label) {
        return label->isVisible() && label->text() == u"No setting matches."_s;
    }));
    settings->findChild<QListWidget *>()->setCurrentRow(static_cast<int>(Page::Network));
    QVERIFY(field->text().isEmpty());
    QVERIFY(shown().contains(u"Proxy"_s) && !shown().contains(u"Sign out"_s));
}

void SettingsWindowTest::libraries()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene, Page::Library);
    const test::TempDir other;
    scene.workbench().libraries().add(other.path());
    QAbstractButton *off = nullptr;
    QTRY_VERIFY_WITH_TIMEOUT((off = scene.button(u"Take off the list"_s, settings)), kPatienceMs);
    QVERIFY2(off->accessibleName().contains(other.path()), qPrintable(off->accessibleName()));
    QTest::mouseClick(off, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.workbench().libraries().all().contains(other.path()), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.button(u"Take off the list"_s, settings), kPatienceMs);
}

// Whoever does not see the row hears it.
void SettingsWindowTest::words()
{
    WindowScene scene;
    scene.open();
    ui::SettingsWindow *settings = open(scene);
    for (const QWidget *control : settings->findChildren<QWidget *>()) {
        const bool isControl = qobject_cast<const QComboBox *>(control)
                               || qobject_cast<const ui::Toggle *>(control)
                               || qobject_cast<const QPlainTextEdit *>(control);
        if (isControl)
            QVERIFY2(!control->accessibleName().isEmpty() && !control->accessibleDescription().isEmpty(),
                     control->metaObject()->className());
    }
}

WEIGHTYARD_TEST(SettingsWindowTest)

} // namespace settings_window_test

#include "settings_window_test.moc"
