#include "store/folder_content.h"

#include "base/error_code.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;

bool isClutter(const QString &fileName)
{
    static const QStringList names{u".DS_Store"_s,   u".localized"_s, u".directory"_s,
                                   u"desktop.ini"_s, u"Thumbs.db"_s,  u"ehthumbs.db"_s};
    return names.contains(fileName, Qt::CaseInsensitive);
}

QStringList filesAtTop(const QString &folder)
{
    QStringList names =
        QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    names.removeIf([](const QString &name) { return isClutter(name); });
    return names;
}

QString firstThingIn(const QString &folder)
{
    QDirIterator all(folder, platform::kEveryEntry, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next();
        const QFileInfo info = all.fileInfo();
        const bool folderItself = info.isDir() && !info.isSymLink();
        if (!folderItself && !isClutter(info.fileName()))
            return path.mid(folder.size() + 1);
    }
    return {};
}

void removeClutter(const QString &folder)
{
    const QFileInfoList entries = QDir(folder).entryInfoList(platform::kEveryEntry);
    for (const QFileInfo &entry : entries) {
        if (entry.isDir() && !entry.isSymLink()) {
            removeClutter(entry.filePath());
            platform::removeEmptyFolder(entry.filePath());
        } else if (isClutter(entry.fileName())) {
            static_cast<void>(platform::removeFile(entry.filePath()));
        }
    }
}

QString deadLink(const QString &path)
{
    for (QString place = path; !QFileInfo::exists(place);) {
        const std::optional<platform::FileState> state = platform::stateOf(place);
        if (state && state->kind == platform::FileState::Kind::Link)
            return place;
        const QString above = QFileInfo(place).absolutePath();
        if (above == place)
            break;
        place = above;
    }
    return {};
}

base::Error deadLinkError(const QString &link)
{
    return {.kind = base::ErrorKind::Disconnected,
            .cause = base::Cause(base::ErrorCode::DanglingLink, QFileInfo(link).symLinkTarget()),
            .context = {.path = link}};
}

} // namespace weightyard::store
