// Result<T>: a value or an Error. std::expected where the compiler has it, tl::expected (the same interface) elsewhere;
// GCC 12 and Clang 14 in C++20 mode have none.
#pragma once

#include "base/error.h"

#include <cerrno>
#include <version>
#if defined(__cpp_lib_expected) && __cpp_lib_expected >= 202202L
#include <expected>
namespace weightyard::base {
template<typename T>
using Result = std::expected<T, Error>;
using Failure = std::unexpected<Error>;
} // namespace weightyard::base
#else
#include <tl/expected.hpp>
namespace weightyard::base {
template<typename T>
using Result = tl::expected<T, Error>;
using Failure = tl::unexpected<Error>;
} // namespace weightyard::base
#endif

namespace weightyard::base {

/// `return fail(ErrorKind::Protocol, ErrorCode::NotHttp, {.url = ...});`
inline Failure fail(ErrorKind kind, const Cause &cause, const ErrorContext &context = {})
{
    return Failure(Error{.kind = kind, .cause = cause, .context = context});
}

/// With what another program said of it.
inline Failure fail(ErrorKind kind, const Cause &cause, const QString &detail,
                    const ErrorContext &context = {})
{
    return Failure(Error{.kind = kind, .cause = cause, .detail = detail, .context = context});
}

inline Failure fail(const Error &error)
{
    return Failure(error);
}

/// For a POSIX call that has just failed: reads errno. `what` names the call, `path` the file.
inline Failure failErrno(const QString &what, const QString &path)
{
    return fail(systemError(errno, what, path));
}

} // namespace weightyard::base
