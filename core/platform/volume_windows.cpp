#include "platform/volume.h"

#include "platform/file_io.h"

#ifdef _WIN32

#include "platform/windows_file.h"

#include <QFileInfo>
#include <array>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::Result;

namespace {
constexpr qint64 kFatLimit = (1LL << 32) - 1; // Microsoft FAT32 File System Specification 1.03: a 32-bit size
constexpr DWORD kLongestPath = 32768;
} // namespace

QString mountPoint(const QString &path)
{
    std::wstring root(kLongestPath, L'\0');
    if (!GetVolumePathNameW(nativePath(path).c_str(), root.data(), kLongestPath))
        return path;
    QString text = QDir::fromNativeSeparators(QString::fromWCharArray(root.c_str()));
    return text.startsWith(u"//?/"_s) ? text.mid(4) : text;
}

Result<VolumeFacts> volumeFacts(const QString &path)
{
    ULARGE_INTEGER available = {};
    ULARGE_INTEGER total = {};
    const QString folder = QFileInfo(path).isDir() ? path : QFileInfo(path).absolutePath();
    if (!GetDiskFreeSpaceExW(nativePath(folder).c_str(), &available, &total, nullptr))
        return lastError(u"GetDiskFreeSpaceEx"_s, path);
    std::array<wchar_t, MAX_PATH + 1> system = {};
    DWORD longestName = 255;
    const std::wstring root = nativePath(mountPoint(path)) + L'\\';
    GetVolumeInformationW(root.c_str(), nullptr, 0, nullptr, &longestName, nullptr, system.data(), MAX_PATH);
    const bool fat = QString::fromWCharArray(system.data()).startsWith(u"FAT"_s);
    return VolumeFacts{.total = static_cast<qint64>(total.QuadPart),
                       .available = static_cast<qint64>(available.QuadPart),
                       .maxNameBytes = static_cast<int>(longestName),
                       .maxFileBytes = fat ? kFatLimit : -1};
}

bool isMountPoint(const QString &folder)
{
    return QDir::cleanPath(mountPoint(folder)).compare(QDir::cleanPath(folder), Qt::CaseInsensitive) == 0;
}

// volumeFacts() knows by the file system's name.
qint64 largestFile(const File &)
{
    return -1;
}

} // namespace weightyard::platform

#endif // _WIN32
