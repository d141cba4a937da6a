#include "library/record_gaps.h"

#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

QStringList missingOrShort(const store::Record &record, const QString &folder, qsizetype most)
{
    QStringList gaps;
    for (const store::RecordFile &file : record.files) {
        const QFileInfo info(folder + u'/' + file.path);
        // A checked file may be a link that the user put there: then what it leads to counts.
        const bool there = file.isChecked() ? info.exists() && info.size() >= file.size
                                            : info.isSymbolicLink() || info.exists();
        const bool isTheirs = record.different.contains(file.path);
        if ((!there && !isTheirs) || record.damaged.contains(file.path))
            gaps.append(file.path);
        if (gaps.size() == most)
            break;
    }
    return gaps;
}

bool holdsOtherWeights(const store::Record &record)
{
    return std::any_of(record.files.cbegin(), record.files.cend(), [&](const store::RecordFile &file) {
        return file.oid && record.different.contains(file.path);
    });
}

} // namespace weightyard::library
