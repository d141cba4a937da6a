// What a program can see to be wrong of a window that is shown: texts that are cut, contrast, click targets, names for screen
// readers. By what was drawn and by the fonts in use, not by what a style sheet says. GUI thread.
#pragma once

#include <QImage>
#include <QStringList>
#include <QWidget>

namespace weightyard::test {

/// One sentence a fault, naming the widget. Empty: nothing was found.
QStringList visualFaults(QWidget &window);

/// The kinds one by one.
QStringList cutTexts(QWidget &window);
QStringList paleTexts(QWidget &window); ///< below 4.5:1 to their real background, 3:1 where large or disabled
QStringList smallTargets(QWidget &window);
QStringList namelessWidgets(QWidget &window);

/// The best contrast of any pixel of the area to the colour that most of it has.
double contrastWithin(const QImage &image, const QRect &area);

} // namespace weightyard::test
