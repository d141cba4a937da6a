#include "net/proxy.h"

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

QString proxyName(const Proxy &proxy, const QString &setting)
{
    const QString name = u"%1:%2"_s.arg(proxy.host).arg(proxy.port);
    return setting.isEmpty() ? name : u"%1 (%2)"_s.arg(name, setting);
}

} // namespace weightyard::net
