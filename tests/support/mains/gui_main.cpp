// main() of the test programs with a window.
#include "test_registry.h"
#include "ui/text/translation.h"
#include "ui/widgets/accessibility.h"

#include <QApplication>

int main(int argc, char *argv[])
{
    // As QTEST_MAIN does: pictures and sizes are the same on every screen.
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    const QApplication application(argc, argv);
    QCoreApplication::setApplicationVersion(QStringLiteral(WEIGHTYARD_VERSION)); // as main() does
    weightyard::ui::installAccessibility();
    weightyard::text::installTranslations(QStringLiteral("en"));
    return weightyard::test::runRegisteredTest(QCoreApplication::arguments());
}
