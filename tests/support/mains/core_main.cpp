// main() of the test programs without a window.
#include "test_registry.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    return weightyard::test::runRegisteredTest(QCoreApplication::arguments());
}
