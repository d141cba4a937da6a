#include "net/no_proxy.h"

#include "base/origin.h"

#include <QHostAddress>
#include <QRegularExpression>

namespace weightyard::net {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Entry {
    QString host;
    int port = -1; ///< -1: any
};

Entry entryOf(const QString &text)
{
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        bool ok = false;
        const int port = QStringView(text).mid(close + 2).toInt(&ok);
        return {.host = text.mid(1, close - 1), .port = ok ? port : -1};
    }
    if (text.count(u':') == 1) {
        bool ok = false;
        const int port = text.section(u':', 1).toInt(&ok);
        if (ok)
            return {.host = text.section(u':', 0, 0), .port = port};
    }
    return {.host = text, .port = -1};
}

QString withoutTrailingDot(QString host)
{
    if (host.endsWith(u'.'))
        host.chop(1);
    return host;
}

bool hostBypasses(const QString &pattern, const QString &host)
{
    const QHostAddress address(host);
    if (!address.isNull()) {
        if (pattern.contains(u'/')) {
            const auto subnet = QHostAddress::parseSubnet(pattern);
            return subnet.second >= 0 && address.isInSubnet(subnet);
        }
        return address == QHostAddress(pattern);
    }
    QString suffix = withoutTrailingDot(pattern);
    if (suffix.startsWith("*."_L1))
        suffix.remove(0, 1);
    if (suffix.startsWith(u'.'))
        suffix.remove(0, 1);
    if (suffix.isEmpty())
        return false;
    return host == suffix || host.endsWith(u'.' + suffix);
}

} // namespace

bool bypassesProxy(const QString &noProxy, const QUrl &url)
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    const QString host = withoutTrailingDot(url.host(QUrl::FullyEncoded).toLower());
    const int port = url.port(base::defaultPort(url.scheme()));
    const QStringList names = noProxy.toLower().split(separators, Qt::SkipEmptyParts);
    for (const QString &name : names) {
        if (name == "*"_L1)
            return true;
        const Entry entry = entryOf(name);
        if ((entry.port < 0 || entry.port == port) && hostBypasses(entry.host, host))
            return true;
    }
    return false;
}

} // namespace weightyard::net
