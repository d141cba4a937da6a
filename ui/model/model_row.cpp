#include "ui/model/model_row.h"

#include "base/byte_sum.h"
#include "base/error_code.h"

#include <algorithm>

namespace weightyard::ui {

using job::JobState;
using library::OnDisk;

namespace {

// A folder of that name: one of ours is repaired, at any other the download stops before its first byte.
bool isInTheWay(const ModelRow &row)
{
    return row.disk.state == OnDisk::Incomplete || row.disk.state == OnDisk::NotRecognised;
}

// The download knows its objects.
bool isListed(const ModelRow &row)
{
    return row.job && row.job->bytesTotal > 0;
}

// What arrived damaged was received in vain.
bool isThrownAway(const ModelRow &row)
{
    return row.job && row.job->state == JobState::Failed && row.job->error
           && row.job->error->kind == base::ErrorKind::Corrupt;
}

// Of all files that the download brings; its own total is of the large ones, which is no model's size.
std::optional<qint64> listedBytes(const ModelRow &row)
{
    if (!row.job || row.job->files.isEmpty() || row.job->files.size() != row.job->filesTotal)
        return {};
    qint64 bytes = 0;
    for (const job::FileProgress &file : row.job->files)
        bytes = base::addBytes(bytes, file.size);
    return bytes;
}

} // namespace

qint64 bytesOf(const ModelRow &row)
{
    const bool isKnown = session::isCounted(row) || row.facts;
    const bool wantsJob = isActive(row) || row.entry.bytes <= 0; // an ended one may be of an older commit
    if (isKnown || !wantsJob)
        return session::bytesOf(row);
    if (const std::optional<qint64> listed = listedBytes(row))
        return *listed;
    return isListed(row) ? std::max(row.job->bytesTotal, session::bytesOf(row)) : session::bytesOf(row);
}

bool isExact(const ModelRow &row)
{
    return session::isExact(row) || (isActive(row) && listedBytes(row));
}

qint64 bytesMissing(const ModelRow &row)
{
    if (isHere(row) && !(isActive(row) && isListed(row))) // the old version is here while an update runs
        return 0;
    if (isListed(row) && !isThrownAway(row))
        return std::max<qint64>(row.job->bytesTotal - row.job->bytesHere, 0);
    if (!isActive(row) && isInTheWay(row))
        return session::bytesMissing(row);
    return std::max<qint64>(bytesOf(row) - row.disk.partialBytes, 0);
}

qint64 bytesToWrite(const ModelRow &row)
{
    const bool isThere = row.job && row.job->state == JobState::Publishing; // and is only moved yet
    if (isThere || (isHere(row) && !(isActive(row) && isListed(row))))
        return 0;
    const qint64 more = std::max<qint64>(row.disk.allocatedBytes - row.disk.partialBytes, 0);
    if (isListed(row)) {
        const qint64 taken = std::max({row.job->bytesAllocated, row.disk.allocatedBytes, row.job->bytesHere});
        return std::max<qint64>(row.job->bytesTotal - taken, 0);
    }
    return std::max<qint64>(bytesMissing(row) - more, 0);
}

QString modelPathOf(const ModelRow &row)
{
    return row.inFolder ? row.disk.modelPath : row.key;
}

QString whereabouts(const ModelRow &row)
{
    return row.isOwnFolder ? modelPathOf(row) + QStringLiteral(" · ") + row.key : modelPathOf(row);
}

QString commitOf(const ModelRow &row)
{
    const QString ofJob = row.job ? row.job->commit : QString();
    if (session::isHere(row.disk)) { // a download that failed, or is under way, may be of another one
        const bool isJobs = row.disk.commit.isEmpty() && row.job && row.job->state == JobState::Installed;
        return isJobs ? ofJob : row.disk.commit;
    }
    if (!ofJob.isEmpty() || !row.disk.commit.isEmpty())
        return ofJob.isEmpty() ? row.disk.commit : ofJob;
    return row.facts ? row.facts->commit : QString();
}

bool isUpdatable(const ModelRow &row)
{
    return row.update && isHere(row) && !isActive(row);
}

bool wantsChoice(const ModelRow &row)
{
    if (!row.job || row.job->state != JobState::Failed || !row.job->error)
        return false;
    const base::ErrorCode code = row.job->error->cause.code;
    return code == base::ErrorCode::ChangedInBoth || code == base::ErrorCode::NewWhereYours;
}

base::PickWishes choiceOf(const ModelRow &row)
{
    if (row.disk.ours && row.disk.state != library::OnDisk::Absent)
        return row.disk.picks;
    return row.entry.pick.isWhole() ? base::PickWishes() : base::PickWishes{row.entry.pick};
}

QString folderOf(const ModelRow &row, const QString &library)
{
    const bool isOfJob = isActive(row) || (row.job && row.job->state == JobState::Installed);
    if (isActive(row) && !row.job->folder.isEmpty())
        return row.job->folder;
    if (!row.awayIn.isEmpty() && !row.inFolder)
        return row.awayIn + u'/' + row.key;
    if (!row.disk.folder.isEmpty())
        return row.disk.folder;
    // Installed a moment ago: the disk has not been looked at since.
    if (isOfJob && !row.job->folder.isEmpty())
        return row.job->folder;
    return row.inFolder ? row.key : library + u'/' + row.key;
}

bool isHere(const ModelRow &row)
{
    if (row.job && row.job->state == JobState::Installed)
        return true;
    return session::isHere(row.disk);
}

bool isActive(const ModelRow &row)
{
    return row.job && !job::isFinal(row.job->state);
}

bool isProblem(const ModelRow &row)
{
    if ((row.job && row.job->state == JobState::Failed) || row.damage)
        return true;
    return !isActive(row) && !isHere(row)
           && (row.disk.state == OnDisk::Incomplete || row.disk.state == OnDisk::NotRecognised);
}

int statusRank(const ModelRow &row)
{
    const auto isIn = [&](JobState state) { return row.job && row.job->state == state; };
    if (isActive(row))
        return isIn(JobState::Waiting) ? 1 : isIn(JobState::Queued) ? 2 : isIn(JobState::Paused) ? 3 : 0;
    if (isProblem(row))
        return isIn(JobState::Failed) ? 4 : 5;
    if (isHere(row))
        return row.disk.state == OnDisk::HereUnverified ? 6 : 7;
    return row.fits ? 9 : 8;
}

bool isWanted(const ModelRow &row)
{
    return !isHere(row) && !isActive(row) && row.awayIn.isEmpty();
}

} // namespace weightyard::ui
