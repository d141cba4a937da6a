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
        const bool there =
            info.isSymbolicLink() || (info.exists() && (!file.isChecked() || info.size() >= file.size));
        if (!there || record.damaged.contains(file.path))
            gaps.append(file.path);
        if (gaps.size() == most)
            break;
    }
    return gaps;
}

} // namespace weightyard::queue
