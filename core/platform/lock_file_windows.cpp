#include "platform/lock_file.h"

#ifdef _WIN32

#include "platform/file_io.h"
#include "platform/windows_file.h"

#include <optional>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;

namespace {
// The lock is on a byte far behind the text, so that others can read who holds it.
constexpr DWORD kLockedByte = 0x7fffffff;
constexpr int kTries = 16;

// The holder may have renamed or removed it: a lock on a file that has another name protects nothing.
bool isStillThere(HANDLE handle, const QString &path)
{
    BY_HANDLE_FILE_INFORMATION facts = {};
    const std::optional<FileState> named = stateOf(path);
    return named && GetFileInformationByHandle(handle, &facts)
           && named->fileId == (static_cast<quint64>(facts.nFileIndexHigh) << 32 | facts.nFileIndexLow)
           && named->volume == facts.dwVolumeSerialNumber;
}
} // namespace

LockFile::~LockFile()
{
    if (m_handle != -1)
        CloseHandle(handleOf(m_handle));
}

Result<bool> LockFile::tryLock(const QString &path)
{
    m_path = path;
    for (int i = 0; i < kTries; ++i) {
        const HANDLE handle =
            CreateFileW(nativePath(path).c_str(), GENERIC_READ | GENERIC_WRITE,
                        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
                        FILE_ATTRIBUTE_NORMAL | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
        if (handle == INVALID_HANDLE_VALUE)
            return lastError(u"CreateFile"_s, path);
        OVERLAPPED position = {};
        position.Offset = kLockedByte;
        const bool locked =
            LockFileEx(handle, LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &position);
        const DWORD error = GetLastError();
        if (locked && isStillThere(handle, path)) {
            m_handle = reinterpret_cast<qintptr>(handle);
            return true;
        }
        CloseHandle(handle);
        if (!locked && (error == ERROR_LOCK_VIOLATION || error == ERROR_IO_PENDING))
            return false;
        if (!locked)
            return fail(windowsError(error, u"LockFileEx"_s, path));
    }
    return false;
}

Result<void> LockFile::write(QByteArrayView content)
{
    const HANDLE handle = handleOf(m_handle);
    OVERLAPPED position = {};
    DWORD wrote = 0;
    if (SetFilePointer(handle, 0, nullptr, FILE_BEGIN) == INVALID_SET_FILE_POINTER || !SetEndOfFile(handle)
        || !WriteFile(handle, content.data(), static_cast<DWORD>(content.size()), &wrote, &position))
        return lastError(u"WriteFile"_s, m_path);
    return {};
}

} // namespace weightyard::platform

#endif // _WIN32
