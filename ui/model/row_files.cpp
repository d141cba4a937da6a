#include "ui/model/row_files.h"

#include <algorithm>

namespace weightyard::ui {

QList<job::FileProgress> filesOf(const ModelRow &row)
{
    const QList<job::FileProgress> broken = row.damage ? row.damage->list : QList<job::FileProgress>();
    if (!row.job || row.job->files.isEmpty())
        return broken;
    QList<job::FileProgress> files = row.job->files;
    const bool isOld = row.job->state == job::JobState::Installed; // the look at its bytes came afterwards
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
