// The window in each of its languages, and in one that marks every text and makes it longer: nothing is cut in it, and nothing is
// left in English. Pictures: <build>/screenshots/*.png.
#include "grab.h"
#include "staged_states.h"
#include "test_registry.h"

#include "app/gui/appearance.h"
#include "app/gui/window_in_language.h"
#include "ui/text/messages.h"
#include "ui/text/sentence.h"
#include "ui/text/translation.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip_bar.h"
#include "ui/widgets/details_panel.h"
#include "ui/widgets/model_view.h"
#include "ui/widgets/search_field.h"
#include "ui/window/add_dialog.h"
#include "ui/window/browse_page.h"
#include "ui/window/models_pane.h"
#include "ui/window/removal_question.h"

#include <QAbstractButton>
#include <QApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QMessageBox>
#include <QPointer>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <algorithm>

namespace languages_test {

using namespace Qt::Literals::StringLiterals;
using namespace weightyard;
using test::grab;
using test::WindowScene;

namespace {

const QString kGated = u"mlx-community/gemma-2-2b-it-4bit"_s;
const QString kPseudo = u"pseudo"_s;
const QString kMark = u"\u00b7"_s; // a middle dot: every font has it

/// Every text with a mark at both ends, and a third longer. Places and plural forms stay.
class PseudoTranslator : public QTranslator
{
public:
    using QTranslator::QTranslator;
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *source, const char *, int count) const override
    {
        QString text = QString::fromUtf8(source);
        if (count >= 0)
            text.replace(u"%n"_s, QString::number(count));
        if (text.trimmed().size() < 2)
            return text; // a sign between others
        return kMark + text + QString(text.size() / 3, u'~') + kMark;
    }
};

/// What is no text of ours: names of models and families, what the catalogue says of them, what the scene itself named.
QStringList dataOf(WindowScene &scene)
{
    QStringList data{u"Weightyard"_s,  u"MLX"_s,       u"GGUF"_s,
                     u"Safetensors"_s, u"notes.txt"_s, u"owner/model"_s};
    const ui::ModelTree &tree = scene.workbench().tree();
    for (int family = 0; family < tree.rowCount(); ++family) {
        const QModelIndex top = tree.index(family, 0);
        data.append(top.data().toString());
        for (int i = 0; i < tree.rowCount(top); ++i)
            data.append(tree.index(i, 0, top).data().toString());
    }
    for (const QString &key : {test::kPhi, kGated}) {
        const ui::ModelRow *row = tree.row(key);
        data += {key, row->entry.name, text::listed({row->entry.parameters, row->entry.quantization})};
        for (const job::FileProgress &file : row->job ? row->job->files : QList<job::FileProgress>())
            data.append(file.path);
    }
    return data;
}

/// Texts of ours that did not come through the translator.
class EnglishTexts
{
public:
    explicit EnglishTexts(WindowScene &scene) : m_data(dataOf(scene)), m_library(scene.library()) {}

    QStringList in(QWidget &window)
    {
        for (const QLabel *label : window.findChildren<QLabel *>())
            look(label->text(), u"label"_s);
        for (const QAbstractButton *button : window.findChildren<QAbstractButton *>()) {
            look(button->text(), u"button"_s);
            look(button->toolTip(), u"tool tip"_s);
        }
        for (const QMenu *menu : window.findChildren<QMenu *>()) {
            for (const QAction *action : menu->actions())
                look(action->text(), u"action"_s);
        }
        for (const auto *view : window.findChildren<ui::ModelView *>())
            lookAt(*view->model());
        for (const QWidget *widget : window.findChildren<QWidget *>()) {
            look(widget->accessibleName(), u"name"_s);
            look(widget->accessibleDescription(), u"description"_s);
        }
        m_left.removeDuplicates();
        return m_left;
    }

private:
    void lookAt(const QAbstractItemModel &model)
    {
        for (int column = 0; column < model.columnCount(); ++column) {
            look(model.headerData(column, Qt::Horizontal).toString(), u"header"_s);
            const QModelIndex family = model.index(0, 0);
            for (int row = 0; row < model.rowCount(family); ++row) {
                const QModelIndex cell = model.index(row, column, family);
                look(cell.data(Qt::AccessibleTextRole).toString(), u"cell"_s);
            }
        }
    }

    void look(QString text, const QString &where)
    {
        static const QRegularExpression letters(u"[A-Za-z]{3}"_s);
        static const QRegularExpression tags(u"<[^>]*>"_s);
        text.remove(QChar(0x200B)).remove(tags);
        const bool isData = m_data.contains(text.trimmed()) || text.contains(m_library)
                            || text.contains(u"://"_s) || text.startsWith(u"/"_s);
        if (!text.contains(kMark) && text.contains(letters) && !isData)
            m_left.append(where + u": "_s + text);
    }

    const QStringList m_data;
    const QString m_library;
    QStringList m_left;
};

} // namespace

class LanguagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void windows_data();
    void windows();
    void anotherIsChosen();
    void cleanup();

private:
    gui::Appearance m_appearance;
    std::unique_ptr<QTranslator> m_pseudo;
};

void LanguagesTest::windows_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("what");
    QTest::addColumn<QSize>("size");
    const QSize usual(1100, 720);
    const QSize small(800, 500);
    for (const QString &language : {u"de"_s, u"zh_CN"_s, kPseudo}) {
        const auto add = [&](const QString &what, QSize size) {
            QTest::addRow("%s-%s%s", qPrintable(language), qPrintable(what), size == small ? "-small" : "")
                << language << what << size;
        };
        for (const QSize size : {usual, small})
            add(u"states"_s, size);
        for (const QString &what :
             {u"failed"_s, u"start"_s, u"delete"_s, u"add"_s, u"settings-library"_s, u"settings-downloads"_s,
              u"settings-account"_s, u"settings-network"_s, u"settings-appearance"_s})
            add(what, usual);
    }
}

void LanguagesTest::windows()
{
    QFETCH(QString, language);
    QFETCH(QString, what);
    QFETCH(QSize, size);
    m_appearance.apply();
    QApplication::setPalette(ui::paletteOf(ui::lightTokens()));
    if (language == kPseudo) {
        m_pseudo = std::make_unique<PseudoTranslator>();
        QCoreApplication::installTranslator(m_pseudo.get());
    } else {
        text::installTranslations(language);
    }
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    WindowScene scene;
    const auto look = [&](QWidget &window) {
        grab(window, name);
        if (language != kPseudo)
            return;
        const QStringList left = EnglishTexts(scene).in(window);
        QVERIFY2(left.isEmpty(), qPrintable(left.join(u'\n')));
    };
    scene.open();
    scene.window().resize(size);
    if (what != "start"_L1) {
        test::showAllStates(scene);
        scene.choose(what == "failed"_L1 ? kGated : test::kPhi);
    }
    if (what.startsWith("settings"_L1))
        return look(test::settingsWindow(scene, what.section(u'-', 1)));
    if (what == "add"_L1) {
        ui::AddDialog dialog(scene.workbench(), u"owner/model"_s, &scene.window());
        dialog.show();
        return look(dialog);
    }
    if (what == "delete"_L1) {
        ui::ask(&scene.window(), ui::removalQuestion(test::stagedRemoval(), u"Phi-3.5-mini-instruct-4bit"_s),
                [] {});
        QTRY_VERIFY(scene.child<QMessageBox>() && scene.child<QMessageBox>()->isVisible());
        return look(*scene.child<QMessageBox>());
    }
    scene.child<ui::ModelView>()->scrollToTop();
    look(scene.window());
}

// In force at once, where the user is, and with what runs going on.
void LanguagesTest::anotherIsChosen()
{
    WindowScene scene;
    const test::ObjectId object = scene.offer(u"Llama"_s, test::kOne, 2'000'000);
    scene.slowDown(object);
    scene.open();
    gui::WindowInLanguage shown(scene.workbench(), {});
    shown.window().resize(1000, 640);
    scene.workbench().download({test::kOne});
    WAIT_FOR_STATE(test::kOne, job::JobState::Transferring);
    const auto *models = shown.window().findChild<ui::ModelsPane *>();
    shown.window().findChild<ui::SearchField *>()->setText(u"one"_s);
    shown.window().findChild<ui::ChipBar *>()->choose(ui::Chip::NotHere);
    shown.window().findChild<ui::ModelsPane *>()->choose(test::kOne);
    QTRY_COMPARE(models->chosenKeys(), QStringList{test::kOne});
    shown.window().findChild<ui::Banner *>()->post(
        {.key = u"done"_s, .tone = ui::Tone::Good, .text = u"Done."_s});
    QTRY_VERIFY(scene.button(u"✓ Library"_s, &shown.window()));
    const QPointer<ui::MainWindow> before(&shown.window());
    const base::Error aside{
        .kind = base::ErrorKind::Usage,
        .context = {.path = u"/c/settings.json"_s, .reason = base::ErrorReason::SetAside}};
    shown.window().tell(u"settings"_s, aside);
    shown.window().findChild<ui::Banner *>()->post(
        {.key = u"gone"_s, .text = u"A moment"_s, .forMs = 60'000});
    const hub::SearchWish browsed{.text = u"llama"_s, .author = u"demo"_s};
    shown.window().findChild<ui::BrowsePage *>()->searchFor(browsed);
    QVERIFY(scene.workbench().preferences().set(u"language"_s, u"de"_s));
    QTRY_VERIFY(!before);
    QVERIFY(shown.window().findChild<ui::BrowsePage *>()->wish() == browsed);
    QVERIFY2(scene.button(u"Meine Modelle"_s, &shown.window()), "the window's texts");
    QVERIFY2(scene.button(u"✓ "_s, &shown.window()), "what is known of the checks");
    const auto memory = shown.window().findChild<ui::ModelsPane *>()->memory();
    QCOMPARE(memory.chip, ui::Chip::NotHere);
    QCOMPARE(memory.search, u"one"_s);
    QCOMPARE(shown.window().findChild<ui::SearchField *>()->text(), u"one"_s);
    QCOMPARE(memory.chosen, QStringList{test::kOne});
    const auto *banner = shown.window().findChild<ui::Banner *>();
    QVERIFY(banner->isVisible());
    QCOMPARE(banner->text(), text::Messages::sentence(aside) + u' ' + text::Messages::remedy(aside));
    const QList<ui::BannerText> told = banner->memory().banners;
    QVERIFY2(
        std::none_of(told.begin(), told.end(), [](const ui::BannerText &one) { return one.key == u"done"; }),
        "good news in English");
    QCOMPARE(shown.window().size(), QSize(1000, 640));
    const auto *settings = shown.window().findChild<ui::SettingsWindow *>();
    QVERIFY(settings && settings->isVisible());
    QVERIFY(!scene.status(test::kOne).isEmpty());
    QCOMPARE(scene.state(test::kOne), std::optional(job::JobState::Transferring));
    QVERIFY(scene.workbench().preferences().set(u"language"_s, u"en"_s));
    QTRY_VERIFY(scene.button(u"My models"_s, &shown.window()));
}

void LanguagesTest::cleanup()
{
    if (m_pseudo) {
        QCoreApplication::removeTranslator(m_pseudo.get());
        m_pseudo.reset();
    }
    text::installTranslations(u"en"_s);
    QLocale::setDefault(QLocale::system());
}

WEIGHTYARD_TEST(LanguagesTest)

} // namespace languages_test

#include "languages_test.moc"
