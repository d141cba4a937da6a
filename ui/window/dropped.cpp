#include "ui/window/dropped.h"

#include <QMimeData>
#include <QUrl>

namespace weightyard::ui {

QString droppedText(const QMimeData *data)
{
    if (data->hasUrls() && !data->urls().isEmpty())
        return data->urls().constFirst().toString();
    return data->hasText() ? data->text().trimmed() : QString();
}

QString droppedPath(const QMimeData *data)
{
    const bool isLocal =
        data->hasUrls() && !data->urls().isEmpty() && data->urls().constFirst().isLocalFile();
    return isLocal ? data->urls().constFirst().toLocalFile() : QString();
}

} // namespace weightyard::ui
