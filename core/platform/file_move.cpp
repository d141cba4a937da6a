#include "platform/file_move.h"

#include "platform/file_io.h"

#include <QStringList>

namespace weightyard::platform {

using namespace Qt::Literals::StringLiterals;
using base::Result;

TargetFolder::TargetFolder(QString root) : m_root(std::move(root)) {}

Result<void> TargetFolder::syncTouched()
{
    QStringList folders(m_touched.cbegin(), m_touched.cend());
    folders.sort();
    for (const QString &folder : std::as_const(folders)) {
        if (const Result<void> synced = syncFolder(folder); !synced)
            return synced;
    }
    m_touched.clear();
    return {};
}

} // namespace weightyard::platform
