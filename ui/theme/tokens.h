// The colours of what we paint, light and dark, both in high contrast too, and the palette and style sheet made of them. Pure; GUI thread.
#pragma once

#include <QColor>
#include <QPalette>
#include <QString>

namespace weightyard::ui {

struct Tokens {
    QColor window;
    QColor surface;
    QColor text;
    QColor secondary;
    QColor line;
    QColor accent;
    QColor onAccent;
    QColor accentSoft; ///< the selected row, "selected" in the disk gauge
    QColor track;      ///< behind bars, chips
    QColor other;      ///< other people's files in the disk gauge
    QColor copies;     ///< in the disk view: second copies of git-lfs,
    QColor history;    ///< git histories,
    QColor previous;   ///< and previous versions
    QColor disabled;   ///< text that cannot be acted on
    QColor good;
    QColor goodSoft;
    QColor caution;
    QColor cautionSoft;
    QColor bad;
    QColor badSoft;
};

Tokens lightTokens();
Tokens darkTokens();
Tokens highContrastLightTokens();
Tokens highContrastDarkTokens();
bool isDark(const QPalette &palette);
/// Those that go with the palette in use.
Tokens tokensFor(const QPalette &palette);

QPalette paletteOf(const Tokens &tokens);
/// For buttons, fields, menus and scroll bars; everything else is the style's own.
QString styleSheetOf(const Tokens &tokens, Qt::LayoutDirection direction);

/// Relative luminance contrast as WCAG 2.1 defines it, 1 to 21.
double contrast(const QColor &one, const QColor &other);

} // namespace weightyard::ui
