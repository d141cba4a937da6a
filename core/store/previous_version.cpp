#include "store/previous_version.h"

#include "base/byte_sum.h"
#include "platform/file_io.h"
#include "store/library_layout.h"
#include "store/path_rules.h"

#include <QDir>
#include <QDirIterator>
#include <algorithm>

namespace weightyard::store {

using base::fail;
using base::Result;

Result<std::optional<PreviousVersion>> readPrevious(const QString &folder)
{
    const Result<std::optional<Record>> record = readRecord(previousRecord(folder));
    if (!record)
        return fail(record.error());
    if (!*record)
        return std::optional<PreviousVersion>();
    PreviousVersion version{.folder = folder, .record = **record, .kept = {}};
    const QString files = previousFile(folder, {});
    QDirIterator all(files, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (all.hasNext()) {
        const QString path = all.next().mid(files.size());
        const std::optional<platform::FileState> state = platform::stateOf(all.filePath());
        if (!state || !isTreePath(path))
            continue;
        version.kept.insert(path);
        version.bytes = base::addBytes(version.bytes, state->size);
    }
    return std::optional(version);
}

QList<PreviousVersion> listPrevious(const QString &previousDir)
{
    QList<PreviousVersion> versions;
    const QStringList names =
        QDir(previousDir).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot | QDir::NoSymLinks);
    for (const QString &name : names) {
        const Result<std::optional<PreviousVersion>> version = readPrevious(previousDir + u'/' + name);
        if (version && *version)
            versions.append(**version);
    }
    std::sort(versions.begin(), versions.end(), [](const PreviousVersion &a, const PreviousVersion &b) {
        return a.record.modelPath < b.record.modelPath;
    });
    return versions;
}

} // namespace weightyard::store
