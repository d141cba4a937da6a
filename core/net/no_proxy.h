// NO_PROXY, as curl and Go's httpproxy (git-lfs) read it: names separated by commas or spaces; "*" is everything;
// "host" and ".host" match the host and all below it; "host:port" only that port; addresses and CIDR blocks match
// literal addresses. No name is resolved. Pure function, any thread.
#pragma once

#include <QString>
#include <QUrl>

namespace weightyard::net {

bool bypassesProxy(const QString &noProxy, const QUrl &url);

} // namespace weightyard::net
