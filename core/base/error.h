// What went wrong, as a value. Every failure in Weightyard is one Error: a kind that code can decide on, technical
// text for logs and "Copy diagnostics", and the context that the user-facing sentence needs. The sentences themselves
// live in ui/text, so an Error carries no prose for users.
//
// Values only: may be copied between threads. `detail` and `context.url` must already be redacted (see redact.h).
#pragma once

#include <QByteArrayView>
#include <QDateTime>
#include <QList>
#include <QString>
#include <exception>
#include <optional>

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
    QString oid;            ///< SHA-256 of the LFS object
    int httpStatus = 0;     ///< 0: no HTTP answer was involved
    qint64 bytesNeeded = 0; ///< DiskFull: bytes wanted
    qint64 bytesFree = 0;   ///< DiskFull: bytes available
    ErrorReason reason = ErrorReason::None;
};

struct Error {
    ErrorKind kind = ErrorKind::Internal;
    QString detail;
    ErrorContext context = {};
    std::optional<qint64> retryAfterMs = {}; ///< the server's own wish, relative to when the answer came
};

/// One line for logs: kind, detail and whatever context is set.
QString describe(const Error &error);

/// An Error for a failed system call: ENOSPC, EDQUOT and EFBIG become DiskFull, EACCES, EPERM and EROFS Permission,
/// ENODEV, ENXIO and ESTALE Disconnected, EIO DiskFault (a disk that was pulled out may answer it, too: who has more of
/// that disk to look at decides), ENAMETOOLONG Usage, ENOTDIR and ELOOP Conflict, everything else Internal. `what` names the call, `path` the file.
Error systemError(int errnoValue, const QString &what, const QString &path);

/// What a library below threw: no memory, no further thread. Internal.
Error thrownError(const std::exception &thrown);

} // namespace weightyard::base
