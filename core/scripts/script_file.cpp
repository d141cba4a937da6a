#include "scripts/script_file.h"

#include "base/config_layout.h"
#include "platform/file_io.h"

#include <QFileInfo>

namespace weightyard::scripts {

using base::Result;

Result<void> writeScript(const QString &path, const QByteArray &text, quint32 mode)
{
    const QFileInfo info(path);
    // A name of ours: "<script>.new" might be somebody's.
    const QString temporary = info.absolutePath() + u'/' + base::kStateFolderName + u'-' + info.fileName();
    return platform::writeDurably(path, text, {.temporary = temporary, .mode = mode});
}

} // namespace weightyard::scripts
