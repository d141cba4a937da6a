// main() of the test programs without a window.
#include "test_registry.h"
#include "ui/text/translation.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    weightyard::text::installTranslations(QStringLiteral("en"));
    return weightyard::test::runRegisteredTest(QCoreApplication::arguments());
}
