// The tests of one folder are one program: WEIGHTYARD_TEST(Class) at the end of a source makes its class the test that bears
// the source's name, and runRegisteredTest() runs the one that is named first on the command line.
//   weightyard_unit_tests                            prints the names
//   weightyard_unit_tests record_test [FUNCTION...]  runs one; what follows is Qt Test's (QTest::qExec)
// A test that needs a process of its own to kill registers it by WEIGHTYARD_TEST_HELPER(name, function); helperCommand() is how
// it is started.
// Main thread; the registry is filled before main().
#pragma once

#include "patience.h"

#include <QObject>
#include <QStringList>
#include <QtTest>
#include <functional>

namespace weightyard::test {

struct RegisteredTest {
    RegisteredTest(const char *sourceFile, std::function<int(const QStringList &)> run);
};

struct RegisteredHelper {
    RegisteredHelper(const char *name, std::function<int(const QStringList &)> run);
};

int execTest(QObject *test, const QStringList &arguments);

/// The arguments with which this program runs the helper `name`.
QStringList helperCommand(const QString &name, const QStringList &arguments);

/// The exit code of the named test: the number of its failures. 2: no such test.
int runRegisteredTest(const QStringList &arguments);

} // namespace weightyard::test

#define WEIGHTYARD_TEST(Class)                                       \
    static const weightyard::test::RegisteredTest registered##Class( \
        __FILE__, [](const QStringList &arguments) {                 \
            Class test;                                              \
            return weightyard::test::execTest(&test, arguments);     \
        });

#define WEIGHTYARD_TEST_HELPER(name, function) \
    static const weightyard::test::RegisteredHelper registered##function(name, function);

// Qt Test waits five seconds where nothing else is said, on every machine.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT((expr), weightyard::test::patient(5000))
#define QTRY_VERIFY2(expr, text) QTRY_VERIFY2_WITH_TIMEOUT((expr), text, weightyard::test::patient(5000))
#define QTRY_COMPARE(actual, expected) \
    QTRY_COMPARE_WITH_TIMEOUT((actual), expected, weightyard::test::patient(5000))
