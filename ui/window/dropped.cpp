#include "ui/window/dropped.h"

#include <QDir>
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

QString namedPath(const QString &text)
{
    const QUrl url(text);
    if (url.isLocalFile())
        return url.toLocalFile();
    return QDir::isAbsolutePath(text) ? text : QString();
}

} // namespace weightyard::ui
