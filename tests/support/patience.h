// The patience factor: how many times longer than on an idle machine things may take in a test. CTest sets it by the variable
// WEIGHTYARD_TEST_PATIENCE (packaging/cmake/WeightyardTests.cmake): 1, more under a sanitizer, and what a slow machine says.
// All upper bounds of time in tests grow by it: those of tests/support and Qt Test's QTRY_ (test_registry.h) by themselves, a
// test's own by patient(). Lower bounds do not. Any thread.
#pragma once

#include <QtGlobal>
#include <chrono>

namespace weightyard::test {

inline int patience()
{
    static const int factor = qMax(1, qEnvironmentVariableIntValue("WEIGHTYARD_TEST_PATIENCE"));
    return factor;
}

inline int patient(int ms)
{
    return ms * patience();
}

inline std::chrono::milliseconds patient(std::chrono::milliseconds bound)
{
    return bound * patience();
}

} // namespace weightyard::test
