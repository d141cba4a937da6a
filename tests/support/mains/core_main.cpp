// main() of the test programs without a window.
#include "app/process_setup.h"
#include "test_registry.h"
#include "ui/text/translation.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    weightyard::app::leaveOutCompiledExpressions();
    const QCoreApplication application(argc, argv);
    weightyard::text::installTranslations(QStringLiteral("en"));
    return weightyard::test::runRegisteredTest(QCoreApplication::arguments());
}
