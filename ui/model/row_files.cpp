#include "ui/model/row_files.h"

#include <algorithm>

namespace weightyard::ui {

QList<job::FileProgress> filesOf(const ModelRow &row, const QList<job::FileProgress> &onDisk)
{
    const QList<job::FileProgress> broken = row.damage ? row.damage->list : QList<job::FileProgress>();
    QList<job::FileProgress> files = !onDisk.isEmpty() ? onDisk
                                     : row.job         ? row.job->files
                                                       : QList<job::FileProgress>();
    if (files.isEmpty())
        return broken;
    // The look at its bytes came afterwards.
    const bool isOld = !onDisk.isEmpty() || row.job->state == job::JobState::Installed;
    for (const job::FileProgress &one : broken) {
        const auto same = [&](const job::FileProgress &file) { return file.path == one.path; };
        const auto file = std::find_if(files.begin(), files.end(), same);
        if (file == files.end() || (file->verified && !isOld))
            continue;
        file->verified = false;
        file->damaged = file->damaged || one.damaged;
        file->here = isOld ? one.here : file->here;
    }
    return files;
}

} // namespace weightyard::ui
