// Windows only: what the *_windows.cpp files share.
#pragma once

#include "base/result.h"

#ifdef _WIN32

#include <QDir>
#include <QString>
#include <chrono>
#include <string>
#include <thread>

#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

namespace weightyard::platform {

/// With the prefix that lifts the limit of 260 characters.
inline std::wstring nativePath(const QString &path)
{
    const QString native = QDir::toNativeSeparators(QDir::cleanPath(path));
    if (native.startsWith(QStringLiteral("\\\\")))
        return (QStringLiteral("\\\\?\\UNC\\") + native.mid(2)).toStdWString();
    return (QStringLiteral("\\\\?\\") + native).toStdWString();
}

// mingw's headers do not have these two of winerror.h.
constexpr DWORD kNoSuchDevice = 433;       // ERROR_NO_SUCH_DEVICE
constexpr DWORD kDiskQuotaExceeded = 1295; // ERROR_DISK_QUOTA_EXCEEDED

constexpr qint64 kTicksPerSecond = 10'000'000; // FILETIME counts 100 ns
constexpr qint64 kSecondsFrom1601To1970 = 11'644'473'600;

inline HANDLE handleOf(qintptr handle)
{
    return reinterpret_cast<HANDLE>(handle);
}

/// INVALID_FILE_ATTRIBUTES: no such name.
inline DWORD attributesOf(const QString &path)
{
    return GetFileAttributesW(nativePath(path).c_str());
}

inline base::Error windowsError(DWORD code, const QString &what, const QString &path)
{
    base::ErrorKind kind = base::ErrorKind::Internal;
    switch (code) {
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
    case kDiskQuotaExceeded:
    case ERROR_FILE_TOO_LARGE:
        kind = base::ErrorKind::DiskFull;
        break;
    case ERROR_ACCESS_DENIED:
    case ERROR_WRITE_PROTECT:
    case ERROR_SHARING_VIOLATION:
    case ERROR_PRIVILEGE_NOT_HELD:
        kind = base::ErrorKind::Permission;
        break;
    case ERROR_NOT_READY:
    case ERROR_DEV_NOT_EXIST:
    case ERROR_DEVICE_NOT_CONNECTED:
    case kNoSuchDevice:
    case ERROR_BAD_NETPATH:
    case ERROR_NETNAME_DELETED:
        kind = base::ErrorKind::Disconnected;
        break;
    case ERROR_CRC:
    case ERROR_IO_DEVICE:
    case ERROR_SECTOR_NOT_FOUND:
    case ERROR_DISK_CORRUPT:
        kind = base::ErrorKind::DiskFault;
        break;
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_INVALID_NAME:
        kind = base::ErrorKind::Usage;
        break;
    case ERROR_DIRECTORY:
    case ERROR_ALREADY_EXISTS:
    case ERROR_FILE_EXISTS:
    case ERROR_DIR_NOT_EMPTY:
        kind = base::ErrorKind::Conflict;
        break;
    default:
        break;
    }
    return {.kind = kind,
            .detail = QStringLiteral("%1: Windows error %2").arg(what).arg(code),
            .context = {.path = path}};
}

inline base::Failure lastError(const QString &what, const QString &path)
{
    return base::fail(windowsError(GetLastError(), what, path));
}

/// Virus scanners, indexers and other processes of ours keep a file open for a moment, and Windows refuses to move or remove it
/// meanwhile: tries again for a second, as Git for Windows and Go's robustio do. False: GetLastError() says why.
template<typename Operation>
bool triesForASecond(const Operation &operation)
{
    constexpr std::chrono::milliseconds kPatience{1000};
    constexpr std::chrono::milliseconds kLookAgain{5};
    const auto end = std::chrono::steady_clock::now() + kPatience;
    while (!operation()) {
        const DWORD error = GetLastError();
        const bool isOpen = error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION;
        if (!isOpen || std::chrono::steady_clock::now() >= end) {
            SetLastError(error);
            return false;
        }
        std::this_thread::sleep_for(kLookAgain);
    }
    return true;
}

} // namespace weightyard::platform

#endif // _WIN32
