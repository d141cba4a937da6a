// Pictures of browsing the Hub, light and dark, in two sizes, with the usual and with a doubled font, as screenshot_test makes them of the
// own models.
#include "browse_scene.h"
#include "grab.h"
#include "test_registry.h"

#include "app/gui/appearance.h"
#include "ui/theme/tokens.h"

#include <QApplication>
#include <QDateTime>
#include <QMenu>

namespace browse_screenshots_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::BrowseScene;
using test::Endpoint;
using test::Fault;
using test::kCoder;
using test::kPatienceMs;

namespace {

const QByteArray kReadme =
    "---\nlicense: apache-2.0\n---\n# Qwen3 Coder 30B A3B\n\n![banner](https://example.org/b.png)\n\n"
    "This model was converted with `mlx-lm` from **Qwen3-Coder-30B-A3B-Instruct**.\n\n"
    "## Use with mlx\n\n```bash\npip install mlx-lm\n```\n\n"
    "| Variant | Size |\n|---|---|\n| 4-bit | 17.2 GB |\n| 8-bit | 32.5 GB |\n\n"
    "See the [base model](https://example.org) for what it can do.\n";

// One of each that a row can say.
void fill(BrowseScene &scene)
{
    scene.addCoder(kReadme, 4'100'000'000);
    const auto day = [](int days) {
        return QDateTime::currentDateTimeUtc().addDays(-days).toString(Qt::ISODateWithMs).toLatin1();
    };
    const auto add = [&](const char *id, qint64 parameters, qint64 downloads, int days) {
        test::ModelCard card = BrowseScene::mlx(parameters, downloads);
        card.lastModified = day(days);
        scene.card(QString::fromLatin1(id), card);
    };
    add("mlx-community/Qwen3-Coder-480B-A35B-4bit", 480'000'000'000, 180'000, 5);
    add("lmstudio-community/Qwen3-Coder-8B-DWQ-4bit", 8'200'000'000, 71'000, 8);
    add("mlx-community/Qwen3-Coder-4B-Instruct-8bit", 4'000'000'000, 55'000, 33);
    add("mlx-community/Qwen3-Coder-1.7B-bf16", 1'700'000'000, 31'000, 400);
    add("demo/catalogued", 600'000'000, 20'000, 60);
    test::ModelCard gated = BrowseScene::mlx(7'600'000'000, 2'400);
    gated.lastModified = day(20);
    scene.card(u"someteam/Qwen3-Coder-Reviewer-7B-with-a-name-that-is-longer-than-any-column"_s, gated);
    scene.hub().setAccess(u"someteam/Qwen3-Coder-Reviewer-7B-with-a-name-that-is-longer-than-any-column"_s,
                          test::AccessRule::gatedTo({}));
    scene.card(u"otherteam/Qwen3-Coder-Mini"_s, {.tags = {u"pytorch"_s, u"license:mit"_s},
                                                 .downloads = 900,
                                                 .likes = 3,
                                                 .trending = 900,
                                                 .lastModified = day(70)});
    scene.card(u"unknown-team/Coder"_s, {.tags = {u"mlx"_s}, .downloads = 20, .trending = 20});
}

} // namespace

class BrowseScreenshotsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void states_data();
    void states();

private:
    gui::Appearance m_appearance;
    QFont m_font;
};

void BrowseScreenshotsTest::init()
{
    m_font = QApplication::font();
}

void BrowseScreenshotsTest::cleanup()
{
    QApplication::setFont(m_font);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void BrowseScreenshotsTest::states_data()
{
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("largeFont");
    QTest::addColumn<bool>("rightToLeft");
    const QSize usual(1100, 720);
    for (const bool dark : {false, true}) {
        const char *tone = dark ? "dark" : "light";
        for (const char *what : {"found", "variants", "files", "patterns", "about", "gate", "offline"})
            QTest::addRow("%s-browse-%s", tone, what)
                << dark << usual << QString::fromLatin1(what) << false << false;
    }
    for (const char *what : {"nothing", "quota", "failed"})
        QTest::addRow("light-browse-%s", what)
            << false << usual << QString::fromLatin1(what) << false << false;
    for (const char *what : {"found", "variants", "files", "gate", "nothing"})
        QTest::addRow("light-small-browse-%s", what)
            << false << QSize(800, 500) << QString::fromLatin1(what) << false << false;
    for (const char *what : {"variants", "nothing"}) {
        QTest::addRow("dark-large-font-browse-%s", what)
            << true << usual << QString::fromLatin1(what) << true << false;
        QTest::addRow("light-small-large-font-browse-%s", what)
            << false << QSize(800, 500) << QString::fromLatin1(what) << true << false;
    }
    QTest::newRow("light-rtl-browse-variants") << false << usual << u"variants"_s << false << true;
}

void BrowseScreenshotsTest::states()
{
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, what);
    QFETCH(bool, largeFont);
    QFETCH(bool, rightToLeft);
    m_appearance.apply();
    if (largeFont) {
        QFont font = QApplication::font();
        font.setPointSizeF(font.pointSizeF() * 2);
        QApplication::setFont(font);
    }
    QGuiApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    QApplication::setPalette(ui::paletteOf(dark ? ui::darkTokens() : ui::lightTokens()));
    BrowseScene scene;
    fill(scene);
    if (what == "gate"_L1)
        scene.hub().setAccess(kCoder, test::AccessRule::gatedTo({}));
    if (what == "offline"_L1)
        scene.hub().addFault(Fault::cut(Endpoint::Api, -1).always());
    scene.open();
    scene.window.window().resize(size);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    if (what == "offline"_L1) {
        QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"does not answer"_s), kPatienceMs);
        return test::grab(scene.window.window(), name);
    }
    QTRY_COMPARE_WITH_TIMEOUT(scene.rows(), 9, kPatienceMs);
    if (what == "nothing"_L1 || what == "quota"_L1) {
        if (what == "quota"_L1)
            scene.hub().addFault(
                Fault::statusOf(Endpoint::Api, 429).withHeader("Retry-After", "120").always());
        scene.field().setText(u"no such model"_s);
        QTRY_VERIFY_WITH_TIMEOUT(
            scene.rows() == 0 && scene.says(what == "quota"_L1 ? u"no more"_s : u"no model"_s), kPatienceMs);
        return test::grab(scene.window.window(), name);
    }
    if (what == "found"_L1)
        return test::grab(scene.window.window(), name);
    if (what == "failed"_L1)
        scene.hub().addFault(Fault::statusOf(Endpoint::Api, 500).forPath(u"/api/models/"_s).always());
    scene.click(0);
    if (what == "failed"_L1) {
        QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Try again"_s), kPatienceMs);
        return test::grab(scene.window.window(), name);
    }
    if (size.width() < 900 || largeFont)
        QTest::keyClick(&scene.view(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(scene.says(u"Left out"_s, &scene.details()), kPatienceMs);
    if (what == "gate"_L1)
        QTRY_VERIFY_WITH_TIMEOUT(scene.button(u"Sign in"_s), kPatienceMs);
    if (what == "files"_L1 || what == "patterns"_L1)
        QTest::mouseClick(scene.button(u"Files"_s), Qt::LeftButton);
    if (what == "patterns"_L1) {
        QTest::mouseClick(scene.button(u"Patterns"_s), Qt::LeftButton);
        QTest::keyClicks(scene.window.child<QLineEdit>(u"Include"_s), u"*.gguf, 4-bit/*"_s);
        QTRY_VERIFY(scene.says(u"No file matches"_s, &scene.details()));
    }
    if (what == "about"_L1)
        QTest::mouseClick(scene.button(u"About"_s), Qt::LeftButton);
    QTest::qWait(200);
    test::grab(scene.window.window(), name);
}

WEIGHTYARD_TEST(BrowseScreenshotsTest)

} // namespace browse_screenshots_test

#include "browse_screenshots_test.moc"
