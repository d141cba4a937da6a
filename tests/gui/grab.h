// Pictures of a window, to be looked at: <build>/screenshots/*.png, or in $WEIGHTYARD_SCREENSHOTS; and what a program can see for
// itself. GUI thread, in a test function.
#pragma once

#include "visual_checks.h"

#include <QCoreApplication>
#include <QDir>
#include <QSet>
#include <QTest>
#include <QWidget>

namespace weightyard::test {

using namespace Qt::Literals::StringLiterals;

inline QString screenshotFolder()
{
    const QString wanted = qEnvironmentVariable("WEIGHTYARD_SCREENSHOTS");
    return wanted.isEmpty() ? QCoreApplication::applicationDirPath() + u"/../screenshots"_s : wanted;
}

inline void grab(QWidget &window, const QString &name)
{
    QTest::qWait(150); // animations of the style
    const QPixmap picture = window.grab();
    QVERIFY(!picture.isNull());
    QDir().mkpath(screenshotFolder());
    QVERIFY(picture.save(screenshotFolder() + u'/' + name + u".png"_s));
    const QImage image = picture.toImage();
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            colours.insert(image.pixel(x, y));
    }
    QVERIFY2(colours.size() > 50, "nearly nothing was drawn");
    QStringList faults; // the layout may be on its way yet
    static_cast<void>(QTest::qWaitFor(
        [&] {
            faults = visualFaults(window);
            return faults.isEmpty();
        },
        3000));
    QVERIFY2(faults.isEmpty(), qPrintable(u"\n"_s + faults.join(u'\n')));
}

} // namespace weightyard::test
