#include "base/origin.h"

namespace weightyard::base {

using namespace Qt::Literals::StringLiterals;

int defaultPort(const QString &scheme)
{
    if (scheme == "https"_L1)
        return 443;
    return scheme == "http"_L1 ? 80 : -1;
}

Origin Origin::of(const QUrl &url)
{
    const QString scheme = url.scheme().toLower();
    return {.scheme = scheme, .host = url.host().toLower(), .port = url.port(defaultPort(scheme))};
}

QString Origin::toString() const
{
    QString text = scheme + u"://"_s + (host.contains(u':') ? u'[' + host + u']' : host);
    if (port != defaultPort(scheme))
        text += u':' + QString::number(port);
    return text;
}

} // namespace weightyard::base
