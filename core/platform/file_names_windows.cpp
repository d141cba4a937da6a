#include "platform/file_names.h"

#include "base/error_code.h"
#include "platform/file_io.h"

#ifdef _WIN32

#include "platform/windows_file.h"

#include <QDir>
#include <QFileInfo>
#include <QtEndian>
#include <cstring>
#include <optional>
#include <vector>
#include <winioctl.h>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// FILE_INFO_BY_HANDLE_CLASS and FILE_RENAME_INFO of Windows 10 1607, which headers hide from older ones.
constexpr auto kFileRenameInfoEx = static_cast<FILE_INFO_BY_HANDLE_CLASS>(22);
constexpr DWORD kReplacesOpenFiles = 0x1 | 0x2; // FILE_RENAME_FLAG_REPLACE_IF_EXISTS, _POSIX_SEMANTICS

bool isGone(DWORD error)
{
    return error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND;
}

// As POSIX renames: who has the old file open keeps it. Windows before 10 and volumes that are not NTFS refuse.
bool renameOverOpenFile(const std::wstring &from, const std::wstring &to)
{
    const HANDLE file = CreateFileW(
        from.c_str(), DELETE | SYNCHRONIZE, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
        OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT | FILE_FLAG_WRITE_THROUGH,
        nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return false;
    const size_t bytes = to.size() * sizeof(wchar_t);
    std::vector<char> buffer(sizeof(FILE_RENAME_INFO) + bytes);
    auto *info = reinterpret_cast<FILE_RENAME_INFO *>(buffer.data());
    std::memcpy(info, &kReplacesOpenFiles,
                sizeof kReplacesOpenFiles); // the flags are a union with ReplaceIfExists
    info->FileNameLength = static_cast<DWORD>(bytes);
    std::memcpy(info->FileName, to.c_str(), bytes);
    const bool renamed =
        SetFileInformationByHandle(file, kFileRenameInfoEx, info, static_cast<DWORD>(buffer.size())) != 0;
    CloseHandle(file);
    return renamed;
}

// Right after a refusal. Where POSIX asks the folder alone, Windows asks the file, too, and git makes packs and objects
// read-only. True: it was that, and is no more.
bool isRefusedAsReadOnly(const QString &path)
{
    if (GetLastError() != ERROR_ACCESS_DENIED)
        return false;
    const DWORD attributes = attributesOf(path);
    const bool isReadOnly =
        attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_READONLY) != 0;
    const bool isWritable =
        isReadOnly
        && SetFileAttributesW(nativePath(path).c_str(), attributes & ~DWORD(FILE_ATTRIBUTE_READONLY));
    if (!isWritable)
        SetLastError(ERROR_ACCESS_DENIED);
    return isWritable;
}

/// Of a symbolic link or a junction, as REPARSE_DATA_BUFFER has it ([MS-FSCC] 2.1.2.4, 2.1.2.5), which only driver headers declare.
/// std::filesystem::read_symlink of mingw's library reads none.
std::optional<QString> targetIn(const QByteArray &buffer)
{
    constexpr qsizetype kHead = 8; // tag, length, reserved
    constexpr qsizetype kNames = 8;
    if (buffer.size() < kHead + kNames)
        return {};
    const auto number = [&](qsizetype at) { return qFromLittleEndian<quint16>(buffer.constData() + at); };
    const auto tag = qFromLittleEndian<quint32>(buffer.constData());
    if (tag != IO_REPARSE_TAG_SYMLINK && tag != IO_REPARSE_TAG_MOUNT_POINT)
        return {};
    const qsizetype paths = kHead + kNames + (tag == IO_REPARSE_TAG_SYMLINK ? 4 : 0); // its flags
    const bool hasPrintName = number(kHead + 6) > 0;
    const qsizetype from = paths + number(kHead + (hasPrintName ? 4 : 0));
    const qsizetype bytes = number(kHead + (hasPrintName ? 6 : 2));
    if (from + bytes > buffer.size())
        return {};
    QString name(bytes / 2, Qt::Uninitialized);
    std::memcpy(name.data(), buffer.constData() + from, static_cast<size_t>(name.size()) * 2);
    return QDir::fromNativeSeparators(name);
}

} // namespace

// NTFS journals its names in order; there is no call to wait for that short of flushing the whole volume as administrator.
Result<void> syncFolder(const QString &path)
{
    if (attributesOf(path) == INVALID_FILE_ATTRIBUTES)
        return lastError(u"GetFileAttributes"_s, path);
    return {};
}

Result<void> makeFolder(const QString &path, bool onlyOwner)
{
    DWORD error = ERROR_SUCCESS;
    for (int i = 0; i < kTriesBesideRemovals; ++i) {
        if (CreateDirectoryW(nativePath(path).c_str(), nullptr)) {
            // The profile's and the volume's access lists say who may look; what is only ours is hidden.
            if (onlyOwner)
                SetFileAttributesW(nativePath(path).c_str(), FILE_ATTRIBUTE_HIDDEN);
            return {};
        }
        error = GetLastError();
        const QString parent = QFileInfo(path).absolutePath();
        if (error == ERROR_PATH_NOT_FOUND && parent != path) {
            if (const Result<void> made = makeFolder(parent); !made)
                return made;
            continue;
        }
        const DWORD attributes = attributesOf(path);
        if (attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0)
            return {};
        const bool isTakenAway = error == ERROR_ALREADY_EXISTS && attributes == INVALID_FILE_ATTRIBUTES;
        if (!isTakenAway)
            break;
    }
    if (error == ERROR_ALREADY_EXISTS)
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = path});
    return fail(windowsError(error, u"CreateDirectory"_s, path));
}

// Access lists are inherited from the folder; there is nothing to take back.
Result<quint32> defaultPermissions(const QString &)
{
    return 0777U;
}

Result<void> setPermissions(const QString &, quint32)
{
    return {};
}

Result<quint32> permissionsOf(const QString &)
{
    return 0777U;
}

Result<void> setModified(const QString &path, qint64 secondsSinceEpoch)
{
    const HANDLE handle = CreateFileW(nativePath(path).c_str(), FILE_WRITE_ATTRIBUTES,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING,
                                      FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return lastError(u"CreateFile"_s, path);
    const qint64 ticks = (secondsSinceEpoch + kSecondsFrom1601To1970) * kTicksPerSecond;
    const FILETIME time{static_cast<DWORD>(ticks & 0xffffffff), static_cast<DWORD>(ticks >> 32)};
    const BOOL set = SetFileTime(handle, nullptr, &time, &time);
    const DWORD error = GetLastError();
    CloseHandle(handle);
    return set ? Result<void>() : fail(windowsError(error, u"SetFileTime"_s, path));
}

Result<void> makeLink(const QString &path, const QByteArray &target)
{
    const std::wstring native = QDir::toNativeSeparators(QString::fromUtf8(target)).toStdWString();
    if (!CreateSymbolicLinkW(nativePath(path).c_str(), native.c_str(),
                             SYMBOLIC_LINK_FLAG_ALLOW_UNPRIVILEGED_CREATE))
        return lastError(u"CreateSymbolicLink"_s, path);
    return {};
}

Result<QByteArray> readLink(const QString &path)
{
    const HANDLE file =
        CreateFileW(nativePath(path).c_str(), FILE_READ_ATTRIBUTES,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return lastError(u"CreateFile"_s, path);
    QByteArray buffer(MAXIMUM_REPARSE_DATA_BUFFER_SIZE, Qt::Uninitialized);
    DWORD length = 0;
    const BOOL got = DeviceIoControl(file, FSCTL_GET_REPARSE_POINT, nullptr, 0, buffer.data(),
                                     static_cast<DWORD>(buffer.size()), &length, nullptr);
    const DWORD error = GetLastError();
    CloseHandle(file);
    if (!got)
        return fail(windowsError(error, u"FSCTL_GET_REPARSE_POINT"_s, path));
    buffer.truncate(static_cast<qsizetype>(length));
    const std::optional<QString> target = targetIn(buffer);
    if (!target)
        return fail(windowsError(ERROR_INVALID_REPARSE_DATA, u"FSCTL_GET_REPARSE_POINT"_s, path));
    return target->toUtf8();
}

Result<void> renameOver(const QString &from, const QString &to)
{
    constexpr DWORD kHow = MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH; // never MOVEFILE_COPY_ALLOWED
    const std::wstring old = nativePath(from);
    const std::wstring target = nativePath(to);
    const auto rename = [&] { return MoveFileExW(old.c_str(), target.c_str(), kHow) != FALSE; };
    if (renameOverOpenFile(old, target) || rename() || (isRefusedAsReadOnly(to) && rename())
        || triesForASecond(rename))
        return {};
    return lastError(u"MoveFileEx"_s, to);
}

Result<void> renameFolder(const QString &from, const QString &to)
{
    // Only an empty folder can be removed; what appears between the two calls makes the second one fail.
    const DWORD there = attributesOf(to);
    // A junction goes whatever it leads to (RemoveDirectoryW): it is a name of its user's, and stays.
    if (there != INVALID_FILE_ATTRIBUTES && (there & FILE_ATTRIBUTE_REPARSE_POINT) != 0)
        return fail(ErrorKind::Conflict, ErrorCode::ThereNow, {.path = to});
    if (there != INVALID_FILE_ATTRIBUTES && !RemoveDirectoryW(nativePath(to).c_str()))
        return fail(ErrorKind::Conflict, ErrorCode::ThereNow, {.path = to});
    const auto rename = [&] {
        return MoveFileExW(nativePath(from).c_str(), nativePath(to).c_str(), MOVEFILE_WRITE_THROUGH) != FALSE;
    };
    return triesForASecond(rename) ? Result<void>() : lastError(u"MoveFileEx"_s, to);
}

Result<void> removeFile(const QString &path)
{
    const auto remove = [&] {
        return DeleteFileW(nativePath(path).c_str()) != FALSE || isGone(GetLastError());
    };
    if (remove() || (isRefusedAsReadOnly(path) && remove()) || triesForASecond(remove))
        return {};
    return lastError(u"DeleteFile"_s, path);
}

Result<void> removeTree(const QString &path)
{
    const DWORD attributes = attributesOf(path);
    if (attributes == INVALID_FILE_ATTRIBUTES)
        return isGone(GetLastError()) ? Result<void>() : lastError(u"GetFileAttributes"_s, path);
    if ((attributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
        return removeFile(path);
    const std::optional<FileState> state = stateOf(path);
    if (!state || state->kind != FileState::Kind::Link) { // what a link leads to stays
        const QStringList names = QDir(path).entryList(kEveryEntry);
        for (const QString &name : names) {
            if (const Result<void> removed = removeTree(path + u'/' + name); !removed)
                return removed;
        }
    }
    const auto remove = [&] {
        return RemoveDirectoryW(nativePath(path).c_str()) != FALSE || isGone(GetLastError());
    };
    if (remove() || (isRefusedAsReadOnly(path) && remove()) || triesForASecond(remove))
        return {};
    return lastError(u"RemoveDirectory"_s, path);
}

// Names are UTF-16, as Qt's are.
Result<Unlisted> unlistedIn(const QString &)
{
    return Unlisted();
}

void removeEmptyFolder(const QString &path)
{
    RemoveDirectoryW(nativePath(path).c_str());
}

} // namespace weightyard::platform

#endif // _WIN32
