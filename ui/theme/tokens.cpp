#include "ui/theme/tokens.h"

#include <algorithm>
#include <cmath>

namespace weightyard::ui {

using namespace Qt::Literals::StringLiterals;

Tokens lightTokens()
{
    return {.window = QColor(0xF6F7F9),
            .surface = QColor(0xFFFFFF),
            .text = QColor(0x1C1E21),
            .secondary = QColor(0x5F6670),
            .line = QColor(0xE2E5EA),
            .accent = QColor(0x2563EB),
            .onAccent = QColor(0xFFFFFF),
            .accentSoft = QColor(0xE8F0FE),
            .track = QColor(0xECEEF2),
            .other = QColor(0x8B94A3),
            .copies = QColor(0xC2410C),
            .history = QColor(0x0F766E),
            .previous = QColor(0x7C3AED),
            .disabled = QColor(0x767E8B),
            .good = QColor(0x15803D),
            .goodSoft = QColor(0xEBF8F0),
            .caution = QColor(0x9A5B00),
            .cautionSoft = QColor(0xFDF3E1),
            .bad = QColor(0xB91C1C),
            .badSoft = QColor(0xFDEBEB)};
}

Tokens darkTokens()
{
    return {.window = QColor(0x17191D),
            .surface = QColor(0x1E2126),
            .text = QColor(0xE8EAED),
            .secondary = QColor(0xA0A7B1),
            .line = QColor(0x30353D),
            .accent = QColor(0x5B93F7),
            .onAccent = QColor(0x0E1626),
            .accentSoft = QColor(0x212D45),
            .track = QColor(0x2C313A),
            .other = QColor(0x6B7482),
            .copies = QColor(0xF0915A),
            .history = QColor(0x4FB8AB),
            .previous = QColor(0xB294F5),
            .disabled = QColor(0x7A8391),
            .good = QColor(0x5BC27F),
            .goodSoft = QColor(0x1C3326),
            .caution = QColor(0xE3B15C),
            .cautionSoft = QColor(0x3A2F18),
            .bad = QColor(0xF0888A),
            .badSoft = QColor(0x3B2224)};
}

// Every text 7:1 at least, every edge as strong as a text.
Tokens highContrastLightTokens()
{
    return {.window = QColor(0xFFFFFF),
            .surface = QColor(0xFFFFFF),
            .text = QColor(Qt::black),
            .secondary = QColor(0x202020),
            .line = QColor(Qt::black),
            .accent = QColor(0x00309C),
            .onAccent = QColor(0xFFFFFF),
            .accentSoft = QColor(0xD6E4FF),
            .track = QColor(0xE4E4E4),
            .other = QColor(0x4A4A4A),
            .copies = QColor(0x7A2400),
            .history = QColor(0x004D46),
            .previous = QColor(0x4A148C),
            .disabled = QColor(0x4D4D4D),
            .good = QColor(0x004D1A),
            .goodSoft = QColor(0xFFFFFF),
            .caution = QColor(0x5C3300),
            .cautionSoft = QColor(0xFFFFFF),
            .bad = QColor(0x8B0000),
            .badSoft = QColor(0xFFFFFF)};
}

Tokens highContrastDarkTokens()
{
    return {.window = QColor(Qt::black),
            .surface = QColor(Qt::black),
            .text = QColor(0xFFFFFF),
            .secondary = QColor(0xE6E6E6),
            .line = QColor(0xFFFFFF),
            .accent = QColor(0x8CC8FF),
            .onAccent = QColor(Qt::black),
            .accentSoft = QColor(0x0B2E52),
            .track = QColor(0x2A2A2A),
            .other = QColor(0xB8B8B8),
            .copies = QColor(0xFFB086),
            .history = QColor(0x7FE3D8),
            .previous = QColor(0xD3BBFF),
            .disabled = QColor(0xBDBDBD),
            .good = QColor(0x86F0A8),
            .goodSoft = QColor(Qt::black),
            .caution = QColor(0xFFD280),
            .cautionSoft = QColor(Qt::black),
            .bad = QColor(0xFFB3B3),
            .badSoft = QColor(Qt::black)};
}

// A palette has no role for it, and no style that is used here paints with this one.
constexpr QPalette::ColorRole kAccentSoft = QPalette::BrightText;

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

Tokens tokensFor(const QPalette &palette)
{
    static const Tokens all[] = {lightTokens(), darkTokens(), highContrastLightTokens(),
                                 highContrastDarkTokens()};
    for (const Tokens &tokens : all) {
        if (palette.color(QPalette::Window) != tokens.window || palette.color(QPalette::Mid) != tokens.line)
            continue;
        Tokens found = tokens;
        found.accent = palette.color(QPalette::Highlight);
        found.accentSoft = palette.color(kAccentSoft);
        return found;
    }
    return isDark(palette) ? all[1] : all[0];
}

QPalette paletteOf(const Tokens &tokens)
{
    QPalette palette;
    palette.setColor(QPalette::Window, tokens.window);
    palette.setColor(QPalette::WindowText, tokens.text);
    palette.setColor(QPalette::Base, tokens.surface);
    palette.setColor(QPalette::AlternateBase, tokens.window);
    palette.setColor(QPalette::Text, tokens.text);
    palette.setColor(QPalette::Button, tokens.surface);
    palette.setColor(QPalette::ButtonText, tokens.text);
    palette.setColor(QPalette::PlaceholderText, tokens.secondary);
    palette.setColor(QPalette::Highlight, tokens.accent);
    palette.setColor(QPalette::HighlightedText, tokens.onAccent);
    palette.setColor(kAccentSoft, tokens.accentSoft);
    palette.setColor(QPalette::Link, tokens.accent);
    palette.setColor(QPalette::LinkVisited, tokens.accent);
    palette.setColor(QPalette::ToolTipBase, tokens.surface);
    palette.setColor(QPalette::ToolTipText, tokens.text);
    palette.setColor(QPalette::Light, tokens.line);
    palette.setColor(QPalette::Midlight, tokens.line);
    palette.setColor(QPalette::Mid, tokens.line);
    palette.setColor(QPalette::Dark, tokens.secondary);
    palette.setColor(QPalette::Shadow, tokens.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, tokens.disabled);
    return palette;
}

namespace {

// "@name" stands for a colour, "@leading" for the side where reading begins.
constexpr QStringView kStyleSheet = uR"(
QPushButton { border: 1px solid @line; border-radius: 6px; background: @surface; color: @text; padding: 0 13px; min-height: 30px; outline: 0; }
QPushButton:hover, QToolButton#menu:hover { border-color: @secondary; }
QPushButton:pressed, QToolButton#menu:pressed { background: @track; }
QPushButton:focus, QToolButton#menu:focus { border-color: @accent; }
QPushButton:disabled { color: @disabled; border-color: @line; background: @window; }
QPushButton[primary="true"] { border-color: @accent; background: @accent; color: @onAccent; font-weight: 600; }
QPushButton[primary="true"]:hover, QPushButton[primary="true"]:focus { border-color: @text; }
QPushButton[primary="true"]:disabled { border-color: @line; background: @track; color: @secondary; font-weight: 600; }
QPushButton[chip="true"] { border: 1px solid transparent; border-radius: 13px; background: @track; min-height: 24px; padding: 0 12px; }
QPushButton[chip="true"]:hover { border-color: @secondary; }
QPushButton[chip="true"]:focus { border-color: @accent; }
QPushButton[chip="true"]:checked { background: @accent; color: @onAccent; font-weight: 600; }
QPushButton[chip="true"]:checked:focus { border-color: @text; }
QPushButton[small="true"] { min-height: 24px; padding: 0 9px; }
QPushButton[segment="first"] { border-top-@trailing-radius: 0; border-bottom-@trailing-radius: 0; border-@trailing: none; }
QPushButton[segment="middle"] { border-radius: 0; border-@trailing: none; }
QPushButton[segment="last"] { border-top-@leading-radius: 0; border-bottom-@leading-radius: 0; }
QPushButton[segment="first"]:checked, QPushButton[segment="middle"]:checked, QPushButton[segment="last"]:checked { background: @accentSoft; color: @text; }
QPushButton[link="true"], QToolButton[link="true"] { border: 1px solid transparent; border-radius: 4px; background: transparent; color: @accent; padding: 0 4px; min-height: 24px; min-width: 24px; }
QPushButton[quiet="true"] { color: @text; }
QPushButton[link="true"]:hover { text-decoration: underline; }
QPushButton[link="true"]:focus { border-color: @accent; }
QPushButton[check="true"] { border: 1px solid transparent; border-radius: 6px; background: transparent; padding: 0 4px; min-height: 24px; text-align: left; }
QPushButton[check="true"]:hover { background: @track; }
QPushButton[check="true"]:focus { border-color: @accent; }
QPushButton[tone="good"] { color: @good; }
QPushButton[tone="caution"] { color: @caution; }
QPushButton[tone="bad"] { color: @bad; font-weight: 600; }
QPushButton[tone="plain"] { color: @secondary; }
QPushButton[tab="true"] { border: none; border-bottom: 2px solid transparent; border-radius: 0; background: transparent; color: @secondary; padding: 0 1px; text-align: @leading; }
QPushButton[tab="true"]:checked { border-bottom-color: @accent; color: @accent; font-weight: 600; }
QPushButton[tab="true"]:focus { color: @text; border-bottom-color: @text; }
QToolButton#menu { border: 1px solid @line; border-radius: 6px; background: @surface; color: @text; min-width: 30px; min-height: 30px; }
QToolButton#menu::menu-indicator { image: none; }
QLineEdit { border: 1px solid @line; border-radius: 6px; background: @window; color: @text; padding: 0 8px; min-height: 30px; selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit[small="true"] { min-height: 24px; padding: 0 6px; }
QLineEdit:focus { border-color: @accent; background: @surface; }
QComboBox { border: 1px solid @line; border-radius: 6px; background: @surface; color: @text; padding: 0 10px; min-height: 30px; }
QComboBox:hover { border-color: @secondary; }
QComboBox:focus { border-color: @accent; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: none; }
QComboBox QAbstractItemView { border: 1px solid @line; padding: 4px; selection-background-color: @accentSoft; selection-color: @text; }
QFrame#card { border: 1px solid @line; border-radius: 8px; background: @surface; }
QListWidget#pages { background: transparent; }
QListWidget#pages::item { min-height: 32px; padding: 0 10px; border-radius: 6px; color: @text; border: 1px solid transparent; }
QListWidget#pages::item:hover { background: @track; }
QListWidget#pages::item:selected { background: @accentSoft; color: @accent; }
QListWidget#pages:focus::item:selected { border-color: @accent; }
QWidget#settings { background: @surface; }
QTreeView, QListView, QPlainTextEdit { border: none; background: @surface; color: @text; outline: 0; }
QPlainTextEdit[framed="true"] { border: 1px solid @line; border-radius: 6px; padding: 4px; }
QPlainTextEdit[framed="true"]:focus { border-color: @accent; }
QTreeWidget::item { padding: 7px; border-bottom: 1px solid @line; }
QTreeWidget::item:selected { background: @accentSoft; color: @text; }
QTreeWidget QHeaderView::section { padding-@leading: 10px; }
QHeaderView { background: @surface; border: none; }
QHeaderView::section { background: @surface; color: @secondary; border: none; border-bottom: 1px solid @line; font-weight: 600; min-height: 27px; padding-@leading: 3px; }
weightyard--ui--ModelView QHeaderView::section:first { padding-@leading: 44px; }
weightyard--ui--ModelView QHeaderView::section:last { padding-@leading: 24px; }
weightyard--ui--FoundView QHeaderView::section:first { padding-@leading: 16px; }
weightyard--ui--FoundView QHeaderView::section:last { padding-@leading: 12px; }
QToolTip { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu { background: @surface; color: @text; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 24px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::item:disabled { color: @disabled; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @track; border-radius: 4px; min-height: 32px; margin: 1px; }
QScrollBar::handle:vertical:hover { background: @other; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle:horizontal { background: @track; border-radius: 4px; min-width: 32px; margin: 1px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QFrame#band, QFrame#details { background: @surface; }
QScrollArea { background: transparent; border: none; }
QFrame#details[drawer="true"] { border: 1px solid @line; }
QSplitter::handle { background: @line; }
QFrame#popup { background: @surface; border: 1px solid @line; border-radius: 8px; }
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; }
QMessageBox { background: @surface; }
QMessageBox QLabel#qt_msgbox_label { font-weight: 600; }
QLabel[secondary="true"] { color: @secondary; }
QLabel[tone="caution"] { color: @caution; }
QLabel[tone="bad"] { color: @bad; }
)";

} // namespace

QString styleSheetOf(const Tokens &tokens, Qt::LayoutDirection direction)
{
    QString sheet = kStyleSheet.toString();
    // The longer names first: @accent is a prefix of @accentSoft.
    const std::initializer_list<std::pair<QString, QColor>> names{{u"@accentSoft"_s, tokens.accentSoft},
                                                                  {u"@accent"_s, tokens.accent},
                                                                  {u"@onAccent"_s, tokens.onAccent},
                                                                  {u"@surface"_s, tokens.surface},
                                                                  {u"@secondary"_s, tokens.secondary},
                                                                  {u"@caution"_s, tokens.caution},
                                                                  {u"@window"_s, tokens.window},
                                                                  {u"@track"_s, tokens.track},
                                                                  {u"@disabled"_s, tokens.disabled},
                                                                  {u"@other"_s, tokens.other},
                                                                  {u"@good"_s, tokens.good},
                                                                  {u"@line"_s, tokens.line},
                                                                  {u"@text"_s, tokens.text},
                                                                  {u"@bad"_s, tokens.bad}};
    for (const auto &[name, colour] : names)
        sheet.replace(name, colour.name());
    sheet.replace("@trailing"_L1, direction == Qt::RightToLeft ? "left"_L1 : "right"_L1);
    sheet.replace("@leading"_L1, direction == Qt::RightToLeft ? "right"_L1 : "left"_L1);
    return sheet;
}

namespace {

double luminance(const QColor &colour)
{
    const auto linear = [](float channel) {
        const double value = static_cast<double>(channel);
        return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF())
           + 0.0722 * linear(colour.blueF());
}

} // namespace

double contrast(const QColor &one, const QColor &other)
{
    const auto [low, high] = std::minmax({luminance(one), luminance(other)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace weightyard::ui
