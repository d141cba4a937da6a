#include "ui/model/model_row.h"

#include <algorithm>

namespace weightyard::ui {

using queue::JobState;
using queue::OnDisk;

qint64 bytesOf(const ModelRow &row)
{
    if (row.facts)
        return row.facts->bytes;
    if (row.entry.bytes > 0)
        return row.entry.bytes;
    return row.job ? row.job->bytesTotal : 0;
}

bool isExact(const ModelRow &row)
{
    return row.facts || (row.entry.exact && row.entry.bytes > 0);
}

qint64 bytesMissing(const ModelRow &row)
{
    if (isHere(row))
        return 0;
    if (row.job && row.job->bytesTotal > 0)
        return std::max<qint64>(row.job->bytesTotal - row.job->bytesHere, 0);
    return std::max<qint64>(bytesOf(row) - row.disk.partialBytes, 0);
}

bool isHere(const ModelRow &row)
{
    if (row.job && row.job->state == JobState::Installed)
        return true;
    return row.disk.state == OnDisk::Here || row.disk.state == OnDisk::HereUnverified;
}

bool isActive(const ModelRow &row)
{
    return row.job && !queue::isFinal(row.job->state);
}

bool isProblem(const ModelRow &row)
{
    if (row.job && row.job->state == JobState::Failed)
        return true;
    return !isActive(row) && !isHere(row)
           && (row.disk.state == OnDisk::Incomplete || row.disk.state == OnDisk::NotRecognised);
}

bool isWanted(const ModelRow &row)
{
    return !isHere(row) && !isActive(row);
}

} // namespace weightyard::ui
