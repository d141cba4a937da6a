#include "hub/api_url.h"

namespace weightyard::hub {

using namespace Qt::Literals::StringLiterals;

QUrl apiUrl(const QUrl &hub, const QString &modelPath, const QString &suffix)
{
    QString path = hub.path() + u"/api/"_s;
    path += modelPath.startsWith("datasets/"_L1) ? modelPath : u"models/"_s + modelPath;
    QUrl url = hub;
    url.setPath(QString::fromLatin1(QUrl::toPercentEncoding(path, "/")) + suffix, QUrl::StrictMode);
    return url;
}

} // namespace weightyard::hub
