#include "platform/file_io.h"

#ifdef _WIN32

#include "base/error_code.h"
#include "platform/windows_file.h"

#include <algorithm>
#include <utility>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

constexpr qint64 kLargestCall = 1LL << 30;

OVERLAPPED at(qint64 offset)
{
    OVERLAPPED position = {};
    position.Offset = static_cast<DWORD>(offset & 0xffffffff);
    position.OffsetHigh = static_cast<DWORD>(offset >> 32);
    return position;
}

qint64 joined(DWORD high, DWORD low)
{
    return (static_cast<qint64>(high) << 32) | low;
}

// Links and junctions only: a reparse point is also what OneDrive, deduplication and compression make of plain files.
bool isLink(DWORD tag)
{
    return tag == IO_REPARSE_TAG_SYMLINK || tag == IO_REPARSE_TAG_MOUNT_POINT;
}

/// 0: no reparse point.
DWORD reparseTag(HANDLE handle)
{
    FILE_ATTRIBUTE_TAG_INFO facts = {};
    if (!GetFileInformationByHandleEx(handle, FileAttributeTagInfo, &facts, sizeof facts)
        || (facts.FileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) == 0)
        return 0;
    return facts.ReparseTag;
}

HANDLE openFile(const QString &path, DWORD rights, DWORD how, DWORD flags)
{
    return CreateFileW(nativePath(path).c_str(), rights,
                       FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, how,
                       FILE_ATTRIBUTE_NORMAL | flags, nullptr);
}

} // namespace

Result<File> File::open(const QString &path, Access access)
{
    const DWORD rights = access == Access::Read ? GENERIC_READ : GENERIC_READ | GENERIC_WRITE;
    const DWORD how = access == Access::Read        ? OPEN_EXISTING
                      : access == Access::ReadWrite ? OPEN_ALWAYS
                                                    : CREATE_NEW;
    HANDLE handle = openFile(path, rights, how, FILE_FLAG_OPEN_REPARSE_POINT);
    if (handle == INVALID_HANDLE_VALUE)
        return lastError(u"CreateFile"_s, path);
    const DWORD tag = reparseTag(handle);
    if (isLink(tag)) {
        CloseHandle(handle);
        return fail(ErrorKind::Permission, ErrorCode::LinkForFile, {.path = path});
    }
    if (tag != 0) { // opened like this it gives what stands for the file's bytes, not the bytes
        CloseHandle(handle);
        handle = openFile(path, rights, OPEN_EXISTING, 0);
        if (handle == INVALID_HANDLE_VALUE)
            return lastError(u"CreateFile"_s, path);
    }
    File file;
    file.m_path = path;
    file.m_handle = reinterpret_cast<qintptr>(handle);
    return file;
}

std::optional<File> File::openPastCache(const QString &)
{
    return {}; // FILE_FLAG_NO_BUFFERING would ask for the same care; until it is measured there, the cache does the work
}

Result<void> File::close()
{
    const qintptr handle = std::exchange(m_handle, kNone);
    if (handle != kNone && !CloseHandle(handleOf(handle)))
        return lastError(u"CloseHandle"_s, m_path);
    return {};
}

Result<void> File::writeAt(qint64 offset, QByteArrayView data) const
{
    while (!data.isEmpty()) {
        OVERLAPPED position = at(offset);
        DWORD wrote = 0;
        const auto length = static_cast<DWORD>(std::min<qint64>(data.size(), kLargestCall));
        if (!WriteFile(handleOf(m_handle), data.data(), length, &wrote, &position))
            return lastError(u"WriteFile"_s, m_path);
        offset += wrote;
        data = data.sliced(wrote);
    }
    return {};
}

Result<qint64> File::readAt(qint64 offset, char *buffer, qint64 length) const
{
    qint64 done = 0;
    while (done < length) {
        OVERLAPPED position = at(offset + done);
        DWORD got = 0;
        const auto wanted = static_cast<DWORD>(std::min(length - done, kLargestCall));
        if (!ReadFile(handleOf(m_handle), buffer + done, wanted, &got, &position)) {
            if (GetLastError() == ERROR_HANDLE_EOF)
                break;
            return lastError(u"ReadFile"_s, m_path);
        }
        if (got == 0)
            break;
        done += got;
    }
    return done;
}

Result<qint64> File::size() const
{
    LARGE_INTEGER size = {};
    if (!GetFileSizeEx(handleOf(m_handle), &size))
        return lastError(u"GetFileSizeEx"_s, m_path);
    return size.QuadPart;
}

Result<void> File::resize(qint64 bytes) const
{
    FILE_END_OF_FILE_INFO end = {};
    end.EndOfFile.QuadPart = bytes;
    if (!SetFileInformationByHandle(handleOf(m_handle), FileEndOfFileInfo, &end, sizeof end))
        return lastError(u"SetFileInformationByHandle"_s, m_path);
    return {};
}

Result<void> File::preallocate(qint64 bytes) const
{
    const Result<qint64> here = size();
    if (!here)
        return fail(here.error());
    if (*here >= bytes)
        return {}; // a smaller allocation would cut the file
    FILE_ALLOCATION_INFO room = {};
    room.AllocationSize.QuadPart = bytes;
    if (!SetFileInformationByHandle(handleOf(m_handle), FileAllocationInfo, &room, sizeof room)
        && GetLastError() == ERROR_DISK_FULL)
        return lastError(u"SetFileInformationByHandle"_s, m_path);
    return {};
}

Result<void> File::syncData() const
{
    if (!FlushFileBuffers(handleOf(m_handle)))
        return lastError(u"FlushFileBuffers"_s, m_path);
    return {};
}

// Flushing needs the right to write, which read-only files (git's packs) refuse: the attribute goes for as long as it takes.
Result<void> syncFile(const QString &path)
{
    const DWORD attributes = attributesOf(path);
    const bool readOnly =
        attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
    if (readOnly)
        SetFileAttributesW(nativePath(path).c_str(),
                           attributes & ~static_cast<DWORD>(FILE_ATTRIBUTE_READONLY));
    const HANDLE file =
        openFile(path, GENERIC_READ | GENERIC_WRITE, OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT);
    const bool isOpen = file != INVALID_HANDLE_VALUE;
    const bool isSynced = isOpen && FlushFileBuffers(file) != 0;
    const Result<void> synced = isSynced ? Result<void>()
                                : isOpen ? lastError(u"FlushFileBuffers"_s, path)
                                         : lastError(u"CreateFile"_s, path);
    if (isOpen)
        CloseHandle(file);
    if (readOnly)
        SetFileAttributesW(nativePath(path).c_str(), attributes);
    return synced;
}

Result<void> syncFileFully(const QString &path)
{
    return syncFile(path);
}

std::optional<FileState> stateOf(const QString &path)
{
    const HANDLE handle =
        CreateFileW(nativePath(path).c_str(), FILE_READ_ATTRIBUTES,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return {};
    BY_HANDLE_FILE_INFORMATION facts = {};
    FILE_STANDARD_INFO standard = {};
    const bool link = isLink(reparseTag(handle));
    const bool known = GetFileInformationByHandle(handle, &facts)
                       && GetFileInformationByHandleEx(handle, FileStandardInfo, &standard, sizeof standard);
    CloseHandle(handle);
    if (!known)
        return {};
    const qint64 ticks = joined(facts.ftLastWriteTime.dwHighDateTime, facts.ftLastWriteTime.dwLowDateTime);
    FileState state{.kind = FileState::Kind::File,
                    .size = joined(facts.nFileSizeHigh, facts.nFileSizeLow),
                    .allocated = standard.AllocationSize.QuadPart,
                    .volume = facts.dwVolumeSerialNumber,
                    .fileId = static_cast<quint64>(joined(facts.nFileIndexHigh, facts.nFileIndexLow)),
                    .mtimeSeconds = ticks / kTicksPerSecond - kSecondsFrom1601To1970};
    if (link)
        state.kind = FileState::Kind::Link;
    else if ((facts.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
        state.kind = FileState::Kind::Folder;
    return state;
}

} // namespace weightyard::platform

#endif // _WIN32
