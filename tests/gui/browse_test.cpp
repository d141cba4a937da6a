// Browsing the Hub in a real window, by mouse and keyboard, against a hub that answers late, in pages, not at all, or with what it
// should not.
#include "browse_scene.h"
#include "test_registry.h"

#include "ui/browse/file_tree.h"
#include "ui/browse/readme_view.h"
#include "ui/browse/variant_list.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/model_view.h"

#include <QApplication>
#include <QClipboard>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QMenu>
#include <QScrollBar>

namespace browse_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::BrowseScene;
using test::Endpoint;
using test::Fault;
using test::kCoder;
using test::kPatienceMs;

class BrowseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typing();
    void staleAnswer();
    void pages();
    void filters();
    void fittingOnly();
    void quota();
    void offline();
    void noSearch();
    void gate();
    void hostile();
    void thousands();
    void fewClicks();
    void choosing();
    void addToOwn();
    void pasteAndLinks();
    void askTheHub();
    void askTheHubFromKeyboard();
    void tabGoesRound_data();
    void tabGoesRound();
    void focusOpensNothing();
    void olderDetailsGo();
    void returnBeforeTheAnswer();
    void asksAgainAfterQuota();
    void quantizations();
};

void BrowseTest::typing()
{
    BrowseScene scene;
    scene.card(u"a/qwen-one"_s, BrowseScene::mlx(1'000'000'000, 10));
    scene.card(u"b/other"_s, BrowseScene::mlx(1'000'000'000, 20));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), (QStringList{u"other"_s, u"qwen-one"_s}), kPatienceMs);
    QTest::keyClicks(&scene.field(), u"qwen"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"qwen-one"_s}, kPatienceMs);
    QCOMPARE(scene.searches().size(), 2); // what there is, and the whole word
    QVERIFY(scene.searches().last().target.contains("search=qwen&"));
    const QModelIndex first = scene.view().model()->index(0, 0);
    QVERIFY2(first.data(Qt::AccessibleTextRole).toString().contains(u"a · 1B · Apache 2.0 · ↓ 10"_s),
             qPrintable(first.data(Qt::AccessibleTextRole).toString()));
    QTest::keyClicks(&scene.field(), u"zzz"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"no model called “qwenzzz”"_s), kPatienceMs);
}

void BrowseTest::staleAnswer()
{
    BrowseScene scene;
    scene.card(u"a/slow-one"_s, BrowseScene::mlx(1'000'000'000, 10));
    scene.card(u"b/quick-one"_s, BrowseScene::mlx(1'000'000'000, 20));
    scene.hub().addFault(Fault::delay(Endpoint::Api, 1500).forPath(u"search=slow"_s));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    scene.field().setText(u"slow"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.requestsOf("search=slow"), 1, kPatienceMs);
    QElapsedTimer timer;
    timer.start();
    scene.field().setText(u"quick"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"quick-one"_s}, kPatienceMs);
    QTest::qWait(
        std::max<int>(0, 2000 - static_cast<int>(timer.elapsed()))); // the older answer has come or is gone
    QCOMPARE(scene.names(), QStringList{u"quick-one"_s});
}

void BrowseTest::pages()
{
    BrowseScene scene;
    for (int i = 0; i < 120; ++i)
        scene.card(u"a/model-%1"_s.arg(i, 3, 10, QChar(u'0')), BrowseScene::mlx(1'000'000'000, 1000 - i));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 50, kPatienceMs);
    QTest::qWait(300);
    QCOMPARE(scene.rows(), 50); // as many as fill the view, and no more
    scene.click(20);
    for (const int wanted : {100, 120}) {
        scene.view().verticalScrollBar()->setValue(scene.view().verticalScrollBar()->maximum());
        QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), wanted, kPatienceMs);
    }
    QCOMPARE(scene.searches().size(), 3);
    QCOMPARE(scene.view().currentIndex().data().toString(), u"model-020"_s);
    QVERIFY(scene.says(u"these are all"_s));
}

void BrowseTest::filters()
{
    BrowseScene scene;
    scene.card(u"a/mlx"_s, BrowseScene::mlx(1'000'000'000, 10));
    scene.card(u"a/gguf"_s, {.tags = {u"gguf"_s}, .downloads = 5, .trending = 5});
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"GGUF"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"gguf"_s}, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"GGUF"_s), Qt::LeftButton); // off again
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    const auto choose = [&](const QString &chip, const QString &text) {
        QTest::mouseClick(scene.window.button(chip), Qt::LeftButton);
        QMenu *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        for (QAction *action : menu->actions()) {
            if (action->text() == text)
                QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
        }
    };
    choose(u"Any access"_s, u"Open: anybody may download"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.searches().last().target.contains("gated=false"), kPatienceMs);
    QVERIFY(scene.window.button(u"Open ▾"_s));
    choose(u"Any task"_s, u"Text"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"mlx"_s}, kPatienceMs);
    QVERIFY(scene.searches().last().target.contains("pipeline_tag=text-generation"));
    choose(u"Any author"_s, u"a"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.searches().last().target.contains("author=a"), kPatienceMs);
    choose(u"Any licence"_s, u"MIT"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 0, kPatienceMs);
    choose(u"MIT"_s, u"Apache 2.0"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"mlx"_s}, kPatienceMs);
    choose(u"Sort: Trending"_s, u"Likes"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.searches().last().target.contains("sort=likes"), kPatienceMs);
    QVERIFY(scene.searches().last().target.contains("author=a"));
}

void BrowseTest::fittingOnly()
{
    BrowseScene scene;
    scene.card(u"a/small"_s, BrowseScene::mlx(10'000'000, 10));
    scene.card(u"a/huge"_s, BrowseScene::mlx(9'000'000'000'000, 20));
    scene.card(u"a/unknown"_s, {.tags = {u"mlx"_s}, .trending = 5});
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 3, kPatienceMs);
    const auto status = [&](int row) { return scene.view().model()->index(row, 3).data().toString(); };
    QCOMPARE(status(0), u"Does not fit the disk"_s);
    QTest::mouseClick(scene.window.button(u"Fits this machine"_s), Qt::LeftButton);
    QTRY_COMPARE(scene.names(), (QStringList{u"small"_s, u"unknown"_s}));
    QCOMPARE(status(1), u"Size not known"_s);
    QVERIFY(scene.says(u"1 does not fit this machine"_s));
    QCOMPARE(scene.searches().size(), 1);
}

void BrowseTest::quota()
{
    BrowseScene scene;
    scene.card(u"a/one"_s, BrowseScene::mlx(10'000'000, 10));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.hub().update([](test::HubSettings &settings) {
        settings.apiQuota = 1;
        settings.apiQuotaSeconds = 4;
    });
    scene.field().setText(u"on"_s); // takes the last one
    QTRY_COMPARE_WITH_TIMEOUT(scene.searches().size(), 2, kPatienceMs);
    scene.field().setText(u"one"_s);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"takes no more questions"_s), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs); // by itself
    QVERIFY(scene.searches().last().target.contains("search=one&"));
}

void BrowseTest::offline()
{
    BrowseScene scene;
    scene.addCoder();
    scene.card(u"a/one"_s, BrowseScene::mlx(10'000'000, 1'000'000));
    const int gone = scene.hub().addFault(Fault::cut(Endpoint::Api, -1).always());
    scene.open();
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"The Hub does not answer"_s), kPatienceMs);
    QVERIFY(scene.window.button(u"Show my models"_s));
    scene.hub().removeFault(gone);
    QTest::mouseClick(scene.window.button(u"Try again"_s, scene.window.child<ui::BrowsePane>()),
                      Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    scene.click(1); // the one with a repository
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"Left out"_s, &scene.details()), kPatienceMs);
    scene.hub().addFault(Fault::cut(Endpoint::Api, -1).always());
    scene.field().setText(u"coder"_s); // was looked at
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"or were looked at before"_s), kPatienceMs);
    QCOMPARE(scene.names(), QStringList{kCoder.section(u'/', 1)});
    QTest::mouseClick(scene.window.button(u"GGUF"_s), Qt::LeftButton); // the chips hold without the Hub, too
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 0, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"MLX"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{kCoder.section(u'/', 1)}, kPatienceMs);
}

void BrowseTest::noSearch()
{
    BrowseScene scene;
    scene.addCoder();
    scene.hub().update([](test::HubSettings &settings) { settings.lacking = {u"search"_s}; });
    scene.open();
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"This host has no search"_s), kPatienceMs);
    scene.field().setText(kCoder);
    QTest::keyClick(&scene.field(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"Left out"_s, &scene.details()), kPatienceMs);
}

void BrowseTest::gate()
{
    BrowseScene scene;
    scene.addCoder();
    test::ModelCard card = BrowseScene::mlx(30'500'000'000, 412'000);
    const QJsonObject asked{{u"extra_gated_prompt"_s, u"You agree to be <b>kind</b>."_s}};
    card.more.insert(u"cardData"_s, asked);
    scene.card(kCoder, card);
    scene.hub().setAccess(kCoder, test::AccessRule::gatedTo({u"me"_s}));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"Gated: sign in"_s, &scene.details()), kPatienceMs);
    QVERIFY(scene.button(u"Sign in"_s) && scene.button(u"Open page"_s));
    QVERIFY(scene.says(u"You agree to be <b>kind</b>."_s, &scene.details()));
    QVERIFY(!scene.button(u"Download"_s)->isEnabled());
    scene.hub().setAccess(kCoder, test::AccessRule::open());
    QTest::mouseClick(scene.button(u"Check again"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"you have access"_s, &scene.details()), kPatienceMs);
    QVERIFY(scene.button(u"Download"_s)->isEnabled());
}

void BrowseTest::hostile()
{
    BrowseScene scene;
    const QByteArray base = scene.hub().baseUrl().toString().toLatin1();
    QByteArray readme = "---\nlicense: mit\n---\n# <b>Title</b> \u202Egnp.exe\n<script>alert(1)</script>\n"
                        "![pixel]("
                        + base + "/track.png) <img src=\"" + base
                        + "/track2.png\"> "
                          "![a](/etc/hostname)\n[here](javascript:alert(1)) [file](file:///etc/passwd)\n";
    readme += QByteArray(20'000, '>') + '\n' + QByteArray(20'000, '[') + '\n' + QByteArray(20'000, '*') + '\n'
              + QByteArray(20'000, '|') + '\n' + QByteArray(20'000, '|').replace('|', "-|") + '\n';
    scene.addCoder(readme);
    scene.card(u"a/"_s + QString(96, u'x'),
               {.tags = {u"license:<b>&\u202Eevil"_s, u"mlx"_s}, .task = u"<img src=x>"_s, .trending = 9});
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"About"_s), kPatienceMs);
    QTest::mouseClick(scene.button(u"About"_s), Qt::LeftButton);
    auto *view = scene.window.child<ui::ReadmeView>();
    QElapsedTimer timer;
    QTRY_VERIFY_WITH_TIMEOUT(view->toPlainText().contains(u"Title"_s), kPatienceMs);
    timer.start();
    const QString text = view->toPlainText();
    QVERIFY2(!text.contains(u"alert(1)</"_s) && !text.contains(u"<b>"_s) && !text.contains(QChar(0x202E))
                 && !text.contains(u"license: mit"_s),
             qPrintable(text.left(300)));
    QVERIFY(text.contains(u"pixel"_s)); // its words stay
    view->repaint();
    QVERIFY(timer.elapsed() < test::patient(2000));
    QVERIFY(!view->toHtml().contains(u"<img"_s));
    QCOMPARE(scene.requestsOf("track"), 0);
    QSignalSpy links(view, &ui::ReadmeView::linkWanted);
    for (const char *link : {"javascript:alert(1)", "file:///etc/passwd", "data:text/html,x"})
        Q_EMIT view->anchorClicked(QUrl(QString::fromLatin1(link)));
    QCOMPARE(links.size(), 0);
    view->disconnect(SIGNAL(linkWanted(QUrl))); // no browser is opened here
    QSignalSpy web(view, &ui::ReadmeView::linkWanted);
    Q_EMIT view->anchorClicked(QUrl(u"docs/use.md"_s));
    QCOMPARE(web.size(), 1);
    QCOMPARE(web[0][0].toUrl().path(), u"/"_s + kCoder + u"/blob/main/docs/use.md"_s);
}

// As much as anybody scrolls through: what the list costs does not grow with what it has.
void BrowseTest::thousands()
{
    BrowseScene scene;
    scene.card(u"a/one"_s, BrowseScene::mlx(10'000'000, 10));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    ui::FoundList &list = scene.window.child<ui::BrowsePane>()->list();
    QElapsedTimer timer;
    timer.start();
    for (int page = 0; page < 200; ++page) {
        QList<hub::FoundModel> models;
        for (int i = 0; i < 50; ++i) {
            hub::FoundModel model;
            model.id = u"owner/model-%1"_s.arg(page * 50 + i);
            model.parameters = 8'000'000'000;
            model.quantization = u"4-bit"_s;
            models.append(model);
        }
        list.append(models);
        QCoreApplication::sendPostedEvents();
    }
    scene.view().scrollToBottom();
    scene.view().repaint();
    QCOMPARE(scene.rows(), 10'001);
    QVERIFY2(timer.elapsed() < test::patient(3000), qPrintable(QString::number(timer.elapsed())));
    list.setFittingOnly(true);
    QCOMPARE(scene.rows(), 10'001);
}

// From the window that has been opened: Browse, the row, Download.
void BrowseTest::fewClicks()
{
    BrowseScene scene;
    scene.addCoder("# R\n", 100'000, true);
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s) && scene.button(u"Download · "_s)->isEnabled(),
                             kPatienceMs);
    const int asked = scene.requestsOf("/api/models/");
    QCOMPARE(asked, 1);
    QTest::mouseClick(scene.button(u"Download · "_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(kCoder), std::optional(job::JobState::Installed),
                              kPatienceMs);
    QTRY_COMPARE(scene.view().model()->index(0, 3).data().toString(), u"Here"_s);
    QTRY_VERIFY(scene.button(u"Show in my models"_s));
    QTest::mouseClick(scene.button(u"Show in my models"_s), Qt::LeftButton);
    auto *own = scene.window.child<ui::ModelView>();
    QTRY_VERIFY(own->isVisible());
    QCOMPARE(own->currentIndex().data().toString(), kCoder.section(u'/', 1));
}

void BrowseTest::choosing()
{
    BrowseScene scene;
    scene.addCoder("# R\n", 100'000, true);
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.click(0);
    auto *variants = scene.window.child<ui::VariantList>();
    QTRY_VERIFY_WITH_TIMEOUT(variants->isVisible() && variants->model()->rowCount() == 5, kPatienceMs);
    QTest::mouseClick(variants->viewport(), Qt::LeftButton, {},
                      variants->visualRect(variants->model()->index(0, 0)).center()); // the smallest
    QTRY_VERIFY(scene.button(u"Download · 300 kB"_s));
    QTest::mouseClick(scene.button(u"Files"_s), Qt::LeftButton);
    auto *files = scene.window.child<ui::FileTree>();
    QTRY_VERIFY(files->isVisible());
    const auto tickOf = [files](const QString &name) {
        for (int i = 0; i < files->model()->rowCount(); ++i) {
            const QModelIndex index = files->model()->index(i, 0);
            if (index.data().toString() == name)
                return index;
        }
        return QModelIndex();
    };
    QCOMPARE(tickOf(u"3-bit/"_s).data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
    QCOMPARE(tickOf(u"8-bit/"_s).data(Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
    files->model()->setData(tickOf(u"4-bit/"_s), Qt::Checked, Qt::CheckStateRole);
    QTRY_VERIFY(scene.button(u"Download · 700 kB"_s));
    QTest::mouseClick(scene.button(u"Add to list"_s), Qt::LeftButton);
    QTRY_VERIFY(scene.window.row(kCoder));
    QVERIFY(scene.window.row(kCoder)->entry.pick.paths.contains(u"4-bit/model.safetensors"_s));
    QTest::mouseClick(scene.button(u"Download · "_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.window.state(kCoder), std::optional(job::JobState::Installed),
                              kPatienceMs);
    const QString folder = scene.window.library() + u'/' + kCoder;
    QVERIFY(QFileInfo::exists(folder + u"/3-bit/model.safetensors"_s)
            && QFileInfo::exists(folder + u"/4-bit/model.safetensors"_s));
    QVERIFY(!QFileInfo::exists(folder + u"/8-bit"_s));

    // More of it later: only that is fetched, and what is here stays.
    QTRY_VERIFY(scene.button(u"Show in my models"_s));
    scene.hub().log().clear();
    QTest::mouseClick(scene.button(u"Variants"_s), Qt::LeftButton);
    QTest::mouseClick(variants->viewport(), Qt::LeftButton, {},
                      variants->visualRect(variants->model()->index(3, 0)).center());
    QTRY_VERIFY(scene.button(u"Download these, too"_s));
    QTest::mouseClick(scene.button(u"Download these, too"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(folder + u"/8-bit/model.safetensors"_s), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.window.workbench().queue().isIdle(), kPatienceMs);
    QVERIFY(QFileInfo::exists(folder + u"/3-bit/model.safetensors"_s));
    qint64 received = 0;
    for (const test::LoggedRequest &request : scene.hub().log().of(Endpoint::Storage))
        received += request.bytesSent;
    QCOMPARE(received, 800'000);
}

void BrowseTest::addToOwn()
{
    BrowseScene scene;
    scene.addCoder();
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"Left out"_s, &scene.details()), kPatienceMs);
    const int asked = scene.requestsOf("/api/models/");
    QTest::mouseClick(scene.button(u"Add to list"_s), Qt::LeftButton);
    QTRY_VERIFY(scene.window.row(kCoder));
    QVERIFY(scene.window.row(kCoder)->added);
    QCOMPARE(scene.window.row(kCoder)->facts->licence, u"apache-2.0"_s);
    QVERIFY(scene.button(u"In the list"_s) && !scene.button(u"In the list"_s)->isEnabled());
    QTest::qWait(200);
    QCOMPARE(scene.requestsOf("/api/models/"), asked); // all of it was known
    QCOMPARE(scene.hub().log().count(Endpoint::Git), 0);
}

void BrowseTest::pasteAndLinks()
{
    BrowseScene scene;
    scene.addCoder();
    scene.window.open();
    for (const QString &text : {u"weightyard://hub/"_s + kCoder, kCoder,
                                scene.hub().repositoryUrl(kCoder).toString() + u"/tree/main"_s}) {
        QTest::mouseClick(scene.window.button(u"My models"_s), Qt::LeftButton);
        auto *own = scene.window.child<ui::ModelView>();
        QVERIFY(own->isVisible());
        own->setFocus();
        QApplication::clipboard()->setText(text);
        QTest::keyClick(&scene.window.window(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(scene.details().isVisible());
        QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s), kPatienceMs);
        QCOMPARE(scene.field().text(), kCoder);
        QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
        QTRY_COMPARE(scene.view().currentIndex().row(), 0);
    }
    scene.window.window().comeToFront({u"weightyard://hub/a/none"_s});
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"a/none"_s, &scene.details())
                                 && scene.window.button(u"Try again"_s, &scene.details()),
                             kPatienceMs);
}

void BrowseTest::askTheHub()
{
    BrowseScene scene;
    scene.addCoder();
    scene.window.open();
    QTest::keyClicks(scene.window.child<ui::SearchField>(), u"coder-30b"_s);
    QTRY_VERIFY(scene.window.button(u"Ask the Hub for “coder-30b”"_s));
    QTest::mouseClick(scene.window.button(u"Ask the Hub for “coder-30b”"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    QCOMPARE(scene.field().text(), u"coder-30b"_s);
}

// Return leads to what there is: without a hit that is the way to the Hub.
void BrowseTest::askTheHubFromKeyboard()
{
    BrowseScene scene;
    scene.addCoder();
    scene.window.open();
    auto *search = scene.window.child<ui::SearchField>();
    QTest::keyClicks(search, u"coder-30b"_s);
    QTRY_VERIFY(scene.window.button(u"Ask the Hub for “coder-30b”"_s));
    QTest::keyClick(search, Qt::Key_Return);
    QAbstractButton *ask = scene.window.button(u"Ask the Hub for “coder-30b”"_s);
    QVERIFY(ask->hasFocus());
    QTest::keyClick(ask, Qt::Key_Space);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    search->setFocus();
    // With hits they get the keyboard.
    QTest::mouseClick(scene.window.button(u"My models"_s), Qt::LeftButton);
    search->setText(u"catalogued"_s);
    search->setFocus();
    QTest::keyClick(search, Qt::Key_Return);
    QVERIFY(scene.window.child<ui::ModelView>()->hasFocus());
}

void BrowseTest::tabGoesRound_data()
{
    QTest::addColumn<QString>("view");
    for (const char *view : {"My models", "Browse", "Downloads"})
        QTest::newRow(view) << QString::fromLatin1(view);
}

// The Tab key leaves every part of a view, also the message over an empty list, and comes round.
void BrowseTest::tabGoesRound()
{
    QFETCH(QString, view);
    BrowseScene scene;
    scene.addCoder();
    scene.window.open();
    QAbstractButton *shown = scene.window.button(view);
    QTest::mouseClick(shown, Qt::LeftButton);
    if (view == "My models"_L1) {
        QTest::keyClicks(scene.window.child<ui::SearchField>(), u"coder-30b"_s);
        QTRY_VERIFY(scene.window.button(u"Ask the Hub for “coder-30b”"_s));
    }
    QWidget &window = scene.window.window();
    QSet<const QWidget *> reached;
    QStringList names;
    const QWidget *first = nullptr;
    for (int i = 0; i < 80 && (first == nullptr || window.focusWidget() != first); ++i) {
        first = first == nullptr ? window.focusWidget() : first;
        QTest::keyClick(window.focusWidget(), Qt::Key_Tab);
        reached.insert(window.focusWidget());
        names.append(QLatin1StringView(window.focusWidget()->metaObject()->className()));
    }
    QVERIFY2(window.focusWidget() == first && reached.contains(scene.window.button(u"Check again"_s)),
             qPrintable(names.join(u"; "_s)));
}

// The keyboard in the list of an older search is no choice of its first model.
void BrowseTest::focusOpensNothing()
{
    BrowseScene scene;
    scene.addCoder();
    scene.card(u"a/first"_s, BrowseScene::mlx(1'000'000'000, 1'000'000));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"My models"_s), Qt::LeftButton);
    QTest::keyClicks(scene.window.child<ui::SearchField>(), u"coder-30b"_s);
    QTRY_VERIFY(scene.window.button(u"Ask the Hub for “coder-30b”"_s));
    QTest::mouseClick(scene.window.button(u"Ask the Hub for “coder-30b”"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    QCOMPARE(scene.requestsOf("/api/models/a/first"), 0);
    QVERIFY(!scene.says(u"a/first"_s, &scene.details()));
}

void BrowseTest::olderDetailsGo()
{
    BrowseScene scene;
    scene.addCoder();
    scene.card(u"a/other"_s, BrowseScene::mlx(1'000'000'000, 1));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s), kPatienceMs);
    QTest::keyClicks(&scene.field(), u"coder"_s); // it is found still
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    QVERIFY(scene.button(u"Download · "_s)->isVisible());
    scene.field().setText(u"other"_s);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"other"_s}, kPatienceMs);
    QTRY_VERIFY(!scene.says(kCoder, &scene.details()));
    QVERIFY(scene.says(u"Choose a model"_s, &scene.details()));
    // One that was asked for by its name stays, whatever is found.
    scene.field().setText(kCoder + u":4-bit"_s);
    QTest::keyClick(&scene.field(), Qt::Key_Return);
    scene.hub().update([](test::HubSettings &settings) { settings.cards.remove(kCoder); });
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s) && scene.button(u"Download · "_s)->isVisible(),
                             kPatienceMs);
}

// Return right after typing is for what is found then.
void BrowseTest::returnBeforeTheAnswer()
{
    BrowseScene scene;
    scene.addCoder();
    scene.card(u"a/first"_s, BrowseScene::mlx(1'000'000'000, 1'000'000));
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    scene.field().setFocus();
    QTest::keyClicks(&scene.field(), u"coder"_s);
    QTest::keyClick(&scene.field(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    QTRY_VERIFY(scene.view().hasFocus() && scene.view().currentIndex().row() == 0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s), kPatienceMs);
    QCOMPARE(scene.requestsOf("/api/models/a/first"), 0);
}

// The details do as the search does.
void BrowseTest::asksAgainAfterQuota()
{
    BrowseScene scene;
    scene.addCoder();
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 1, kPatienceMs);
    scene.hub().addFault(
        Fault::statusOf(test::Endpoint::Api, 429).withHeader("Retry-After", "2").forTimes(1));
    scene.click(0);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"takes no more questions"_s, &scene.details()), kPatienceMs);
    QVERIFY(scene.button(u"Download · "_s)); // what git tells
    QTRY_VERIFY_WITH_TIMEOUT(!scene.says(u"takes no more questions"_s, &scene.details()), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Download · "_s), kPatienceMs);
}

void BrowseTest::quantizations()
{
    BrowseScene scene;
    scene.addCoder();
    test::ModelCard card = BrowseScene::mlx(1'000'000'000, 1);
    card.tags.append(u"base_model:quantized:"_s + kCoder);
    scene.card(u"a/quantised"_s, card);
    scene.open();
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
    Q_EMIT scene.details().quantizationsWanted(kCoder);
    QTRY_COMPARE_WITH_TIMEOUT(scene.names(), QStringList{u"quantised"_s}, kPatienceMs);
    QTest::mouseClick(scene.window.button(u"Quantisations of"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 2, kPatienceMs);
}

WEIGHTYARD_TEST(BrowseTest)

} // namespace browse_test

#include "browse_test.moc"
