// What the window does with models that are here, and with the account: the questions that go before it, and what is told afterwards.
#include "keyring_fixture.h"
#include "test_registry.h"
#include "window_scene.h"

#include "store/library_layout.h"
#include "ui/model/row_actions.h"
#include "ui/widgets/banner.h"
#include "ui/window/login_dialog.h"
#include "ui/window/window_menu.h"

#include <QDir>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QTest>

namespace owning_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using job::JobState;
using library::OnDisk;
using test::kOne;
using test::kPatienceMs;
using test::WindowScene;
using ui::RowAction;

class OwningTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void deleted();
    void hastyKeyDeletesNothing();
    void fromElsewhere();
    void trashed();
    void othersFilesStay();
    void wentOnWithIt();
    void offeredOnlyWhereItHelps();
    void signedIn();

private:
    static void install(WindowScene &scene);
    static QMessageBox *question(WindowScene &scene);
    static void wanted(WindowScene &scene);
};

void OwningTest::install(WindowScene &scene)
{
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
    QTRY_COMPARE(scene.row(kOne)->disk.state, OnDisk::Here);
}

QMessageBox *OwningTest::question(WindowScene &scene)
{
    for (QMessageBox *box : scene.window().findChildren<QMessageBox *>()) {
        if (box->isVisible())
            return box;
    }
    return nullptr;
}

void OwningTest::wanted(WindowScene &scene)
{
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, RowAction::Remove);
    QTRY_VERIFY_WITH_TIMEOUT(question(scene), kPatienceMs);
}

void OwningTest::deleted()
{
    WindowScene scene;
    install(scene);
    wanted(scene);
    const QString text = question(scene)->informativeText();
    QVERIFY2(text.startsWith(u"3 file"_s), qPrintable(text));
    QVERIFY2(text.contains(u"kB"_s) && text.contains(u"git history"_s), qPrintable(text));
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.library() + u'/' + kOne), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Absent, kPatienceMs);
    QVERIFY(!scene.row(kOne)->job);
    QVERIFY(!scene.child<ui::Banner>()->isVisible());
    QVERIFY(store::listRecords(store::stateOfLibrary(scene.library()).records(), store::RecordsOf::Library)
                .records.isEmpty());
    // And it can be had again.
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Installed);
}

void OwningTest::hastyKeyDeletesNothing()
{
    WindowScene scene;
    install(scene);
    wanted(scene);
    const QPointer<QMessageBox> box = question(scene);
    QTest::keyClick(box, Qt::Key_Return);
    QTRY_VERIFY(!box || !box->isVisible());
    QTest::qWait(200);
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
    QCOMPARE(scene.row(kOne)->disk.state, OnDisk::Here);
}

// Got by another program of ours: the window shows it, and can do with it what it can with all.
void OwningTest::fromElsewhere()
{
    WindowScene scene;
    install(scene);
    scene.close();
    scene.dropOffers();
    scene.offerOnly(u"Demo"_s, u"demo/other"_s, 1000);
    scene.open();
    QTRY_VERIFY_WITH_TIMEOUT(scene.row(kOne), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.row(kOne)->disk.state, OnDisk::Here, kPatienceMs);
    scene.choose(kOne);
    wanted(scene);
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.library() + u'/' + kOne), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!scene.row(kOne), kPatienceMs);
}

void OwningTest::trashed()
{
    WindowScene scene;
    install(scene);
    wanted(scene);
    QAbstractButton *trash = scene.button(u"Move to trash"_s, question(scene));
    QVERIFY(trash);
    QTest::mouseClick(trash, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.library() + u'/' + kOne), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.child<ui::Banner>()->text().contains(u"in the trash"_s), kPatienceMs);
    const QDir files(QString::fromLocal8Bit(qgetenv("HOME")) + u"/.local/share/Trash/files"_s);
    QCOMPARE(files.entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 1);
}

// They are named before, nothing can go to the trash with them, and they are there afterwards.
void OwningTest::othersFilesStay()
{
    WindowScene scene;
    install(scene);
    const QString notes = scene.library() + u'/' + kOne + u"/notes.txt"_s;
    test::writeFile(notes, "mine");
    wanted(scene);
    QVERIFY2(question(scene)->informativeText().contains(u"notes.txt"_s),
             qPrintable(question(scene)->informativeText()));
    QVERIFY(!scene.button(u"Move to trash"_s, question(scene)));
    QTest::mouseClick(scene.button(u"Delete"_s, question(scene)), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!QFileInfo::exists(scene.file(kOne)), kPatienceMs);
    QCOMPARE(test::readFile(notes), "mine");
}

void OwningTest::wentOnWithIt()
{
    WindowScene scene;
    install(scene);
    // As git commit leaves it: a HEAD that the record does not know.
    test::writeFile(scene.library() + u'/' + kOne + u"/.git/refs/heads/main"_s, QByteArray(40, 'a') + '\n');
    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, RowAction::Remove);
    auto *banner = scene.child<ui::Banner>();
    QTRY_VERIFY_WITH_TIMEOUT(banner->isVisible(), kPatienceMs);
    QVERIFY2(banner->text().contains(kOne.section(u'/', 1)), qPrintable(banner->text()));
    QVERIFY(QFileInfo::exists(scene.file(kOne)));
    QVERIFY(!question(scene));
}

void OwningTest::offeredOnlyWhereItHelps()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Demo"_s, kOne, 8'000'000);
    scene.slowDown(object);
    scene.open();
    QVERIFY(!ui::actionsFor(*scene.row(kOne)).contains(RowAction::Remove)); // nothing is here
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Transferring);
    QVERIFY(!ui::actionsFor(*scene.row(kOne)).contains(RowAction::Remove));
}

// A gated model fails, its user signs in, and the same button gets it.
void OwningTest::signedIn()
{
    const test::KeyringFixture keyring;
    QProcessEnvironment variables;
    keyring.addTo(variables);
    for (const QString &name : variables.keys())
        qputenv(name.toLatin1().constData(), variables.value(name).toUtf8());
    WindowScene scene;
    scene.hub().addAccount({.user = u"alice"_s, .secret = "hf_tokenOfAlice"});
    scene.offer(u"Demo"_s, kOne, 300'000);
    scene.hub().setAccess(kOne, test::AccessRule::gatedTo({u"alice"_s}));
    scene.open();
    scene.workbench().download({kOne});
    WAIT_FOR_STATE(kOne, JobState::Failed);

    Q_EMIT scene.child<ui::WindowMenu>()->signInWanted();
    auto *dialog = scene.child<ui::LoginDialog>();
    QTRY_VERIFY(dialog && dialog->isVisible());
    auto *field = dialog->findChild<QLineEdit *>();
    QCOMPARE(field->echoMode(), QLineEdit::Password);
    QAbstractButton *signIn = scene.button(u"Sign in"_s, dialog);
    QVERIFY(!signIn->isEnabled());
    QTest::keyClicks(field, u"hf_wrong"_s);
    QTest::mouseClick(signIn, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(signIn->isEnabled(), kPatienceMs);
    QVERIFY(dialog->isVisible());
    field->clear();
    QTest::keyClicks(field, u"hf_tokenOfAlice"_s);
    const QPointer<ui::LoginDialog> open(dialog);
    QTest::mouseClick(signIn, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(!open || !open->isVisible(), kPatienceMs);
    auto *banner = scene.child<ui::Banner>();
    QVERIFY2(banner->text().contains(u"as alice"_s), qPrintable(banner->text()));

    Q_EMIT scene.child<ui::DetailsPanel>()->triggered(kOne, RowAction::Retry);
    WAIT_FOR_STATE(kOne, JobState::Installed);
    Q_EMIT scene.child<ui::WindowMenu>()->signOutWanted();
    QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(u"Signed out"_s), kPatienceMs);
    Q_EMIT scene.child<ui::WindowMenu>()->signOutWanted();
    QTRY_VERIFY_WITH_TIMEOUT(!banner->text().contains(u"Signed out"_s), kPatienceMs); // nothing was kept
}

WEIGHTYARD_TEST(OwningTest)

} // namespace owning_test

#include "owning_test.moc"
