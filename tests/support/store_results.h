// For tests of core/store: take the value out of a Result, or fail the test function with the error in words.
#pragma once

#include "base/oid.h"
#include "base/result.h"

#include <QCryptographicHash>
#include <cstdio>
#include <stdexcept>

namespace weightyard::test {

/// Throws when there is none, which Qt Test reports as a failure. The text goes to standard error: Qt Test before 6.6 has none.
template<typename T>
T valueOf(base::Result<T> result)
{
    if (!result) {
        std::fprintf(stderr, "valueOf: %s\n", qPrintable(base::describe(result.error())));
        throw std::runtime_error(base::describe(result.error()).toStdString());
    }
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

template<typename T>
base::ErrorKind kindOf(const base::Result<T> &result)
{
    if (result)
        throw std::runtime_error("an error was expected, but it worked");
    return result.error().kind;
}

inline base::Oid oidOf(const QByteArray &content)
{
    return base::Oid::fromDigest(QCryptographicHash::hash(content, QCryptographicHash::Sha256));
}

/// The same bytes for the same seed, unlike those of every other seed.
inline QByteArray patternBytes(qint64 size, quint32 seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint64 state = seed * 0x9E3779B97F4A7C15ULL + 1;
    for (qint64 i = 0; i < size; ++i) {
        state = state * 6364136223846793005ULL + 1442695040888963407ULL;
        bytes[i] = static_cast<char>(state >> 56);
    }
    return bytes;
}

} // namespace weightyard::test
