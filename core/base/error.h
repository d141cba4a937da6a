// What went wrong, as a value. Every failure in Weightyard is one Error: a kind that programs decide on, a cause (a code
// with its values) and the context that the user-facing sentence needs. The sentences themselves live in ui/text: an
// Error carries no words of ours. `detail` is what another program said (the system, Qt, libgit2, a server).
//
// Values only: may be copied between threads. `cause.values`, `detail` and `context.url` must already be redacted (see
// redact.h).
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>
#include <concepts>
#include <exception>
#include <optional>
#include <type_traits>

namespace weightyard::base {

enum class ErrorKind {
    Network,      ///< no connection, connection lost, name not found
    Timeout,      ///< connected, but silent for too long
    Tls,          ///< certificate or handshake refused
    Auth,         ///< credentials wanted or refused; also "missing or private"
    Gated,        ///< the account is known, the licence is not accepted
    NotFound,     ///< repository, revision or object is not there
    RateLimited,  ///< the server asked us to wait
    Server,       ///< 5xx
    Protocol,     ///< an answer that breaks git, LFS or HTTP rules
    Corrupt,      ///< bytes that are not what their hash says
    DiskFull,     ///< no room, no quota, or a file too large for the file system
    Permission,   ///< the operating system refused access
    Conflict,     ///< something of somebody else's is in the way
    Unsafe,       ///< a repository that tries to write where it must not
    Internal,     ///< our own fault
    Usage,        ///< what was asked for makes no sense (bad URL, bad option)
    Prerequisite, ///< a program or library that this needs is missing
    Busy,         ///< another process works in this library
    Disconnected, ///< the disk of the library is not there, or went away
    DiskFault,    ///< the disk is there and cannot read or write: a bad sector, a broken file system
    Cancelled,    ///< the user asked to stop; never shown as a failure
};

/// All kinds, for tables and tests that must cover each one.
QList<ErrorKind> allErrorKinds();

/// Stable English name ("RateLimited") for logs and `--json`.
QString errorKindName(ErrorKind kind);

enum class
    ErrorCode : quint16; // error_code.h: who names a code includes it; all others need not be built again for one

/// A code and what its sentence names: %1, %2 and so on. Numbers are kept as text.
struct Cause {
    ErrorCode code = {};
    QStringList values = {};

    Cause() = default;
    template<typename... Value>
    Cause(ErrorCode which, const Value &...named) : code(which),
                                                    values{valueText(named)...}
    {}
    bool operator==(const Cause &) const = default;

private:
    static QString valueText(const QString &value) { return value; }
    static QString valueText(QLatin1StringView value) { return QString(value); }
    template<std::same_as<QChar> Character>
    static QString valueText(Character value)
    {
        return QString(value);
    }
    template<typename Number>
    requires std::is_arithmetic_v<Number>
    static QString valueText(Number value) { return QString::number(value); }
};

/// `text` with its %1, %2 … replaced by the values, all at once: a value that has a %1 in it stays as it is.
QString withValues(const QString &text, const QStringList &values);

/// Where one kind has causes that ask for other words.
enum class ErrorReason {
    None,
    SetAside, ///< a file of our own that was of no use: kept as `context.path` + ".damaged", and gone on without
    NotHeld,       ///< a repository with names or numbers that no disk, or not this one, is made for
    TooLargeInGit, ///< a file that git itself keeps, larger than what is taken; it belongs into LFS
    PlainHttp,     ///< a server that answers without TLS where https was asked for
    OtherHost,     ///< a page of another host answers, as networks that want a sign-in send it
    NoHead,        ///< a repository whose HEAD names no branch that exists
    Disabled,      ///< the host has switched the repository off
    NewerFile,     ///< a file of ours that a newer version of this program wrote; left untouched
};

struct ErrorContext {
    QString url;            ///< redacted
    QString path;           ///< file or folder on this machine, or path in the repository
    int line = 0;           ///< of the text file `path`, from 1; 0: no line
    QString oid;            ///< SHA-256 of the LFS object
    int httpStatus = 0;     ///< 0: no HTTP answer was involved
    qint64 bytesNeeded = 0; ///< DiskFull: bytes wanted
    qint64 bytesFree = 0;   ///< DiskFull: bytes available
    ErrorReason reason = ErrorReason::None;
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    Cause cause = {};
    QString detail = {}; ///< another program's words; shown behind the sentence, in logs and in `--json`
    ErrorContext context = {};
    std::optional<qint64> retryAfterMs = {}; ///< the server's own wish, relative to when the answer came
};

/// One line for logs: kind, code with values, detail and whatever context is set.
QString describe(const Error &error);

/// An Error for a failed system call: ENOSPC, EDQUOT and EFBIG become DiskFull, EACCES, EPERM and EROFS Permission,
/// ENODEV, ENXIO and ESTALE Disconnected, EIO DiskFault (a disk that was pulled out may answer it, too: who has more of
/// that disk to look at decides), ENAMETOOLONG Usage, ENOTDIR and ELOOP Conflict, everything else Internal. `what`
/// names the call, `path` the file.
Error systemError(int errnoValue, const QString &what, const QString &path);

/// What a library below threw: no memory, no further thread. Internal.
Error thrownError(const std::exception &thrown);

} // namespace weightyard::base
