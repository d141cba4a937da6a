#include "library/record_gaps.h"

#include "base/attributes_file.h"
#include "store/prefix_hasher.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace weightyard::library {

bool hasBytesOf(const store::RecordFile &file, const QString &path)
{
    const auto goOn = [](qint64) { return true; };
    if (!file.isChecked() || !QFileInfo(path).isFile() || QFileInfo(path).size() != file.size)
        return false;
    const base::Result<bool> same = file.oid ? store::Verifier::matches(path, *file.oid, file.size, goOn)
                                             : store::Verifier::matchesBlob(path, file.blob, file.size, goOn);
    return same && *same;
}

bool holdsBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    constexpr qint64 kBlock = 64LL * 1024;
    for (QByteArray block = file.read(kBlock); !block.isEmpty(); block = file.read(kBlock)) {
        if (std::any_of(block.cbegin(), block.cend(), [](char c) { return c != 0; }))
            return true;
    }
    return false;
}

bool mayBeEdited(const store::RecordFile &file)
{
    return !file.oid && !file.blob.isEmpty();
}

bool wasEmptied(const store::RecordFile &file, const QString &path)
{
    const QFileInfo there(path);
    return base::isAttributesFile(file.path) && file.size > 0 && !there.isSymLink() && there.isFile()
           && there.size() == 0;
}

bool isChangedByUser(const store::RecordFile &file, const QString &path)
{
    const QFileInfo there(path);
    if (!mayBeEdited(file) || there.isSymLink() || !there.isFile())
        return false;
    const bool isOther = there.size() != file.size || !hasBytesOf(file, path);
    return isOther && holdsBytes(path);
}

QStringList changedFiles(const store::Record &record, const QString &folder, ChangedBy by)
{
    QStringList changed;
    for (const store::RecordFile &file : record.files) {
        const QString path = folder + u'/' + file.path;
        const bool isNoted = record.different.contains(file.path);
        if (record.damaged.contains(file.path) || (!isNoted && !mayBeEdited(file)))
            continue;
        const QFileInfo there(path);
        const bool isChanged = isNoted ? there.exists() && !(mayBeEdited(file) && hasBytesOf(file, path))
                               : by == ChangedBy::Bytes    ? isChangedByUser(file, path)
                               : there.size() == file.size ? false
                                                           : isChangedByUser(file, path);
        if (isChanged)
            changed.append(file.path);
    }
    return changed;
}

QStringList missingOrShort(const store::Record &record, const QString &folder, qsizetype most)
{
    QStringList gaps;
    for (const store::RecordFile &file : record.files) {
        const QFileInfo info(folder + u'/' + file.path);
        // A checked file may be a link that the user put there: then what it leads to counts.
        const qint64 least = mayBeEdited(file) ? std::min<qint64>(file.size, 1) : file.size;
        const bool there =
            file.isChecked() ? info.exists() && info.size() >= least
                             : (info.isSymbolicLink() || info.exists()) && !wasEmptied(file, info.filePath());
        const bool isTheirs =
            record.different.contains(file.path) && (info.exists() || info.isSymbolicLink());
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
