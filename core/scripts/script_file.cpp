#include "scripts/script_file.h"

#include "base/config_layout.h"
#include "platform/file_io.h"
#include "platform/file_names.h"

#include <QFileInfo>

namespace weightyard::scripts {

using base::fail;
using base::Result;

Result<void> writeScript(const QString &path, const QByteArray &text, quint32 mode)
{
    const QFileInfo info(path);
    // A name of ours: "<script>.new" might be somebody's.
    const QString temporary = info.absolutePath() + u'/' + base::kStateFolderName + u'-' + info.fileName();
    if (const Result<void> removed = platform::removeFile(temporary); !removed)
        return removed;
    Result<platform::File> file = platform::File::open(temporary, platform::File::Access::CreateNew);
    if (!file)
        return fail(file.error());
    Result<void> done = file->writeAt(0, text);
    if (done)
        done = file->close();
    if (done)
        done = platform::setPermissions(temporary, mode);
    if (done)
        done = platform::syncFileFully(temporary);
    if (done)
        done = platform::renameOver(temporary, path);
    if (!done) {
        static_cast<void>(platform::removeFile(temporary));
        return done;
    }
    return platform::syncFolder(info.absolutePath());
}

} // namespace weightyard::scripts
