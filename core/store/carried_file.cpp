#include "store/carried_file.h"

#include "base/config_layout.h"
#include "platform/file_copy.h"
#include "platform/file_io.h"
#include "platform/file_links.h"
#include "platform/file_names.h"

#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::fail;
using base::Result;
using platform::FileState;

QString swapMark(const QString &folder)
{
    return folder + u'/' + base::kStateFolderName + u"-swapped"_s;
}

bool isMutableInGit(const QString &path)
{
    return path.startsWith(".git/"_L1) && !path.startsWith(".git/objects/"_L1)
           && !path.startsWith(".git/lfs/objects/"_L1);
}

bool isLeftInGit(const QString &path)
{
    return path.startsWith(".git/"_L1) && (path.endsWith(".lock"_L1) || path == ".git/index.settled"_L1);
}

Result<void> carryFile(const QString &from, const QString &to, bool mayLink, const base::CancelToken &cancel)
{
    const std::optional<FileState> state = platform::stateOf(from);
    if (!state)
        return {}; // it went away meanwhile
    const Result<bool> linked = mayLink ? platform::hardLink(from, to) : Result<bool>(false);
    if (!linked)
        return fail(linked.error());
    if (*linked || state->kind == FileState::Kind::Other)
        return {};
    if (state->kind == FileState::Kind::Link) {
        const Result<QByteArray> target = platform::readLink(from);
        const Result<void> made = target ? platform::makeLink(to, *target) : fail(target.error());
        return made ? platform::setModified(to, state->mtimeSeconds) : made;
    }
    Result<void> done = platform::copyFile(from, to, cancel);
    const Result<quint32> mode = platform::permissionsOf(from);
    if (done && mode)
        done = platform::setPermissions(to, *mode);
    return done ? platform::setModified(to, state->mtimeSeconds) : done;
}

Result<void> keepLater(const QString &old, const QString &now, const QString &aside)
{
    const std::optional<FileState> was = platform::stateOf(old);
    const std::optional<FileState> is = platform::stateOf(now);
    if (!was)
        return {};
    const bool isSame = is && is->volume == was->volume && is->fileId == was->fileId;
    const bool isCopy = is && is->kind == was->kind && is->size == was->size
                        && is->mtimeSeconds == was->mtimeSeconds; // carryFile() where there are no links
    if (isSame || isCopy)
        return platform::removeFile(old);
    const bool isInTheWay =
        is && (is->kind == FileState::Kind::Folder || is->mtimeSeconds >= was->mtimeSeconds);
    const QString to = isInTheWay ? aside : now;
    const Result<void> made = platform::makeFolder(QFileInfo(to).absolutePath());
    return made ? platform::renameOver(old, to) : made;
}

} // namespace weightyard::store
