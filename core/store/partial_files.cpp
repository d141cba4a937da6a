#include "store/file_io.h"
#include "store/partial.h"
#include "store/partial_paths.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::store {

using namespace Qt::Literals::StringLiterals;
using base::Result;

bool hasPartial(const QString &partialsDir, const base::Oid &oid)
{
    return QFileInfo::exists(partialPath(partialsDir, oid));
}

Result<void> removeStrayJournals(const QString &partialsDir)
{
    const QFileInfoList journals =
        QDir(partialsDir).entryInfoList({u"*.journal"_s}, QDir::Files | QDir::Hidden);
    for (const QFileInfo &journal : journals) {
        if (stateOf(partialsDir + u'/' + journal.completeBaseName() + u".partial"_s))
            continue;
        if (const Result<void> removed = removeFile(journal.filePath()); !removed)
            return removed;
    }
    return {};
}

std::optional<QString> finishedObject(const QString &partialsDir, const base::Oid &oid, qint64 size)
{
    const QString path = objectPath(partialsDir, oid);
    const std::optional<FileState> state = stateOf(path);
    if (!state || state->kind != FileState::Kind::File || state->size != size)
        return {};
    return path;
}

} // namespace weightyard::store
