#include "library/files_here.h"

#include <QDir>
#include <QFileInfo>

namespace weightyard::library {

QSet<QString> filesHere(const QString &folder, const QList<hub::HubFile> &files,
                        const base::CancelToken &cancel)
{
    QSet<QString> here;
    const QString prefix = QDir::cleanPath(folder) + u'/';
    for (const hub::HubFile &file : files) {
        if (cancel.isCancelled())
            break;
        const QString path = QDir::cleanPath(prefix + file.path);
        if (!path.startsWith(prefix))
            continue;
        const QFileInfo info(path);
        if (info.isFile() && info.size() == file.size)
            here.insert(file.path);
    }
    return here;
}

} // namespace weightyard::library
