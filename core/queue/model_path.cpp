#include "queue/model_path.h"

#include <QFileInfo>
#include <QStringList>

namespace weightyard::queue {

using namespace Qt::Literals::StringLiterals;

bool isSafeModelPath(const QString &path)
{
    const QStringList parts = path.split(u'/');
    for (const QString &part : parts) {
        if (part.isEmpty() || part == "."_L1 || part == ".."_L1 || part.contains(u'\\')
            || part.contains(QChar(0)))
            return false;
    }
    return parts.first().compare(".git"_L1, Qt::CaseInsensitive) != 0
           && parts.first().compare(".weightyard"_L1, Qt::CaseInsensitive) != 0;
}

QStringList gapsOf(const store::Record &record, const QString &folder, qsizetype most)
{
    QStringList gaps;
    for (const store::RecordFile &file : record.files) {
        const QFileInfo info(folder + u'/' + file.path);
        // A checked file may be a link that the user put there: then what it leads to counts.
        const bool there = file.isChecked() ? info.exists() && info.size() >= file.size
                                            : info.isSymbolicLink() || info.exists();
        if (!there || record.damaged.contains(file.path))
            gaps.append(file.path);
        if (gaps.size() == most)
            break;
    }
    return gaps;
}

} // namespace weightyard::queue
