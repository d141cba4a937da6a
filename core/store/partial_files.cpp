#include "store/partial_files.h"

#include "platform/file_io.h"
#include "platform/file_names.h"
#include "store/library_layout.h"

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
    const QStringList journals = journalsIn(partialsDir);
    for (const QString &journal : journals) {
        const std::optional<base::Oid> oid =
            base::Oid::fromHex(QFileInfo(journal).completeBaseName().toLatin1());
        if (oid && platform::stateOf(partialPath(partialsDir, *oid)))
            continue;
        if (const Result<void> removed = platform::removeFile(journal); !removed)
            return removed;
    }
    return {};
}

Result<void> removePartial(const QString &partialsDir, const base::Oid &oid)
{
    if (!hasPartial(partialsDir, oid))
        return {};
    const Result<void> removed = platform::removeFile(partialPath(partialsDir, oid));
    return removed ? platform::removeFile(journalPath(partialsDir, oid)) : removed;
}

std::optional<QString> finishedObject(const QString &partialsDir, const base::Oid &oid, qint64 size)
{
    const QString path = objectPath(partialsDir, oid);
    const std::optional<platform::FileState> state = platform::stateOf(path);
    if (!state || state->kind != platform::FileState::Kind::File || state->size != size)
        return {};
    return path;
}

} // namespace weightyard::store
