#include "session/move_settings.h"

#include "base/config_layout.h"
#include "base/error_code.h"
#include "base/limits.h"
#include "queue/queue_state.h"
#include "session/libraries.h"
#include "store/download_layout.h"
#include "store/folder_content.h"

#include <QFileInfo>
#include <QLockFile>

namespace weightyard::session {

using namespace Qt::Literals::StringLiterals;
using base::Cause;
using base::ErrorCode;
using base::ErrorKind;
using base::fail;
using base::Result;

namespace {

// Its list of downloads is in its memory, and would be written over what is done here.
Result<void> checkNoWindow(const LibraryMove &move)
{
    const QString path = base::ConfigLayout(move.configDir).windowLock();
    QLockFile lock(path);
    lock.setStaleLockTime(0);
    if (!move.movesQueue || move.dryRun || !QFileInfo::exists(path) || lock.tryLock(0))
        return {};
    return fail(ErrorKind::Busy, ErrorCode::WindowIsOpen, {.path = move.from});
}

Result<void> write(const QString &configDir, const settings::Settings &settings)
{
    return settings::writeSettings(configDir, settings, {u"library"_s, u"libraries"_s});
}

bool isShown(const QString &folder, const settings::Settings &settings)
{
    if (isSameFolder(settings.library, folder))
        return true;
    return std::any_of(settings.libraries.cbegin(), settings.libraries.cend(),
                       [&](const QString &one) { return isSameFolder(one, folder); });
}

void takeOut(const QString &folder, settings::Settings &settings)
{
    settings.libraries.removeIf([&](const QString &one) { return isSameFolder(one, folder); });
}

} // namespace

Result<void> checkMove(const LibraryMove &move)
{
    const QFileInfo to(move.to);
    if (const QString link = store::deadLink(move.to); !link.isEmpty())
        return fail(store::deadLinkError(link));
    if (to.exists() && !to.isDir())
        return fail(ErrorKind::Conflict, ErrorCode::FileForFolder, {.path = move.to});
    QStringList others{move.from, move.settings.library};
    others += move.settings.libraries;
    others.removeIf(
        [&](const QString &one) { return isSameFolder(one, move.to); }); // their models come together
    if (const Result<void> beside = checkNewLibrary(move.to, others); !beside)
        return beside;
    if (move.old == OldLibrary::Leave && !isShown(move.from, move.settings)
        && move.settings.libraries.size() >= base::kMostLibraries)
        return fail(ErrorKind::Usage,
                    Cause(ErrorCode::SettingTakesPaths, u"libraries"_s, base::kMostLibraries));
    if (move.old != OldLibrary::Move)
        return {};
    if (const Result<void> closed = checkNoWindow(move); !closed)
        return closed;
    return store::checkConnected(move.from, move.configDir);
}

Result<void> keepBegin(const LibraryMove &move, settings::Settings &settings)
{
    if (!isShown(move.from, settings) || isShown(move.to, settings)
        || settings.libraries.size() >= base::kMostLibraries)
        return {};
    settings.libraries.append(move.to);
    return write(move.configDir, settings);
}

Result<void> keepMove(const LibraryMove &move, bool staysShown, settings::Settings &settings)
{
    const bool isDefault = isSameFolder(settings.library, move.from) || move.old != OldLibrary::Move;
    if (!isDefault && !isShown(move.from, settings))
        return {}; // a library that the settings do not name
    takeOut(move.to, settings);
    takeOut(move.from, settings);
    if (isDefault)
        settings.library = move.to;
    else if (!isSameFolder(settings.library, move.to))
        settings.libraries.append(move.to);
    if (staysShown && !isSameFolder(move.from, move.to))
        settings.libraries.append(move.from);
    return write(move.configDir, settings);
}

Result<void> moveQueue(const LibraryMove &move)
{
    const QString path = base::ConfigLayout(move.configDir).queue();
    auto jobs = queue::readQueue(path);
    if (!jobs)
        return fail(jobs.error());
    bool isOther = false;
    for (queue::SavedJob &job : *jobs) {
        if (!job.request.into.isEmpty() || !isSameFolder(job.request.library, move.from))
            continue;
        job.request.library = move.to;
        isOther = true;
    }
    return isOther ? queue::writeQueue(path, queue::queueToJson(*jobs)) : Result<void>();
}

} // namespace weightyard::session
